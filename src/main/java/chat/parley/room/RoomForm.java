package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.roomlog.Actor;
import chat.parley.roomlog.NewRoom;
import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.RoomName;
import chat.parley.roomlog.Write;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody asks a room to be. Everything is checked when it is turned into what the log takes. */
record RoomForm(
        @Nullable String name,
        @Nullable String title,
        @Nullable String topic,
        @Nullable String kind) {

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
    Write.Settings toSettings(Actor actor) {
        return new Write.Settings(
                actor,
                name == null ? null : RoomName.of(name),
                title == null ? null : RoomWords.title(title),
                topic == null ? null : RoomWords.topic(topic));
    }

    private static RoomKind kind(String wire) {
        Optional<RoomKind> kind = Stream.of(RoomKind.PUBLIC, RoomKind.PRIVATE)
                .filter(one -> one.wire().equals(wire))
                .findFirst();
        return kind.orElseThrow(() -> Refusal.field("kind", "kind_invalid", "A room is public or private."));
    }
}
