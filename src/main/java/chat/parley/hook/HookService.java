package chat.parley.hook;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.follower.Follower;
import chat.parley.follower.Followers;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomService;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.Role;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates, shows, changes and deletes webhooks. Methods with a room check that the account owns it; the others are for
 * administrators, whose permission callers check.
 */
@Service
public class HookService {

    static final int PAGE_SIZE = 100;

    private static final int MAX_HOOKS = 20;
    private static final int TOKEN_BYTES = 32;

    private static final Set<Refusal.Code> TEMPORARY = EnumSet.of(Refusal.Code.UNAVAILABLE, Refusal.Code.OVERLOADED);

    private final Hooks hooks;
    private final HookAccounts accounts;
    private final RoomService rooms;
    private final RoomLog log;
    private final Followers followers;
    private final WebhookKind kind;
    private final Egress egress;
    private final TransactionalOperator transaction;
    private final RateLimits limits;
    private final SecureRandom random;

    HookService(
            Hooks hooks,
            HookAccounts accounts,
            RoomService rooms,
            RoomLog log,
            Followers followers,
            WebhookKind kind,
            Egress egress,
            TransactionalOperator transaction,
            RateLimits limits,
            SecureRandom random) {
        this.hooks = hooks;
        this.accounts = accounts;
        this.rooms = rooms;
        this.log = log;
        this.followers = followers;
        this.kind = kind;
        this.egress = egress;
        this.transaction = transaction;
        this.limits = limits;
        this.random = random;
    }

    /** @param follower null if nothing is sent */
    public record Listed(Hook hook, @Nullable Follower follower) {}

    /** @param token the secret part of the address to post to */
    record Created(Listed listed, String token) {

        @Override
        public String toString() {
            return "a created hook";
        }
    }

    /** Creates a webhook and its bot, which becomes a member of the room. A crash may leave the bot behind. */
    Mono<Created> create(String room, HookForm form, Account account) {
        return Mono.defer(() -> {
            String name = form.validName();
            checkUrl(form);
            return rooms.owned(room, account)
                    .doOnNext(membership -> limits.take(Rate.CREATE_ROOM, account.id()))
                    .then(Mono.defer(() -> refuseTooMany(room)))
                    .then(Mono.defer(() -> accounts.create(name)))
                    .flatMap(bot -> create(room, name, form, bot, account)
                            .onErrorResume(failure -> accounts.retire(bot).then(Mono.error(failure))));
        });
    }

    private Mono<Created> create(String room, String name, HookForm form, Account bot, Account creator) {
        return accounts.rename(bot, name, creator.admin())
                .delayUntil(named -> log.write(
                        room, new Write.Membership(RoomService.actor(creator), RoomService.actor(named), Role.MEMBER)))
                .flatMap(named -> store(room, name, form, named, creator));
    }

    /** The follower becomes visible together with the webhook: one without would count as that of a deleted webhook. */
    private Mono<Created> store(String room, String name, HookForm form, Account bot, Account creator) {
        String token = Secret.random(random, TOKEN_BYTES);
        boolean mentionsHere = Boolean.TRUE.equals(form.mentionsHere());
        Mono<Long> inserted = form.url() == null
                ? hooks.insert(
                        new Hooks.NewHook(room, name, bot, creator, Secret.hash(token), mentionsHere, null, null, null))
                : followers
                        .follow(kind, bot.id(), room)
                        .flatMap(follower -> hooks.insert(new Hooks.NewHook(
                                room,
                                name,
                                bot,
                                creator,
                                Secret.hash(token),
                                mentionsHere,
                                form.url(),
                                WebhookSignature.newSecret(random),
                                follower)));
        return inserted.as(transaction::transactional)
                .flatMap(hooks::byId)
                .flatMap(this::withFollower)
                .map(listed -> new Created(listed, token));
    }

    /** Returns the webhooks of a room with greater ids. */
    Mono<List<Listed>> list(String room, long after, Account account) {
        return rooms.owned(room, account).then(Mono.defer(() -> withFollowers(hooks.after(room, after, PAGE_SIZE))));
    }

    /** Returns the webhooks of all rooms with greater ids. */
    public Mono<List<Listed>> list(long after) {
        return withFollowers(hooks.after(after, PAGE_SIZE));
    }

