package chat.parley.roomlog;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeEvent.Kind;
import chat.parley.roomlog.state.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The member part of a {@link RoomDraft}: decides memberships, bans, accepted invites and changed profiles. */
final class MemberDraft {

    private final RoomDraft draft;
    private final Map<Long, MemberRow> cached;
    private final Map<Long, MemberRow> rows = new HashMap<>();
    private final Map<Long, Actor> profiles = new HashMap<>();
    private final Set<Long> disabled = new HashSet<>();
    private final Set<Long> stored = new HashSet<>();
    private final Set<Long> joining = new LinkedHashSet<>();
    private final Set<Long> changing = new LinkedHashSet<>();

    /**
     * @param cached cached members, whose rows are not loaded again. Must be empty for transactions that store members,
     *     because cached read marks may be stale
     */
    MemberDraft(RoomDraft draft, Map<Long, MemberRow> cached) {
        this.draft = draft;
        this.cached = cached;
    }

    Map<Long, MemberRow> cached() {
        return cached;
    }

    /** Returns the rows that were loaded or changed, by account id. */
    Map<Long, MemberRow> loaded() {
        return rows;
    }

    private @Nullable MemberRow row(long account) {
        MemberRow row = rows.get(account);
        return row != null ? row : cached.get(account);
    }

    void load(MemberRow member) {
        stored.add(member.account().id());
        rows.put(member.account().id(), member);
    }

    /** Adds an account with its current display name and picture. */
    void load(Actor profile) {
        profiles.put(profile.id(), profile);
    }

    /** Adds a disabled account. */
    void addDisabled(long account) {
        disabled.add(account);
    }

    /** A connection may have begun before the profile of its account changed. */
    private Actor withCurrentProfile(Actor account) {
        return account.withProfile(profiles.getOrDefault(account.id(), account));
    }

    /** Returns the account's role in the room; null if it is not a member. */
    @Nullable
    Role role(Actor actor) {
        MemberRow member = row(actor.id());
        return member != null && member.joined() ? member.role() : null;
    }

    AccessSubject subject(Actor actor) {
        MemberRow member = row(actor.id());
        RoomRow room = draft.room();
        boolean banned = member != null && member.banned();
        return new AccessSubject(
                room.id(), room.name(), room.kind(), room.archived(), role(actor), banned, actor.administrator());
    }

    Change accept(MemberWrite.Accept write, Access access, Instant now) {
        access.mayAccept(draft.subject(write.actor()));
        MemberRow before = row(write.actor().id());
        if (before != null && before.joined()) {
            return before.state();
        }
        Change change = store(joined(write.actor(), Role.MEMBER, now));
        note(Kind.JOINED, write.actor(), write.actor(), now);
        return change;
    }

    /** Reports that the subject joined or left. */
    private void note(Kind kind, Actor actor, Actor subject, Instant now) {
        draft.note(NoticeEvent.of(kind, actor.is(subject) ? null : actor.username(), subject.username(), now));
    }

    Change ban(MemberWrite.Ban write, Access access, Instant now) {
        MemberRow before = row(write.subject().id());
        access.mayBan(draft.subject(write.actor()), write.actor().is(write.subject()), role(write.subject()));
        if (write.on() == (before != null && before.banned())) {
            return before != null ? before.state() : nonMember(write.subject());
        }
        MemberRow.Ban ban = write.on() ? new MemberRow.Ban(write.actor().id(), now, write.reason()) : null;
        MemberRow row = before != null ? before : joined(write.subject(), Role.MEMBER, now);
        Change change = store(row.banned(ban, now, draft.nextRevision()));
        if (before != null && before.joined()) {
            note(Kind.REMOVED, write.actor(), write.subject(), now);
        }
        return change;
    }

