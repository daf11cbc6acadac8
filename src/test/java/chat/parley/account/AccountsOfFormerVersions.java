package chat.parley.account;

import chat.parley.support.ParleyServer;
import java.time.Duration;

/** Runs the migration of accounts of former versions immediately. */
public final class AccountsOfFormerVersions {

    private AccountsOfFormerVersions() {}

    public static void makeKeys(ParleyServer server) {
        server.bean(AccountNames.class).storeMissingKeys().block(Duration.ofSeconds(20));
    }
}
