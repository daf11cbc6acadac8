package chat.parley.roomlog;

import chat.parley.http.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Sinks;

/** The writes of one transaction, the drafts of their rooms, and what becomes of each. */
final class Batch {

    private final List<Pending> all;
    private final int most;
    private final KnownMembers members;
    private final String epoch;
    private final Set<String> changingMembers;
    private final Map<String, RoomDraft> drafts = new LinkedHashMap<>();
    private final Map<String, Actor> called = new LinkedHashMap<>();
    private final Set<Long> disabled = new HashSet<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Pending> lockedOut = new ArrayList<>();

    /** @param most how many writes may be decided; further ones are locked out */
    Batch(List<Pending> all, KnownMembers members, int most) {
        this.all = all;
        this.most = most;
        this.members = members;
        this.epoch = members.epoch();
        this.changingMembers = all.stream()
                .filter(one -> one.write() instanceof Write.OfMembers)
                .map(Pending::room)
                .collect(Collectors.toSet());
    }

    /** All writes, whatever becomes of them. */
    List<Pending> all() {
        return all;
    }

    /** The writes to decide, once it is known which rooms are locked elsewhere. */
    List<Pending> pending() {
        return pending;
    }

    /** The writes that have to wait, because somebody else has locked their room. */
    List<Pending> lockedOut() {
        return lockedOut;
    }

    /** In the one order in which everybody locks rooms, so that two nodes never wait for each other in a circle. */
    Collection<String> rooms() {
        TreeSet<String> rooms = new TreeSet<>();
        all.forEach(one -> rooms.add(one.room()));
        return rooms;
    }

    /** The rooms that have not been locked by this transaction: somebody else has locked them, or they do not exist. */
    Set<String> notLocked() {
        Set<String> rooms = new HashSet<>(rooms());
        rooms.removeAll(drafts.keySet());
        return rooms;
    }

    /** @param lockedElsewhere rooms that exist and have not been locked by this transaction */
    void divide(Set<String> lockedElsewhere) {
        for (Pending one : all) {
            boolean waits = pending.size() >= most || lockedElsewhere.contains(one.room());
            (waits ? lockedOut : pending).add(one);
        }
    }

    void locked(RoomRow room) {
        drafts.put(room.id(), new RoomDraft(room, changingMembers.contains(room.id()) ? Map.of() : members.of(room)));
    }

    Collection<RoomDraft> drafts() {
        return drafts.values();
    }

    void load(MemberRow member) {
        draft(member.room()).members().load(member);
    }

    void load(MessageRow message) {
        draft(message.room()).messages().load(message);
    }

    /** Somebody whom texts in any of the rooms may call by this key. */
    void load(String key, Actor account) {
        called.put(key, account);
        drafts.values().forEach(draft -> draft.members().load(key, account));
    }

    /** The display name that an account has now. */
    void load(long account, String displayName) {
        drafts.values().forEach(draft -> draft.members().load(account, displayName));
    }

    /** An actor that has been disabled. */
    void disabled(long account) {
        disabled.add(account);
    }

    /** The account that has this key; empty for nobody's. */
    Stream<Actor> called(String key) {
        return Stream.ofNullable(called.get(key));
    }

    /** A room that has this name, as the batch begins. */
    void loadName(String key, String room) {
        drafts.values().stream()
                .filter(draft -> !draft.room().id().equals(room))
                .forEach(draft -> draft.nameTaken(key));
    }

    void decide(Access access, Instant now) {
        answers.clear();
        for (Pending one : pending) {
            try {
                refuseDisabled(one.write());
                Change change = draft(one.room()).apply(one.write(), access, now);
                newName(one.write()).forEach(key -> loadName(key, one.room()));
                answers.add(() -> one.answer().tryEmitValue(change));
            } catch (Refusal refusal) {
                answers.add(() -> one.answer().tryEmitError(refusal));
            }
        }
    }

    /** An administrator may rename a disabled account, which its rooms show as its own change. */
    private void refuseDisabled(Write write) {
        if (disabled.contains(write.actor().id()) && !(write instanceof Write.Rename)) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "This account is disabled.");
        }
    }

    /** The key of the name that a write gives to its room. */
    static Stream<String> newName(Write write) {
        return write instanceof Write.Settings settings && settings.name() != null
                ? Stream.of(settings.name().key())
                : Stream.empty();
    }

    /** What was learned of members stays known; to be called after the commit. */
    void remember() {
        drafts.values().forEach(draft -> members.keep(draft, epoch));
    }

    /** Tells everybody who waits; to be called after the commit. */
    void answer() {
        answers.forEach(Runnable::run);
    }

    /** Whether the account's place in the room needs not be loaded. */
    boolean knows(String room, long account) {
        RoomDraft draft = drafts.get(room);
        return draft != null && draft.members().known().containsKey(account);
    }

    private RoomDraft draft(String room) {
        RoomDraft draft = drafts.get(room);
        if (draft == null) {
            throw Refusal.of(Refusal.Code.ROOM_NOT_FOUND, "There is no such room.");
        }
        return draft;
    }

    /**
     * A write that waits for its transaction.
     *
     * @param since when it came, as {@link System#nanoTime} has it
     */
    record Pending(String room, Write write, Sinks.One<Change> answer, long since) {

        static Pending of(String room, Write write) {
            return new Pending(room, write, Sinks.one(), System.nanoTime());
        }
    }
}
