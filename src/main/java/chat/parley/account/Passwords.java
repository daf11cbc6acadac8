package chat.parley.account;

import chat.parley.http.ClientText;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks, hashes and compares passwords. Uses Argon2id: it takes every character of a long password into account
 * (bcrypt reads 72 bytes), and each guess costs memory. The stored form names its algorithm, so that the algorithm can
 * be replaced later.
 *
 * <p>Passwords are normalized to NFC, because the same keys produce different code points on different systems.
 */
@Component
public class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** A hash of no known password. Log-ins without an account are compared with it so that they take the same time. */
    static final String DUMMY_HASH = "{argon2}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KIB, PASSES, LANES, zeros(SALT_BYTES), zeros(HASH_BYTES));

    private final HashingPool hashing;
    private final PasswordRules rules = new PasswordRules();
    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2", Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES)));

    Passwords(HashingPool hashing) {
        this.hashing = hashing;
    }

    /** Returns the stable code of the rule that the password breaks; an empty {@code Optional} if it is acceptable. */
    public Mono<Optional<String>> brokenRule(String password, String username) {
        return ClientText.exceeds(PasswordRules.MAX_LENGTH, password)
                ? Mono.just(Optional.of(PasswordRules.TOO_LONG))
                : hashing.runForNewPassword(() -> rules.brokenRule(normalize(password), username));
    }

    public Mono<String> hash(String password) {
        return hashing.runForNewPassword(() -> encode(password));
    }

    /** Whether {@code hash} is the hash of the password. Without a hash the result is false and takes the same time. */
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        String validHash = PasswordRules.isWellFormed(password) ? hash : null;
        String candidate = validHash == null ? "nothing that anybody has typed" : normalize(password);
        return hashing.run(
                () -> encoder.matches(candidate, validHash == null ? DUMMY_HASH : validHash) && validHash != null);
    }

    private String encode(String password) {
        return String.valueOf(encoder.encode(normalize(password)));
    }

    private static String zeros(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    private static String normalize(String password) {
        return ClientText.nfc(PasswordRules.MAX_LENGTH, password);
    }
}
