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
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
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

    private final Rooms rooms;
    private final RoomAnswers answers;
    private final Accounts accounts;
    private final RoomLog log;

    RoomAdministration(Rooms rooms, RoomAnswers answers, Accounts accounts, RoomLog log) {
        this.rooms = rooms;
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
        return rooms.all(new RoomQuery(query, RoomQuery.Scope.ALL, after), account.id(), PAGE_SIZE + 1)
                .flatMap(memberships -> answers.pageWithSizes(memberships, PAGE_SIZE));
    }

    public Mono<RoomBody> change(String room, Change change, Account account) {
        Actor actor = RoomService.actor(account).asAdministrator();
        RoomForm form = new RoomForm(change.name(), change.title(), change.topic(), null, change.archived(), null);
        return Flux.defer(() -> Flux.fromIterable(form.toWrites(actor)))
                .concatMap(write -> log.write(room, write))
                .then(Mono.defer(() -> transferOwnership(room, change.owner(), actor)))
                .then(Mono.defer(() -> rooms.byId(room, account.id())))
                .switchIfEmpty(Mono.error(RoomId::notFound))
                .flatMap(answers::withSize);
    }

    private Mono<Void> transferOwnership(String room, @Nullable String owner, Actor actor) {
        return owner == null
                ? Mono.empty()
                : accounts.byUsername(owner)
                        .switchIfEmpty(
                                Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist.")))
                        .flatMap(account -> log.write(
                                room, new MemberWrite.Membership(actor, RoomService.actor(account), Role.OWNER)))
                        .then();
    }
}