    Change membership(MemberWrite.Membership write, Access access, Instant now) {
        MemberRow before = row(write.subject().id());
        Role role = role(write.subject());
        access.mayChangeMember(draft.subject(write.actor()), write.actor().is(write.subject()), role, write.role());
        if (role == write.role()) {
            return before != null ? before.state() : nonMember(write.subject());
        }
        refuseDisabled(write, role);
        Change change = store(changedRow(write, before, role, now));
        boolean self = write.actor().is(write.subject());
        if (role == null) {
            note(self ? Kind.JOINED : Kind.ADDED, write.actor(), write.subject(), now);
        } else if (write.role() == null) {
            note(self ? Kind.LEFT : Kind.REMOVED, write.actor(), write.subject(), now);
        }
        if (write.role() == Role.OWNER) {
            transferOwnership(write, now);
        }
        return change;
    }

    /** A disabled account is neither added nor promoted; it can lose a role and be removed. */
    private void refuseDisabled(MemberWrite.Membership write, @Nullable Role before) {
        boolean promoted = write.role() != null && (before == null || !before.atLeast(write.role()));
        if (promoted && disabled.contains(write.subject().id())) {
            throw accountDisabled();
        }
    }

    static Refusal accountDisabled() {
        return Refusal.of(Refusal.Code.ACCOUNT_DISABLED, "This account is disabled.");
    }

    /** Changes nothing if the account is not a member or already has this name and picture. */
    Change profile(MemberWrite.Profile write) {
        Actor changed = withCurrentProfile(write.actor());
        MemberRow before = row(changed.id());
        if (before == null) {
            return nonMember(changed);
        }
        boolean unchanged = before.account().hasProfileOf(changed);
        return !before.joined() || unchanged
                ? before.state()
                : store(before.withAccount(changed, draft.nextRevision()));
    }

    private Change nonMember(Actor account) {
        return new MemberState(
                account.username(),
                account.displayName(),
                account.avatar(),
                account.disabled(),
                Role.MEMBER,
                false,
                false,
                draft.room().revision());
    }

    private Change store(MemberRow member) {
        long account = member.account().id();
        if (!stored.contains(account)) {
            joining.add(account);
        } else if (!joining.contains(account)) {
            changing.add(account);
        }
        rows.put(account, member);
        return draft.changed(member.state());
    }

    /** A room has one owner: the former owner becomes a moderator. */
    private void transferOwnership(MemberWrite.Membership write, Instant now) {
        Actor owner = draft.room().owner();
        MemberRow previousOwner = owner == null ? null : rows.get(owner.id());
        if (previousOwner != null
                && previousOwner.joined()
                && !previousOwner.account().is(write.subject())) {
            Actor previousAccount = previousOwner.account();
            store(changedRow(
                    new MemberWrite.Membership(write.actor(), previousAccount, Role.MODERATOR),
                    previousOwner,
                    Role.OWNER,
                    now));
        }
        draft.changeOwner(write.subject());
    }

    private MemberRow changedRow(
            MemberWrite.Membership write, @Nullable MemberRow before, @Nullable Role role, Instant now) {
        return role == null || before == null
                ? joined(write.subject(), Objects.requireNonNull(write.role()), now)
                : new MemberRow(
                        before.room(),
                        before.account(),
                        write.role() == null ? role : write.role(),
                        before.readSeq(),
                        draft.nextRevision(),
                        before.joinedAt(),
                        write.role() == null ? now : null,
                        null);
    }

    /** A new member starts without unread messages. */
    private MemberRow joined(Actor account, Role role, Instant now) {
        RoomRow room = draft.room();
        return new MemberRow(
                room.id(), withCurrentProfile(account), role, room.lastSeq(), draft.nextRevision(), now, null, null);
    }

    List<MemberRow> joining() {
        return rows(joining);
    }

    /**
     * Returns changed members that already had a row. An account that joins and changes in one transaction is only in
     * {@link #joining}.
     */
    List<MemberRow> changing() {
        return rows(changing);
    }

    private List<MemberRow> rows(Set<Long> accounts) {
        return accounts.stream()
                .map(account -> Objects.requireNonNull(rows.get(account)))
                .toList();
    }
}
