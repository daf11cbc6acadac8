package chat.parley.account;

import chat.parley.support.WorstInputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are checked on event loops, so even the worst input must take almost no time. */
class NamesWorkTest {

    private final Usernames usernames = new Usernames();

    /** Inputs of the maximum length, before and after composition. */
    @ParameterizedTest
    @ValueSource(ints = {32, 256})
    void worstUsernameIsCheckedQuickly(int length) {
        WorstInputs.assertQuick(length, name -> {
            String normalized = usernames.normalize(name);
            usernames.brokenRule(normalized);
            usernames.key(normalized);
        });
    }

    @Test
    void rivalsOfWorstUsernameAreFoundQuickly() {
        WorstInputs.assertQuick(32, usernames::lookAlikeKeys);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void worstDisplayNameIsCheckedQuickly(int length) {
        WorstInputs.assertQuick(length, DisplayName::of);
    }

    @Test
    void keysOfWorstDisplayNameAreComputedQuickly() {
        WorstInputs.assertQuick(64, name -> {
            NameKeys.lookKeys(name);
            NameKeys.of("name", name);
        });
    }
}
