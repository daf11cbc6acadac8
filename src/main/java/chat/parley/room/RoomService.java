package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Actor;
import chat.parley.roomlog.NewRoom;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.RoomName;
import chat.parley.roomlog.RoomState;
import chat.parley.roomlog.Write;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds, enters, makes and changes rooms for an account. A room that the account may not know of does not exist for it:
 * every method refuses it with {@code room_not_found}, as it does a room that nobody has made.
 */
@Service
public class RoomService {

    private static final long NOBODY = 0;

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

    /** What opening a room does: who is no member of an open public room becomes one, through the log. */
    public Mono<Entrance> enter(String room, Account account) {
        return read(room, account)
                .flatMap(seat -> joins(seat)
                        ? log.write(room, Write.Membership.join(actor(account)))
                                .map(joined -> new Entrance(seat, joined.revision()))
                        : Mono.just(new Entrance(seat, seat.room().revision())));
    }

    /** Looks, without becoming a member. */
    public Mono<Seat> read(String room, Account account) {
        return visible(rooms.byId(room, account.id()));
    }

    /** Looks at a room of the account's own; empty for who is no member. */
    public Mono<Seat> own(String room, Account account) {
        return rooms.byId(room, account.id()).filter(Seat::member);
    }

    /** Looks at any room on behalf of somebody who has been let in otherwise. */
    public Mono<Seat> look(String room) {
        return rooms.byId(room, NOBODY).switchIfEmpty(Mono.error(RoomService::notFound));
    }

    /** Looks, as somebody who decides who is banned or invited there. */
    public Mono<Seat> moderate(String room, Account account) {
        return read(room, account).doOnNext(seat -> access.mayModerate(seat.standing()));
    }

    /** Joins a room that the account has an invite to; who is a member stays what they are. */
    public Mono<Seat> accept(String room, Account account) {
        return log.write(room, new Write.Accept(actor(account))).then(Mono.defer(() -> read(room, account)));
    }

    /** Looks by name, in any case. A text that can be no room's name is no room's name. */
    public Mono<Seat> readByName(String name, Account account) {
        return Mono.fromCallable(() -> RoomName.of(name))
                .onErrorMap(Refusal.class, invalid -> notFound())
                .flatMap(key -> visible(rooms.byName(key, account.id())));
    }

    /** Becomes a member; who is one stays what they are. */
    public Mono<Seat> join(String room, Account account) {
        return read(room, account)
                .filter(seat -> !seat.member())
                .flatMap(seat -> log.write(room, Write.Membership.join(actor(account))))
                .then(Mono.defer(() -> read(room, account)));
    }

    public Mono<Void> leave(String room, Account account) {
        return log.write(room, Write.Membership.leave(actor(account))).then();
    }

    /** The account's direct conversations, at most {@code limit}, where somebody wrote last first. */
    Mono<List<Seat>> direct(Account account, int limit) {
        return rooms.direct(account.id(), limit);
    }

    /** @return at most {@code limit} rooms that the account may see, by name */
    Mono<List<Seat>> list(RoomQuery query, Account account, int limit) {
        return rooms.list(query, account.id(), limit);
    }

    /** Makes a room that the account owns. */
    Mono<Seat> create(RoomForm form, Account account) {
        return Mono.defer(() -> {
            List<NewRoom> candidates = form.toNewRooms(actor(account), account.admin());
            limits.take(Rate.CREATE_ROOM, account.id());
            return firstFree(candidates).flatMap(created -> read(created.id(), account));
        });
    }

    private Mono<RoomState> firstFree(List<NewRoom> candidates) {
        Mono<RoomState> first = log.create(candidates.get(0));
        return candidates.size() == 1
                ? first
                : first.onErrorResume(
                        RoomService::exists, taken -> firstFree(candidates.subList(1, candidates.size())));
    }

    private static boolean exists(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.ROOM_EXISTS;
    }

    Mono<Seat> edit(String room, RoomForm form, Account account) {
        return checkedWrites(room, form, account)
                .concatMap(write -> log.write(room, write))
                .then(Mono.defer(() -> read(room, account)));
    }

    /** A new name is kept for the room as long as there is the installation, so it counts as a new room. */
    private Flux<Write> checkedWrites(String room, RoomForm form, Account account) {
        return Flux.defer(() -> {
            List<Write> writes = form.toWrites(actor(account));
            String name = form.name();
            return name == null
                    ? Flux.fromIterable(writes)
                    : read(room, account)
                            .doOnNext(seat -> form.refuseOfficialName(
                                    account.admin(), seat.room().name()))
                            .doOnNext(seat -> limits.take(Rate.CREATE_ROOM, account.id()))
                            .delayUntil(seat -> refuseMixed(RoomName.of(name), account))
                            .thenMany(Flux.fromIterable(writes));
        });
    }

    /** A name that a room has already is for the log to decide. */
    private Mono<Void> refuseMixed(RoomName name, Account account) {
        return name.mixesAlphabets()
                ? rooms.byName(name, account.id())
                        .hasElement()
                        .flatMap(known -> known ? Mono.empty() : Mono.error(RoomName::mixed))
                : Mono.empty();
    }

    /** Closes the room; its history stays, and its owner can open it again. */
    Mono<Void> archive(String room, Account account) {
        return log.write(room, new Write.Archive(actor(account), true)).then();
    }

    /** How the log knows an account. */
    public static Actor actor(Account account) {
        return new Actor(account.id(), account.username(), account.displayName());
    }

    private Mono<Seat> visible(Mono<Seat> seat) {
        return seat.doOnNext(found -> access.mayRead(found.standing()))
                .switchIfEmpty(Mono.error(RoomService::notFound));
    }

    /** An archived room takes no new members; who is none may still read it. */
    private static boolean joins(Seat seat) {
        return !seat.member() && !seat.room().archived();
    }

    static Refusal notFound() {
        return Refusal.of(Code.ROOM_NOT_FOUND, "There is no such room.");
    }
}
