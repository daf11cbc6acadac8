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
 * Judges, hashes and compares passwords. By Argon2id, because every character of a long password counts (bcrypt reads
 * 72 bytes) and a guesser needs memory for every guess. The stored form names its algorithm, so that others can follow.
 *
 * <p>A password is compared in NFC: the same keys give different code points on different systems.
 */
@Component
class Passwords {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** What a password is compared with where there is none, to take the same time. No password is known to have this hash. */
    static final String NOBODYS = "{argon2}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KIB, PASSES, LANES, zeros(SALT_BYTES), zeros(HASH_BYTES));

    private final Hashing hashing;
    private final PasswordRules rules = new PasswordRules();
    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2", Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES)));

    Passwords(Hashing hashing) {
        this.hashing = hashing;
    }

    /** The code of the rule that the password breaks, or an empty option. */
    Mono<Optional<String>> brokenRule(String password, String username) {
        return ClientText.exceeds(PasswordRules.MAX, password)
                ? Mono.just(Optional.of(PasswordRules.TOO_LONG))
                : hashing.runForNewPassword(() -> rules.brokenRule(normalized(password), username));
    }

    Mono<String> hash(String password) {
        return hashing.runForNewPassword(() -> hashed(password));
    }

    /** Whether it is the password of that hash; never without one, and then in no less time. */
    Mono<Boolean> matches(String password, @Nullable String hash) {
        String known = PasswordRules.isWellFormed(password) ? hash : null;
        String compared = known == null ? "nothing that anybody has typed" : normalized(password);
        return hashing.run(() -> encoder.matches(compared, known == null ? NOBODYS : known) && known != null);
    }

    private String hashed(String password) {
        return String.valueOf(encoder.encode(normalized(password)));
    }

    private static String zeros(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    private static String normalized(String password) {
        return ClientText.nfc(PasswordRules.MAX, password);
    }
}
