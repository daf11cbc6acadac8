package chat.parley.gateway.seeds;

import chat.parley.hub.RevisionRange;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.state.MessageState;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Selects the changes that seed clients understand: messages as they were posted. Their protocols have no form for
 * edits and deletions; a message that was changed before the client could receive it is omitted.
 */
@Component
class NewMessages {

    private final ChangeCodec codec;

    NewMessages(ChangeCodec codec) {
        this.codec = codec;
    }

    Stream<MessageState> in(RevisionRange range) {
        return range.entries().stream()
                .filter(entry -> entry.kind() == EncodedChange.Kind.MESSAGE)
                .map(entry -> (MessageState) codec.decode(entry))
                .filter(message -> message.editedAt() == null && !message.deleted());
    }
}
