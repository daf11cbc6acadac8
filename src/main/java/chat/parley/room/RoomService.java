package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.NewRoom;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.RoomWrite;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds, joins, creates and changes rooms on behalf of an account. A room that the account may not know of is refused
 * with {@code room_not_found}, like one that does not exist.
 */
@Service
public class RoomService {

    private static final long NO_ACCOUNT = 0;

    private final Rooms rooms;
    private final RoomLog log;
    private final RoomAccess access;
    private final RateLimits limits;

    RoomService(Rooms rooms, RoomLog log, RoomAccess access, RateLimits limits) {
        this.rooms = rooms;
        this.log = log;
        this.access = access;
        this.limits = limits;
    }

    /** Opens a room: joins it through the room log if it is an open public room and the account is not a member. */
    public Mono<JoinResult> enter(String room, Account account) {
        return read(room, account)
                .flatMap(membership -> willJoin(membership)
                        ? log.write(room, MemberWrite.Membership.join(actor(account)))
                                .map(joined -> new JoinResult(membership, joined.revision()))
                        : Mono.just(new JoinResult(membership, membership.room().revision())));
    }

    /** Returns a readable room without joining it. */
    public Mono<Membership> read(String room, Account account) {
        return visible(rooms.byId(room, account.id()));
    }

    /** Returns a room of which the account is a member; otherwise empty. */
    public Mono<Membership> readOwn(String room, Account account) {
        return rooms.byId(room, account.id()).filter(Membership::member);
    }

    /** Returns any room without an access check. Callers must have checked access, for instance by an invite. */
    public Mono<Membership> readUnchecked(String room) {
        return rooms.byId(room, NO_ACCOUNT).switchIfEmpty(Mono.error(RoomId::notFound));
    }

    /** Returns a room that the account moderates; otherwise refuses. */
    public Mono<Membership> moderate(String room, Account account) {
        return read(room, account).doOnNext(membership -> access.mayModerate(membership.subject()));
    }

    /** Returns a room that the account owns; otherwise refuses. */
    public Mono<Membership> owned(String room, Account account) {
        return read(room, account).doOnNext(membership -> access.mayManageWebhooks(membership.subject()));
    }

    /** Joins a room by an invite. An existing member keeps its role. */
    public Mono<Membership> accept(String room, Account account) {
        return log.write(room, new MemberWrite.Accept(actor(account))).then(Mono.defer(() -> read(room, account)));
    }

    /**
     * Returns a readable room by its name, case-insensitively. An invalid name is refused with {@code room_not_found}.
     */
    public Mono<Membership> readByName(String name, Account account) {
        return Mono.fromCallable(() -> RoomName.of(name))
                .onErrorMap(Refusal.class, invalid -> RoomId.notFound())
                .flatMap(key -> visible(rooms.byName(key, account.id())));
    }

    /** Joins a room. An existing member keeps its role. */
    public Mono<Membership> join(String room, Account account) {
        return read(room, account)
                .filter(membership -> !membership.member())
                .flatMap(membership -> log.write(room, MemberWrite.Membership.join(actor(account))))
                .then(Mono.defer(() -> read(room, account)));
    }

    public Mono<Void> leave(String room, Account account) {
        return log.write(room, MemberWrite.Membership.leave(actor(account))).then();
    }

    /** Returns up to {@code limit} direct conversations of the account, the most recently active first. */
    Mono<List<Membership>> direct(Account account, int limit) {
        return rooms.direct(account.id(), limit);
    }

    /** @return at most {@code limit} rooms that the account may see, by name */
    Mono<List<Membership>> list(RoomQuery query, Account account, int limit) {
        return rooms.list(query, account.id(), limit);
    }

    /** Creates a room with the account as its owner. */
    Mono<Membership> create(RoomForm form, Account account) {
        return Mono.defer(() -> {
            List<NewRoom> candidates = form.toNewRooms(actor(account), account.admin());
            return limits.charge(Rate.CREATE_ROOM, account.id(), firstFree(candidates))
                    .flatMap(created -> read(created.id(), account));
        });
    }

    private Mono<RoomState> firstFree(List<NewRoom> candidates) {
        Mono<RoomState> first = log.create(candidates.get(0));
        return candidates.size() == 1
                ? first
                : first.onErrorResume(
                        RoomService::isNameTaken, failure -> firstFree(candidates.subList(1, candidates.size())));
    }

    private static boolean isNameTaken(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.ROOM_EXISTS;
    }

    Mono<Membership> edit(String room, RoomForm form, Account account) {
        return refuseArchiving(room, form, account)
                .then(refuseTakenName(room, form))
                .thenMany(checkedWrites(room, form, account))
                .concatMap(write -> log.write(room, write))
                .then(Mono.defer(() -> read(room, account)));
    }

    /** Rejects an archiving before the settings are stored. The room log checks again, under the room's lock. */
    private Mono<Void> refuseArchiving(String room, RoomForm form, Account account) {
        return form.archived() == null
                ? Mono.empty()
                : read(room, account)
                        .doOnNext(membership -> access.mayArchiveRoom(membership.subject()))
                        .then();
    }

    /** Renaming counts as creating a room, because the new name remains reserved for the room forever. */
    private Flux<Write> checkedWrites(String room, RoomForm form, Account account) {
        return Flux.defer(() -> {
            List<Write> writes = form.toWrites(actor(account));
            String name = form.name();
            return name == null
                    ? Flux.fromIterable(writes)
                    : read(room, account)
                            .doOnNext(membership -> form.refuseOfficialName(
                                    account.admin(), membership.room().name()))
                            .delayUntil(membership -> refuseMixed(RoomName.of(name), account))
                            .doOnNext(membership -> limits.take(Rate.CREATE_ROOM, account.id()))
                            .thenMany(Flux.fromIterable(writes));
        });
    }

    /** Rejects mixed alphabets only in a new name; the room log decides about names that a room already has. */
    private Mono<Void> refuseMixed(RoomName name, Account account) {
        return name.mixesAlphabets()
                ? rooms.byName(name, account.id())
                        .hasElement()
                        .flatMap(found -> found ? Mono.empty() : Mono.error(RoomName::mixedAlphabets))
                : Mono.empty();
    }

    /**
     * Rejects a taken name before the room is reopened; otherwise the room log would reject it afterwards. The room log
     * decides about names that are taken concurrently.
     */
    public Mono<Void> refuseTakenName(String room, RoomForm form) {
        return Mono.defer(() -> form.name() == null || !Boolean.FALSE.equals(form.archived())
                ? Mono.empty()
                : rooms.byName(RoomName.of(form.name()), NO_ACCOUNT)
                        .filter(named -> !named.room().id().equals(room))
                        .flatMap(named -> Mono.error(RoomName.taken())));
    }

    /** Archives the room. Its history remains, and its owner can reopen it. */
    Mono<Void> archive(String room, Account account) {
        return log.write(room, new RoomWrite.Archive(actor(account), true)).then();
    }

    /** Converts an account to an actor of the room log. */
    public static Actor actor(Account account) {
        return new Actor(account.id(), account.username(), account.displayName(), account.avatar());
    }

    private Mono<Membership> visible(Mono<Membership> membership) {
        return membership
                .doOnNext(found -> access.mayRead(found.subject()))
                .switchIfEmpty(Mono.error(RoomId::notFound));
    }

    /** An archived room accepts no new members, but non-members may still read it. */
    private static boolean willJoin(Membership membership) {
        return !membership.member() && !membership.room().archived();
    }
}
