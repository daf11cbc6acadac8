package chat.parley.gateway;

import chat.parley.hub.Span;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Entry;
import chat.parley.roomlog.MessageState;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What the seeds' clients understand of a room's changes: messages as they were posted. Edits and deletions have no
 * form there; a message that was changed before a client could see it is left out.
 */
@Component
class NewMessages {

    private final ChangeCodec codec;

    NewMessages(ChangeCodec codec) {
        this.codec = codec;
    }

    Stream<MessageState> in(Span span) {
        return span.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.MESSAGE)
                .map(entry -> (MessageState) codec.decode(entry))
                .filter(message -> message.editedAt() == null && !message.deleted());
    }
}
