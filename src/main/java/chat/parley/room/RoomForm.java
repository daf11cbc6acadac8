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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody asks a room to be. Everything is checked when it is turned into what the log takes. */
record RoomForm(
        @Nullable String name,
        @Nullable String title,
        @Nullable String topic,
        @Nullable String kind,
        @Nullable Boolean archived) {

    /** A number that is not taken yet, most likely. */
    private static final int FIRST_OF_ANY = 100_000;

    /**
     * The rooms of which the first is to be created whose name is free: one of the name that was given, or those that its
     * title may have. Without a title the name is the title, as it was written.
     */
    List<NewRoom> toNewRooms(Actor owner, boolean administers) {
        if (name != null) {
            refuseOfficial(RoomName.of(name), administers);
        }
        String words = RoomWords.title(title == null || title.isBlank() ? required(name) : title);
        String about = topic == null ? "" : RoomWords.topic(topic);
        RoomKind ofKind = kind == null ? RoomKind.PUBLIC : kind(kind);
        return names(words, administers).stream()
                .map(one -> new NewRoom(one, words, about, ofKind, owner))
                .toList();
    }

    private List<RoomName> names(String words, boolean administers) {
        if (name != null) {
            return List.of(RoomName.of(name));
        }
        int any = ThreadLocalRandom.current().nextInt(FIRST_OF_ANY, 10 * FIRST_OF_ANY);
        return RoomName.ofTitle(words, any).stream()
                .filter(one -> administers || !one.isOfficial())
                .toList();
    }

    private static String required(@Nullable String name) {
        if (name == null) {
            throw Refusal.field("name", "required", "A room needs a name or a title.");
        }
        return name;
    }

    private static void refuseOfficial(RoomName name, boolean administers) {
        if (name.isOfficial() && !administers) {
            throw Refusal.field("name", "name_reserved", "This name is kept for administrators.");
        }
    }

    /** Refuses a name that speaks for the installation to all but administrators; a room that has it keeps it. */
    void refuseOfficialName(boolean administers, @Nullable String before) {
        if (name != null && !RoomName.of(name).value().equals(before)) {
            refuseOfficial(RoomName.of(name), administers);
        }
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
