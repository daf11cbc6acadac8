package chat.parley.room;

import chat.parley.roomlog.state.RoomName;
import chat.parley.support.WorstInputs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of rooms are checked on event loops, so even the worst input must take almost no time. */
class RoomsWorkTest {

    /** Inputs of the maximum length, before and after composition. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void worstTextsAreCheckedQuickly(int units) {
        WorstInputs.assertQuick(units * RoomTextRules.MAX_TITLE_LENGTH, RoomTextRules::title);
        WorstInputs.assertQuick(units * RoomTextRules.MAX_TOPIC_LENGTH, RoomTextRules::topic);
        WorstInputs.assertQuick(units * RoomTextRules.MAX_REASON_LENGTH, RoomTextRules::reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 512})
    void worstNameIsCheckedQuickly(int length) {
        WorstInputs.assertQuick(length, name -> RoomName.of(name).lookAlikeKeys());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void nameOfWorstTitleIsDerivedQuickly(int length) {
        WorstInputs.assertQuick(length, title -> RoomName.ofTitle(title, 1_000_000));
    }
}
