package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.roomlog.NewRoom;
import chat.parley.roomlog.RoomWrite;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requested properties of a room. They are validated on conversion to writes of the room log. */
public record RoomForm(
        @Nullable String name,
        @Nullable String title,
        @Nullable String topic,
        @Nullable String kind,
        @Nullable Boolean archived,
        @Nullable Boolean previews) {

    /** Makes a collision with an existing name unlikely. */
    private static final int MIN_RANDOM_NUMBER = 100_000;

    /**
     * Returns candidates for the new room; the first one with a free name is to be created. There is one candidate with
     * the given name, or several with names derived from the title. The title defaults to the name as it was typed.
     */
    List<NewRoom> toNewRooms(Actor owner, boolean administers) {
        if (name != null) {
            refuseOfficial(RoomName.of(name), administers);
        }
        String roomTitle = RoomTextRules.title(title == null || title.isBlank() ? requireName(name) : title);
        String roomTopic = topic == null ? "" : RoomTextRules.topic(topic);
        RoomKind roomKind = kind == null ? RoomKind.PUBLIC : kind(kind);
        return candidates(roomTitle, administers).stream()
                .map(candidate -> new NewRoom(candidate, roomTitle, roomTopic, roomKind, owner))
                .toList();
    }

    private List<RoomName> candidates(String roomTitle, boolean administers) {
        if (name != null) {
            return List.of(RoomName.of(name));
        }
        int randomNumber = ThreadLocalRandom.current().nextInt(MIN_RANDOM_NUMBER, 10 * MIN_RANDOM_NUMBER);
        return RoomName.ofTitle(roomTitle, randomNumber).stream()
                .filter(candidate -> administers || !candidate.isOfficial())
                .toList();
    }

    private static String requireName(@Nullable String name) {
        if (name == null) {
            throw Refusal.field("name", "required", "Enter a name or a title for the room.");
        }
        return name;
    }

    private static void refuseOfficial(RoomName name, boolean administers) {
        if (name.isOfficial() && !administers) {
            throw Refusal.field("name", "name_reserved", "This name is reserved for administrators.");
        }
    }

    /** Rejects a name that is reserved for administrators, unless the room already has it. */
    void refuseOfficialName(boolean administers, @Nullable String currentName) {
        if (name != null && !RoomName.of(name).value().equals(currentName)) {
            refuseOfficial(RoomName.of(name), administers);
        }
    }

    /** Null leaves a property unchanged. The kind of a room never changes. */
    private RoomWrite.Settings toSettings(Actor actor) {
        return new RoomWrite.Settings(
                actor,
                name == null ? null : RoomName.of(name),
                title == null ? null : RoomTextRules.title(title),
                topic == null ? null : RoomTextRules.topic(topic),
                previews);
    }

    /** Returns the writes in an order in which the settings change while the room is open. */
    public List<Write> toWrites(Actor actor) {
        List<Write> writes = new ArrayList<>();
        boolean editsSettings = name != null || title != null || topic != null || previews != null;
        if (editsSettings) {
            writes.add(toSettings(actor));
        }
        if (archived != null) {
            writes.add(archived ? writes.size() : 0, new RoomWrite.Archive(actor, archived));
        }
        return writes;
    }

    private static RoomKind kind(String wire) {
        Optional<RoomKind> kind = Stream.of(RoomKind.PUBLIC, RoomKind.PRIVATE)
                .filter(candidate -> candidate.wire().equals(wire))
                .findFirst();
        return kind.orElseThrow(
                () -> Refusal.field("kind", "kind_invalid", "The kind of a room must be public or private."));
    }
}
