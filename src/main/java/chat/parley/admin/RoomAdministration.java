package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomAnswers;
import chat.parley.room.RoomBody;
import chat.parley.room.RoomForm;
import chat.parley.room.RoomQuery;
import chat.parley.room.RoomService;
import chat.parley.room.Rooms;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Administrators' actions on rooms, except direct conversations. Changes go through the room log, so open pages show
 * them immediately. Callers check permission.
 */
@Service
public class RoomAdministration {

    private static final int PAGE_SIZE = 100;

    private final RoomService rooms;
    private final Rooms memberships;
    private final RoomAnswers answers;
    private final Accounts accounts;
    private final RoomLog log;

    RoomAdministration(RoomService rooms, Rooms memberships, RoomAnswers answers, Accounts accounts, RoomLog log) {
        this.rooms = rooms;
        this.memberships = memberships;
        this.answers = answers;
        this.accounts = accounts;
        this.log = log;
    }

    /**
     * Changes to a room; null leaves a property unchanged.
     *
     * @param owner the username of the new owner, who becomes a member if necessary
     */
    public record Change(
            @Nullable String name,
            @Nullable String title,
            @Nullable String topic,
            @Nullable Boolean archived,
            @Nullable String owner) {}

    /** Returns a page of all named rooms with their member counts, in the order of their names. */
    public Mono<RoomBody.Page> list(String query, String after, Account account) {
        return memberships
                .all(new RoomQuery(query, RoomQuery.Scope.ALL, after), account.id(), PAGE_SIZE + 1)
                .flatMap(found -> answers.pageWithSizes(found, PAGE_SIZE));
    }

    /**
     * Returns the writes that perform a change. Refuses those that the room log would refuse after it has stored others,
     * unless a concurrent change is the reason.
     */
    public Mono<List<Write>> check(String room, Change change, Account account) {
        return Mono.defer(() -> {
            Actor actor = RoomService.actor(account).asAdministrator();
            RoomForm form = new RoomForm(change.name(), change.title(), change.topic(), null, change.archived(), null);
            List<Write> writes = form.toWrites(actor);
            return rooms.refuseTakenName(room, form)
                    .then(Mono.defer(() -> owner(room, change.owner())))
                    .map(owner -> append(writes, new MemberWrite.Membership(actor, owner, Role.OWNER)))
                    .defaultIfEmpty(writes);
        });
    }

    private static List<Write> append(List<Write> writes, Write last) {
        return Stream.concat(writes.stream(), Stream.of(last)).toList();
    }

    /** Performs the writes of {@link #check} in order. If one is refused, those before it are stored. */
    public Mono<RoomBody> change(String room, List<Write> writes, Account account) {
        return Flux.fromIterable(writes)
                .concatMap(write -> log.write(room, write))
                .then(Mono.defer(() -> memberships.byId(room, account.id())))
                .switchIfEmpty(Mono.error(RoomId::notFound))
                .flatMap(answers::withSize);
    }

    /** Returns the new owner; empty if the owner remains. */
    private Mono<Actor> owner(String room, @Nullable String username) {
        return Mono.justOrEmpty(username)
                .flatMap(name -> accounts.byUsername(name)
                        .switchIfEmpty(
                                Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist."))))
                .delayUntil(owner -> refuseDisabled(room, owner))
                .map(RoomService::actor);
    }

    /** A disabled account keeps the rooms that it owns, but receives no others. */
    private Mono<Void> refuseDisabled(String room, Account owner) {
        return accounts.isDisabled(owner)
                .filter(disabled -> disabled)
                .flatMap(disabled -> memberships.byId(room, owner.id()))
                .filter(membership -> membership.role() != Role.OWNER)
                .flatMap(
                        membership -> Mono.error(() -> Refusal.of(Code.ACCOUNT_DISABLED, "This account is disabled.")));
    }
}
