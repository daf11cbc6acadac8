package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.RoomName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A requested change to a room itself. */
public sealed interface RoomWrite extends Write {

    /** Changes the name, title or topic, or whether links get previews; null leaves a field unchanged. */
    record Settings(
            Actor actor,
            @Nullable RoomName name,
            @Nullable String title,
            @Nullable String topic,
            @Nullable Boolean previews)
            implements RoomWrite {

        public Settings(Actor actor, @Nullable RoomName name, @Nullable String title, @Nullable String topic) {
            this(actor, name, title, topic, null);
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.changeSettings(this, access, now);
        }

        @Override
        public @Nullable RoomName newName() {
            return name;
        }

        @Override
        public boolean addsNotice() {
            return true;
        }
    }

    /** Archives the room, which closes it to changes and keeps its history readable, or reopens it. */
    record Archive(Actor actor, boolean on) implements RoomWrite {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.archive(this, access, now);
        }
    }
}
