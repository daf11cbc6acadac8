package chat.parley.message;

import chat.parley.account.Usernames;
import chat.parley.roomlog.state.Nonce;
import chat.parley.search.SearchQuery;
import chat.parley.support.WorstInputs;
import org.junit.jupiter.api.Test;

/** User input is validated on event loops, so even the worst case must be fast. */
class MessagesWorkTest {

    private static final int EVERY_CHARACTER_TWO_UNITS = 2 * MessageText.MAX_LENGTH;

    @Test
    void worstCaseMessageIsValidatedQuickly() {
        WorstInputs.assertQuick(MessageText.MAX_LENGTH, MessageText::of);
        WorstInputs.assertQuick(EVERY_CHARACTER_TWO_UNITS, MessageText::of);
    }

    @Test
    void worstCaseMentionsAreParsedQuickly() {
        MentionParser reader = new MentionParser(new Usernames());
        WorstInputs.assertQuick(MessageText.MAX_LENGTH, reader::read);
        WorstInputs.assertQuick(MessageText.MAX_LENGTH - 4, text -> reader.read("@a " + text));
    }

    @Test
    void worstCaseQueryIsParsedQuickly() {
        WorstInputs.assertQuick(256, SearchQuery::of);
    }

    @Test
    void worstCaseEmojiAndNonceAreValidatedQuickly() {
        WorstInputs.assertQuick(32, Emoji::of);
        WorstInputs.assertQuick(64, Nonce::of);
    }
}
