package chat.parley.signin;

import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.session.BrowserInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Protects the first account, which administers the installation. From another machine it can only be created with a
 * code from the server's log, which proves access to it. All nodes log the same code; it is deleted when the account is
 * created. Until then the database holds it in plain text, so that every node can log it.
 */
@Component
class SetupCode {

    private static final Logger log = LoggerFactory.getLogger(SetupCode.class);
    /** Excludes letters and digits that look alike. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private static final int GROUP_COUNT = 4;
    private static final int GROUP_LENGTH = 5;

    private final DatabaseClient database;
    private final Accounts accounts;
    private final SecureRandom random;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean logged = new AtomicBoolean();

    SetupCode(DatabaseClient database, Accounts accounts, SecureRandom random) {
        this.database = database;
        this.accounts = accounts;
        this.random = random;
    }

    /** Whether this client needs the code to create an account. If so, logs the code. */
    Mono<Boolean> isRequired(BrowserInfo client) {
        return unclaimed()
                .filter(unclaimed -> !client.local())
                .flatMap(unclaimed -> code())
                .map(code -> true)
                .defaultIfEmpty(false);
    }

    /** Refuses the first account with {@code setup_code_required} or {@code setup_code_invalid}. */
    Mono<Void> check(@Nullable String given, BrowserInfo client) {
        return unclaimed()
                .filter(unclaimed -> !client.local())
                .flatMap(unclaimed -> code())
                .doOnNext(code -> refuse(given, code))
                .then();
    }

    private static void refuse(@Nullable String given, String code) {
        if (given == null || given.isBlank()) {
            throw Refusal.of(
                    Code.SETUP_CODE_REQUIRED,
                    "Enter the setup code from the server's log to create the first account.");
        }
        if (!MessageDigest.isEqual(bytes(code), bytes(given))) {
            throw Refusal.of(Code.SETUP_CODE_INVALID, "This isn't the setup code from the server's log.");
        }
    }

    /** Ignores case, dashes and spaces. */
    private static byte[] bytes(String code) {
        return code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "").getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty once there is an account, permanently. */
    private Mono<Boolean> unclaimed() {
        return claimed.get()
                ? Mono.empty()
                : accounts.anyAccountExists().doOnNext(claimed::set).filter(anybody -> !anybody);
    }

    private Mono<String> code() {
        return read().switchIfEmpty(Mono.defer(this::create).then(read())).doOnNext(this::log);
    }

    private Mono<String> read() {
        return database.sql("select setup_code from installation where id = 1 and setup_code is not null")
                .map(row -> Objects.requireNonNull(row.get("setup_code", String.class)))
                .one();
    }

    /** Stores a code unless another node has stored one meanwhile. */
    private Mono<Void> create() {
        return database.sql("update installation set setup_code = :new"
                        + " where id = 1 and setup_code is null and first_account is null")
                .bind("new", random())
                .then();
    }

    private String random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < GROUP_COUNT * GROUP_LENGTH; i++) {
            code.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "")
                    .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private void log(String code) {
        if (!logged.getAndSet(true)) {
            log.warn("Setup code for the first account, which becomes the administrator: {}", code);
        }
    }
}