    Mono<Hook> find(String room, long id, Account account) {
        return rooms.owned(room, account)
                .then(Mono.defer(() -> hooks.inRoom(room, id)))
                .switchIfEmpty(Mono.error(HookService::unknown));
    }

    /** Returns a webhook of any room. */
    public Mono<Hook> find(long id) {
        return hooks.byId(id).switchIfEmpty(Mono.error(HookService::unknown));
    }

    public Mono<Listed> change(Hook hook, HookForm form, Account account) {
        return Mono.defer(() -> {
            checkUrl(form);
            if (form.url() != null && hook.follower() == null) {
                throw Refusal.field("url", "invalid", "This webhook only receives. Create another one that sends.");
            }
            String name = form.name() == null ? hook.name() : form.validName();
            boolean mentionsHere = form.mentionsHere() == null ? hook.mentionsHere() : form.mentionsHere();
            String url = form.url() == null ? hook.url() : form.url();
            Mono<Void> renamed = name.equals(hook.name())
                    ? Mono.empty()
                    : accounts.rename(hook.bot(), name, account.admin()).then();
            return renamed.then(Mono.defer(() -> hooks.update(hook.id(), name, mentionsHere, url)))
                    .then(Mono.defer(() -> pause(hook, form.paused())))
                    .then(Mono.defer(() -> hooks.byId(hook.id())))
                    .flatMap(this::withFollower);
        });
    }

    private Mono<Void> pause(Hook hook, @Nullable Boolean paused) {
        if (paused == null) {
            return Mono.empty();
        }
        long follower = sending(hook);
        return paused ? followers.pause(follower) : followers.resume(follower);
    }

    /** Sends everything after a revision again. */
    public Mono<Listed> replay(Hook hook, long after) {
        return Mono.defer(() -> followers.replay(sending(hook), after)).then(Mono.defer(() -> withFollower(hook)));
    }

    /** Skips everything that has not been sent yet. */
    public Mono<Listed> skipToNow(Hook hook) {
        return Mono.defer(() -> followers.skipToNow(sending(hook))).then(Mono.defer(() -> withFollower(hook)));
    }

    /** Deletes the webhook. Its bot leaves the room and is disabled; its messages remain. */
    public Mono<Void> delete(Hook hook) {
        Mono<Void> unfollowed = hook.follower() == null ? Mono.empty() : followers.delete(hook.follower());
        return leave(hook)
                .then(Mono.defer(() -> accounts.retire(hook.bot())))
                .then(unfollowed)
                .then(hooks.delete(hook.id()));
    }

    /** The bot may have been removed from the room before, or the room archived. */
    private Mono<Void> leave(Hook hook) {
        return log.write(hook.room(), Write.Membership.leave(RoomService.actor(hook.bot())))
                .then()
                .onErrorComplete(failure -> failure instanceof Refusal refusal && !TEMPORARY.contains(refusal.code()));
    }

    private Mono<Void> refuseTooMany(String room) {
        return hooks.after(room, 0, MAX_HOOKS)
                .count()
                .flatMap(count -> count < MAX_HOOKS
                        ? Mono.empty()
                        : Mono.error(Refusal.field("hooks", "too_many", "A room can have at most 20 webhooks.")));
    }

    private void checkUrl(HookForm form) {
        String url = form.url();
        if (url != null) {
            form.checkUrlLength();
            try {
                egress.check(url, false);
            } catch (EgressException bad) {
                throw Refusal.field("url", "invalid", String.valueOf(bad.getMessage()));
            }
        }
    }

    private static long sending(Hook hook) {
        if (hook.follower() == null) {
            throw Refusal.field("paused", "invalid", "This webhook only receives.");
        }
        return hook.follower();
    }

    private Mono<Listed> withFollower(Hook hook) {
        return withFollowers(Flux.just(hook)).map(listed -> listed.get(0));
    }

    private Mono<List<Listed>> withFollowers(Flux<Hook> found) {
        return found.collectList()
                .flatMap(list -> followers
                        .byIds(list.stream()
                                .map(Hook::follower)
                                .filter(Objects::nonNull)
                                .toList())
                        .collectMap(Follower::id)
                        .map(byId -> list.stream()
                                .map(hook ->
                                        new Listed(hook, hook.follower() == null ? null : byId.get(hook.follower())))
                                .toList()));
    }

    private static Refusal unknown() {
        return Refusal.of(Code.NOT_FOUND, "This webhook doesn't exist.");
    }
}
