package chat.parley.webhook;

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
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomLog;
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
public class WebhookService {

    static final int PAGE_SIZE = 100;

    private static final Set<Refusal.Code> TEMPORARY = EnumSet.of(Refusal.Code.UNAVAILABLE, Refusal.Code.OVERLOADED);

    private final Webhooks webhooks;
    private final WebhookAccounts accounts;
    private final WebhookCreation creation;
    private final RoomService rooms;
    private final RoomLog log;
    private final Followers followers;
    private final Egress egress;
    private final RateLimits limits;

    WebhookService(
            Webhooks webhooks,
            WebhookAccounts accounts,
            WebhookCreation creation,
            RoomService rooms,
            RoomLog log,
            Followers followers,
            Egress egress,
            RateLimits limits) {
        this.webhooks = webhooks;
        this.accounts = accounts;
        this.creation = creation;
        this.rooms = rooms;
        this.log = log;
        this.followers = followers;
        this.egress = egress;
        this.limits = limits;
    }

    /** @param follower null if nothing is sent */
    public record Listed(Webhook webhook, @Nullable Follower follower) {}

    /** @param token the secret part of the address to post to */
    record Created(Listed listed, String token) {

        @Override
        public String toString() {
            return "a created webhook";
        }
    }

    /** Creates a webhook and its bot, which becomes a member of the room. */
    Mono<Created> create(String room, WebhookForm form, Account account) {
        return Mono.defer(() -> {
            String name = form.validName();
            checkUrl(form);
            return rooms.owned(room, account)
                    .doOnNext(membership -> limits.take(Rate.CREATE_ROOM, account.id()))
                    .then(Mono.defer(() -> creation.create(room, name, form, account)))
                    .delayUntil(stored -> join(room, stored.webhook(), account))
                    .flatMap(stored ->
                            withFollower(stored.webhook()).map(listed -> new Created(listed, stored.token())));
        });
    }

    /** The bot can join only after the commit. A refusal leaves nothing behind; a crash leaves a webhook to delete. */
    private Mono<Void> join(String room, Webhook webhook, Account account) {
        return log.write(
                        room,
                        new MemberWrite.Membership(
                                RoomService.actor(account), RoomService.actor(webhook.bot()), Role.MEMBER))
                .then(Mono.defer(
                        () -> webhook.follower() == null ? Mono.empty() : followers.skipToNow(webhook.follower())))
                .onErrorResume(failure -> creation.undo(webhook)
                        .onErrorResume(joined -> delete(webhook))
                        .then(Mono.error(failure)));
    }

    /** Returns the webhooks of a room with greater ids. */
    Mono<List<Listed>> list(String room, long after, Account account) {
        return rooms.owned(room, account).then(Mono.defer(() -> withFollowers(webhooks.after(room, after, PAGE_SIZE))));
    }

    /** Returns the webhooks of all rooms with greater ids. */
    public Mono<List<Listed>> list(long after) {
        return withFollowers(webhooks.after(after, PAGE_SIZE));
    }

    Mono<Webhook> find(String room, long id, Account account) {
        return rooms.owned(room, account)
                .then(Mono.defer(() -> webhooks.inRoom(room, id)))
                .switchIfEmpty(Mono.error(WebhookService::unknown));
    }

    /** Returns a webhook of any room. */
    public Mono<Webhook> find(long id) {
        return webhooks.byId(id).switchIfEmpty(Mono.error(WebhookService::unknown));
    }

