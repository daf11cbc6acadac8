package chat.parley.hook;

import chat.parley.account.Account;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates, shows, changes and deletes webhooks. Methods with a room check that the account owns it; the others are for
 * administrators, whose permission callers check.
 */
@Service
public class HookService {

    static final int PAGE_SIZE = 100;

    private static final Set<Refusal.Code> TEMPORARY = EnumSet.of(Refusal.Code.UNAVAILABLE, Refusal.Code.OVERLOADED);

    private final Hooks hooks;
    private final HookAccounts accounts;
    private final HookCreation creation;
    private final RoomService rooms;
    private final RoomLog log;
    private final Followers followers;
    private final Egress egress;
    private final RateLimits limits;

    HookService(
            Hooks hooks,
            HookAccounts accounts,
            HookCreation creation,
            RoomService rooms,
            RoomLog log,
            Followers followers,
            Egress egress,
            RateLimits limits) {
        this.hooks = hooks;
        this.accounts = accounts;
        this.creation = creation;
        this.rooms = rooms;
        this.log = log;
        this.followers = followers;
        this.egress = egress;
        this.limits = limits;
    }

    /** @param follower null if nothing is sent */
    public record Listed(Hook hook, @Nullable Follower follower) {}

    /** @param token the secret part of the address to post to */
    record Created(Listed listed, String token) {

        @Override
        public String toString() {
            return "a created webhook";
        }
    }

    /** Creates a webhook and its bot, which becomes a member of the room. */
    Mono<Created> create(String room, HookForm form, Account account) {
        return Mono.defer(() -> {
            String name = form.validName();
            checkUrl(form);
            return rooms.owned(room, account)
                    .doOnNext(membership -> limits.take(Rate.CREATE_ROOM, account.id()))
                    .then(Mono.defer(() -> creation.create(room, name, form, account)))
                    .delayUntil(stored -> join(room, stored.hook(), account))
                    .flatMap(stored -> withFollower(stored.hook()).map(listed -> new Created(listed, stored.token())));
        });
    }

    /** The bot can join only after the commit. A refusal leaves nothing behind; a crash leaves a webhook to delete. */
    private Mono<Void> join(String room, Hook hook, Account account) {
        return log.write(
                        room,
                        new Write.Membership(RoomService.actor(account), RoomService.actor(hook.bot()), Role.MEMBER))
                .then(Mono.defer(() -> hook.follower() == null ? Mono.empty() : followers.skipToNow(hook.follower())))
                .onErrorResume(failure -> creation.undo(hook)
                        .onErrorResume(joined -> delete(hook))
                        .then(Mono.error(failure)));
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

    /** Changes what the form contains. Concurrent changes of other properties are kept. */
    public Mono<Listed> change(Hook hook, HookForm form, Account account) {
        return Mono.defer(() -> {
            checkUrl(form);
            if (form.url() != null && hook.follower() == null) {
                throw Refusal.field("url", "invalid", "This webhook only receives. Create another one that sends.");
            }
            if (form.paused() != null) {
                requireSending(hook);
            }
            String name = form.name() == null ? null : form.validName();
            return rename(hook.bot(), name, account)
                    .then(Mono.defer(() -> hooks.update(hook.id(), name, form.mentionsHere(), form.url())))
                    .filter(updated -> updated)
                    .switchIfEmpty(Mono.error(HookService::unknown))
                    .then(Mono.defer(() -> retryAtNewUrl(hook, form)))
                    .then(Mono.defer(() -> pause(hook, form.paused())))
                    .then(Mono.defer(() -> hooks.byId(hook.id())))
                    .delayUntil(stored -> rename(stored.bot(), name == null ? null : stored.name(), account))
                    .flatMap(this::withFollower);
        });
    }

    /** Repeated after the change is stored, so that bot and webhook agree even after concurrent changes of the name. */
    private Mono<Void> rename(Account bot, @Nullable String name, Account account) {
        return name == null || name.equals(bot.displayName())
                ? Mono.empty()
                : accounts.rename(bot, name, account.admin());
    }

    /** Failures of the former receiver no longer count. */
    private Mono<Void> retryAtNewUrl(Hook hook, HookForm form) {
        return form.url() == null ? Mono.empty() : followers.retry(requireSending(hook));
    }

    private Mono<Void> pause(Hook hook, @Nullable Boolean paused) {
        if (paused == null) {
            return Mono.empty();
        }
        long follower = requireSending(hook);
        return paused ? followers.pause(follower) : hooks.adopt(hook).then(followers.resume(follower));
    }

    /** Sends everything after a revision again. */
    public Mono<Listed> replay(Hook hook, long after) {
        return Mono.defer(() -> followers.replay(requireSending(hook), after))
                .then(Mono.defer(() -> withFollower(hook)));
    }

    /** Skips everything that has not been sent yet. */
    public Mono<Listed> skipToNow(Hook hook) {
        return Mono.defer(() -> followers.skipToNow(requireSending(hook))).then(Mono.defer(() -> withFollower(hook)));
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

    private static long requireSending(Hook hook) {
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
