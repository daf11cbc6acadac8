package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.roomlog.Actor;
import chat.parley.roomlog.NewRoom;
import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.RoomName;
import chat.parley.roomlog.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody asks a room to be. Everything is checked when it is turned into what the log takes. */
record RoomForm(
        @Nullable String name,
        @Nullable String title,
        @Nullable String topic,
        @Nullable String kind,
        @Nullable Boolean archived) {

    /** Without a title the name is the title, as it was written. */
    NewRoom toNewRoom(Actor owner) {
        if (name == null) {
            throw Refusal.field("name", "required", "A room needs a name.");
        }
        return new NewRoom(
                RoomName.of(name),
                title == null || title.isBlank() ? RoomWords.title(name) : RoomWords.title(title),
                topic == null ? "" : RoomWords.topic(topic),
                kind == null ? RoomKind.PUBLIC : kind(kind),
                owner);
    }

    /** What is missing stays as it is; the kind of a room never changes. */
    private Write.Settings toSettings(Actor actor) {
        return new Write.Settings(
                actor,
                name == null ? null : RoomName.of(name),
                title == null ? null : RoomWords.title(title),
                topic == null ? null : RoomWords.topic(topic));
    }

    /** What changes the room, in order: its words change while it is open. */
    List<Write> toWrites(Actor actor) {
        List<Write> writes = new ArrayList<>();
        boolean words = name != null || title != null || topic != null;
        if (words) {
            writes.add(toSettings(actor));
        }
        if (archived != null) {
            writes.add(archived ? writes.size() : 0, new Write.Archive(actor, archived));
        }
        return writes;
    }

    private static RoomKind kind(String wire) {
        Optional<RoomKind> kind = Stream.of(RoomKind.PUBLIC, RoomKind.PRIVATE)
                .filter(one -> one.wire().equals(wire))
                .findFirst();
        return kind.orElseThrow(() -> Refusal.field("kind", "kind_invalid", "A room is public or private."));
    }
}
