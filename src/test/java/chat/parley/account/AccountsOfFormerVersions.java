package chat.parley.account;

import chat.parley.support.ParleyServer;
import java.time.Duration;

/** Does what a node does beside its work, now. */
public final class AccountsOfFormerVersions {

    private AccountsOfFormerVersions() {}

    public static void makeKeys(ParleyServer server) {
        server.bean(AccountNames.class).makeKeys().block(Duration.ofSeconds(20));
    }
}
