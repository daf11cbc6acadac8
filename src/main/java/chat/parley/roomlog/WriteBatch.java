package chat.parley.roomlog;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomName;
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

/** The writes of one transaction with the drafts of their rooms and their results. */
final class WriteBatch {

    private final List<Pending> all;
    private final int maxWrites;
    private final MemberCache members;
    private final String epoch;
    private final Set<String> roomsChangingMembers;
    private final Map<String, RoomDraft> drafts = new LinkedHashMap<>();
    private final MentionTargets mentionTargets = new MentionTargets();
    private final Set<Long> disabled = new HashSet<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Pending> deferred = new ArrayList<>();

    /** @param maxWrites the maximum number of writes to decide; further ones are deferred */
    WriteBatch(List<Pending> all, MemberCache members, int maxWrites) {
        this.all = all;
        this.maxWrites = maxWrites;
        this.members = members;
        this.epoch = members.epoch();
        this.roomsChangingMembers = all.stream()
                .filter(item -> item.write().storesMembers())
                .map(Pending::room)
                .collect(Collectors.toSet());
    }

    /** Returns the epoch in which the batch began. */
    String epoch() {
        return epoch;
    }

    /** Returns all writes, including those that are not decided in this transaction. */
    List<Pending> all() {
        return all;
    }

    /** Returns the writes to decide; known once {@link #partition} has been called. */
    List<Pending> pending() {
        return pending;
    }

    /** Returns the writes that must wait: another transaction has locked their room, or the batch is full. */
    List<Pending> deferred() {
        return deferred;
    }

    /** Returns the rooms in the global locking order, so that transactions of different nodes cannot deadlock. */
    Collection<String> rooms() {
        TreeSet<String> rooms = new TreeSet<>();
        all.forEach(item -> rooms.add(item.room()));
        return rooms;
    }

    /** Returns the rooms that this transaction has not locked: they are locked by another one or do not exist. */
    Set<String> unlockedRooms() {
        Set<String> rooms = new HashSet<>(rooms());
        rooms.removeAll(drafts.keySet());
        return rooms;
    }

    /**
     * Divides the writes into {@link #pending} and {@link #deferred}.
     *
     * @param lockedElsewhere rooms that exist but are locked by another transaction
     */
    void partition(Set<String> lockedElsewhere) {
        for (Pending item : all) {
            boolean defer = pending.size() >= maxWrites || lockedElsewhere.contains(item.room());
            (defer ? deferred : pending).add(item);
        }
    }

    void addLocked(RoomRow room) {
        drafts.put(
                room.id(),
                new RoomDraft(
                        room,
                        roomsChangingMembers.contains(room.id()) ? Map.of() : members.members(room),
                        mentionTargets));
    }

    Collection<RoomDraft> drafts() {
        return drafts.values();
    }

    /** Returns the state in which the room was locked; empty if it was not locked. */
    Stream<RoomRow> locked(String room) {
        return Stream.ofNullable(drafts.get(room)).map(RoomDraft::room);
    }

    void load(NoticeRow notice) {
        draft(notice.room()).notices().load(notice);
    }

    void load(MemberRow member) {
        draft(member.room()).members().load(member);
    }

    void load(MessageRow message) {
        draft(message.room()).messages().load(message);
    }

    /** Adds a file that a post of the batch attaches. */
    void load(FileRow file) {
        RoomDraft draft = drafts.get(file.room());
        if (draft != null) {
            draft.messages().files().load(file);
        }
    }

    /** Sets the number of pinned messages of a room. */
    void loadPins(String room, long count) {
        draft(room).messages().pins().load(count);
    }

    /** Adds an account with its current display name and picture. */
    void load(Actor profile) {
        drafts.values().forEach(draft -> draft.members().load(profile));
    }

    /** Adds a disabled account that acts or changes in this batch. */
    void addDisabled(long account) {
        disabled.add(account);
        drafts.values().forEach(draft -> draft.members().addDisabled(account));
    }

    /** Returns the accounts and groups that the batch's texts may mention. */
    MentionTargets mentionTargets() {
        return mentionTargets;
    }

    /** Marks a name as belonging to a room. */
    void loadName(String key, String room) {
        drafts.values().stream()
                .filter(draft -> !draft.room().id().equals(room))
                .forEach(draft -> draft.addTakenName(key));
    }

    void decide(Access access, Instant now) {
        answers.clear();
        for (Pending item : pending) {
            try {
                refuseDisabled(item.write());
                Change change = draft(item.room()).apply(item.write(), access, now);
                newName(item.write()).forEach(key -> loadName(key, item.room()));
                answers.add(() -> item.answer().tryEmitValue(change));
            } catch (Refusal refusal) {
                answers.add(() -> item.answer().tryEmitError(refusal));
            }
        }
    }

    private void refuseDisabled(Write write) {
        if (disabled.contains(write.actor().id()) && !write.isOpenToDisabled()) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "This account is disabled.");
        }
    }

    /** Returns the key of the name that a write would give to its room; empty for other writes. */
    static Stream<String> newName(Write write) {
        return Stream.ofNullable(write.newName()).map(RoomName::key);
    }

    /** Stores the members that this batch has read in the cache. Must be called after the commit. */
    void updateCache() {
        drafts.values().forEach(draft -> members.update(draft, epoch));
    }

    /** Emits the results to the waiting callers. Must be called after the commit. */
    void sendAnswers() {
        answers.forEach(Runnable::run);
    }

    /** Returns whether the account's member row is cached and need not be loaded. */
    boolean isCached(String room, long account) {
        RoomDraft draft = drafts.get(room);
        return draft != null && draft.members().cached().containsKey(account);
    }

    private RoomDraft draft(String room) {
        RoomDraft draft = drafts.get(room);
        if (draft == null) {
            throw RoomId.notFound();
        }
        return draft;
    }

    /**
     * A write that waits for its transaction.
     *
     * @param enqueuedAt its arrival time on the {@link System#nanoTime} clock
     */
    record Pending(String room, Write write, Sinks.One<Change> answer, long enqueuedAt) {

        static Pending of(String room, Write write) {
            return new Pending(room, write, Sinks.one(), System.nanoTime());
        }
    }
}