    /** Changes what the form contains. Concurrent changes of other properties are kept. */
    public Mono<Listed> change(Webhook webhook, WebhookForm form, Account account) {
        return Mono.defer(() -> {
            checkUrl(form);
            if (form.url() != null && webhook.follower() == null) {
                throw Refusal.field("url", "invalid", "This webhook only receives. Create another one that sends.");
            }
            if (form.paused() != null) {
                requireSending(webhook);
            }
            String name = form.name() == null ? null : form.validName();
            return rename(webhook.bot(), name, account)
                    .then(Mono.defer(() -> webhooks.update(webhook.id(), name, form.mentionsHere(), form.url())))
                    .filter(updated -> updated)
                    .switchIfEmpty(Mono.error(WebhookService::unknown))
                    .then(Mono.defer(() -> retryAtNewUrl(webhook, form)))
                    .then(Mono.defer(() -> pause(webhook, form.paused(), account)))
                    .then(Mono.defer(() -> webhooks.byId(webhook.id())))
                    .delayUntil(stored -> rename(stored.bot(), name == null ? null : stored.name(), account))
                    .flatMap(this::withFollower);
        });
    }

    /** Repeated after the change is stored, so that bot and webhook agree even after concurrent changes of the name. */
    private Mono<Void> rename(Account bot, @Nullable String name, Account account) {
        if (name == null) {
            return Mono.empty();
        }
        return name.equals(bot.displayName()) ? accounts.propagate(bot) : accounts.rename(bot, name, account.admin());
    }

    /** Failures of the former receiver no longer count. */
    private Mono<Void> retryAtNewUrl(Webhook webhook, WebhookForm form) {
        return form.url() == null ? Mono.empty() : followers.retry(requireSending(webhook));
    }

    private Mono<Void> pause(Webhook webhook, @Nullable Boolean paused, Account account) {
        if (paused == null) {
            return Mono.empty();
        }
        long follower = requireSending(webhook);
        return paused
                ? followers.pause(follower)
                : webhooks.adopt(webhook, account).then(followers.resume(follower));
    }

    /** Sends everything after a revision again. */
    public Mono<Listed> replay(Webhook webhook, long after) {
        return Mono.defer(() -> followers.replay(requireSending(webhook), after))
                .then(Mono.defer(() -> withFollower(webhook)));
    }

    /** Skips everything that has not been sent yet. */
    public Mono<Listed> skipToNow(Webhook webhook) {
        return Mono.defer(() -> followers.skipToNow(requireSending(webhook)))
                .then(Mono.defer(() -> withFollower(webhook)));
    }

    /** Deletes the webhook. Its bot leaves the room and is disabled; its messages remain. */
    public Mono<Void> delete(Webhook webhook) {
        Mono<Void> unfollowed = webhook.follower() == null ? Mono.empty() : followers.delete(webhook.follower());
        return leave(webhook)
                .then(Mono.defer(() -> accounts.retire(webhook.bot())))
                .then(unfollowed)
                .then(webhooks.delete(webhook.id()));
    }

    /** The bot may have been removed from the room before, or the room archived. */
    private Mono<Void> leave(Webhook webhook) {
        return log.write(webhook.room(), MemberWrite.Membership.leave(RoomService.actor(webhook.bot())))
                .then()
                .onErrorComplete(failure -> failure instanceof Refusal refusal && !TEMPORARY.contains(refusal.code()));
    }

    private void checkUrl(WebhookForm form) {
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

    private static long requireSending(Webhook webhook) {
        if (webhook.follower() == null) {
            throw Refusal.field("paused", "invalid", "This webhook only receives.");
        }
        return webhook.follower();
    }

    private Mono<Listed> withFollower(Webhook webhook) {
        return withFollowers(Flux.just(webhook)).map(listed -> listed.get(0));
    }

    private Mono<List<Listed>> withFollowers(Flux<Webhook> found) {
        return found.collectList()
                .flatMap(list -> followers
                        .byIds(list.stream()
                                .map(Webhook::follower)
                                .filter(Objects::nonNull)
                                .toList())
                        .collectMap(Follower::id)
                        .map(byId -> list.stream()
                                .map(webhook -> new Listed(
                                        webhook, webhook.follower() == null ? null : byId.get(webhook.follower())))
                                .toList()));
    }

    private static Refusal unknown() {
        return Refusal.of(Code.NOT_FOUND, "This webhook doesn't exist.");
    }
}
