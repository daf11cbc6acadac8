package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.support.SharedServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(SharedServer.class)
class AccountsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Accounts accounts;

    AccountsIT(SharedServer server) {
        accounts = server.server().bean(Accounts.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "ALL", "a", "two words", "x123456789012345678901234567890123"})
    void nameThatBreaksARuleIsRefused(String name) {
        assertThatThrownBy(
                        () -> accounts.create(name, Account.Kind.MEMBER, null).block(LIMIT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Code.INVALID));
    }
}
