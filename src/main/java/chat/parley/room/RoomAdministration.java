package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Actor;
import chat.parley.roomlog.Role;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What administrators do with rooms, by the same log as everybody: open pages see it at once. Direct conversations are
 * beyond them. Who may is for the asker.
 */
@Service
public class RoomAdministration {

    private static final int PAGE = 100;

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
     * What is null stays as it is.
     *
     * @param owner the username of the new owner, who becomes a member if they are none
     */
    public record Change(
            @Nullable String name,
            @Nullable String title,
            @Nullable String topic,
            @Nullable Boolean archived,
            @Nullable String owner) {}

    /** All rooms with a name, by name, with how many people belong to each. */
    public Mono<RoomBody.Page> list(String query, String after, Account account) {
        return rooms.all(new RoomQuery(query, RoomQuery.Scope.ALL, after), account.id(), PAGE + 1)
                .flatMap(seats -> answers.sizedPage(seats, PAGE));
    }

    public Mono<RoomBody> change(String room, Change change, Account account) {
        Actor actor = RoomService.actor(account).asAdministrator();
        RoomForm form = new RoomForm(change.name(), change.title(), change.topic(), null, change.archived());
        return Flux.defer(() -> Flux.fromIterable(form.toWrites(actor)))
                .concatMap(write -> log.write(room, write))
                .then(Mono.defer(() -> handOver(room, change.owner(), actor)))
                .then(Mono.defer(() -> rooms.byId(room, account.id())))
                .switchIfEmpty(Mono.error(RoomService::notFound))
                .flatMap(answers::sized);
    }

    private Mono<Void> handOver(String room, @Nullable String owner, Actor actor) {
        return owner == null
                ? Mono.empty()
                : accounts.byUsername(owner)
                        .switchIfEmpty(
                                Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "There is no such account.")))
                        .flatMap(account ->
                                log.write(room, new Write.Membership(actor, RoomService.actor(account), Role.OWNER)))
                        .then();
    }
}
