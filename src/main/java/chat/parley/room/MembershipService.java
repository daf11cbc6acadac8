package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.MemberRow;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Lists, adds, changes and removes the members of a room. Access to the room is checked before the other account is
 * looked up.
 */
@Service
class MembershipService {

    private final RoomService rooms;
    private final Members members;
    private final Accounts accounts;
    private final Bans bans;
    private final RoomLog log;

    MembershipService(RoomService rooms, Members members, Accounts accounts, Bans bans, RoomLog log) {
        this.rooms = rooms;
        this.members = members;
        this.accounts = accounts;
        this.bans = bans;
        this.log = log;
    }

    /** @return at most {@code limit} members whose usernames come after the given one */
    Mono<List<MemberRow>> list(String room, String after, int limit, Account requester) {
        return rooms.read(room, requester)
                .flatMap(membership -> members.after(room, after, limit).collectList());
    }

    /** Returns the current and former members among these usernames. Former members are the authors of old messages. */
    Mono<List<MemberRow>> withNames(String room, List<String> usernames, Account requester) {
        return rooms.read(room, requester)
                .flatMap(membership -> members.withNames(room, usernames).collectList());
    }

    Mono<MemberRow> find(String room, String username, Account requester) {
        return subject(room, username, requester).flatMap(subject -> member(room, subject));
    }

    /**
     * Adds a member or changes its role.
     *
     * @param role null to add the account, or to leave an existing member unchanged
     */
    Mono<MemberRow> put(String room, String username, @Nullable Role role, Account requester) {
        return subject(room, username, requester)
                .flatMap(subject ->
                        role == null ? add(room, subject, requester) : change(room, subject, role, requester));
    }

    Mono<Void> remove(String room, String username, Account requester) {
        return subject(room, username, requester).flatMap(subject -> write(room, subject, null, requester));
    }

    /** @return at most {@code limit} bans whose usernames come after the given one */
    Mono<List<Bans.Banned>> bans(String room, String after, int limit, Account requester) {
        return rooms.moderate(room, requester)
                .flatMap(membership -> bans.after(room, after, limit).collectList());
    }

    /** Bans an account, which need not be a member. */
    Mono<Void> ban(String room, String username, @Nullable String reason, Account requester) {
        return Mono.defer(() -> {
            @Nullable String trimmedReason = reason == null ? null : RoomTextRules.reason(reason);
            return subject(room, username, requester)
                    .flatMap(subject -> log.write(
                            room, new MemberWrite.Ban(RoomService.actor(requester), subject, true, trimmedReason)))
                    .then();
        });
    }

    Mono<Void> unban(String room, String username, Account requester) {
        return subject(room, username, requester)
                .flatMap(subject ->
                        log.write(room, new MemberWrite.Ban(RoomService.actor(requester), subject, false, null)))
                .then();
    }

    private Mono<MemberRow> add(String room, Actor subject, Account requester) {
        return members.find(room, subject.id())
                .switchIfEmpty(Mono.defer(() -> change(room, subject, Role.MEMBER, requester)));
    }

    private Mono<MemberRow> change(String room, Actor subject, Role role, Account requester) {
        return write(room, subject, role, requester).then(Mono.defer(() -> member(room, subject)));
    }

    private Mono<Void> write(String room, Actor subject, @Nullable Role role, Account requester) {
        return log.write(room, new MemberWrite.Membership(RoomService.actor(requester), subject, role))
                .then();
    }

    private Mono<Actor> subject(String room, String username, Account requester) {
        return rooms.read(room, requester)
                .flatMap(membership -> accounts.byUsername(username))
                .map(RoomService::actor)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist.")));
    }

    private Mono<MemberRow> member(String room, Actor subject) {
        return members.find(room, subject.id())
                .switchIfEmpty(
                        Mono.error(() -> Refusal.of(Code.NOT_FOUND, "This account is not a member of the room.")));
    }
}
