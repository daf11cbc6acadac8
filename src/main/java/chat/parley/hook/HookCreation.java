package chat.parley.hook;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.follower.Followers;
import chat.parley.http.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stores new webhooks. A refusal leaves nothing behind, because the bot is part of the transaction. */
@Component
class HookCreation {

    private static final int MAX_HOOKS = 20;
    private static final int TOKEN_BYTES = 32;

    /** Nothing is sent before the bot is a member. */
    private static final Duration MAX_JOIN_TIME = Duration.ofMinutes(1);

    private final Hooks hooks;
    private final HookAccounts accounts;
    private final Followers followers;
    private final WebhookKind kind;
    private final TransactionalOperator transaction;
    private final SecureRandom random;

    HookCreation(
            Hooks hooks,
            HookAccounts accounts,
            Followers followers,
            WebhookKind kind,
            TransactionalOperator transaction,
            SecureRandom random) {
        this.hooks = hooks;
        this.accounts = accounts;
        this.followers = followers;
        this.kind = kind;
        this.transaction = transaction;
        this.random = random;
    }

    /** @param token the secret part of the address to post to */
    record Stored(Hook hook, String token) {

        @Override
        public String toString() {
            return "a stored webhook";
        }
    }

    /** Creates a webhook and its bot, which is not yet a member of the room. Nothing is sent before it is. */
    Mono<Stored> create(String room, String name, HookForm form, Account creator) {
        String token = Secret.random(random, TOKEN_BYTES);
        return accounts.withUsername(
                        name,
                        username -> accounts.create(username, name, creator.admin())
                                .delayUntil(bot -> refuseTooMany(room))
                                .flatMap(bot -> store(room, name, form, bot, creator, token))
                                .as(transaction::transactional))
                .flatMap(hooks::byId)
                .map(hook -> new Stored(hook, token));
    }

    private Mono<Long> store(String room, String name, HookForm form, Account bot, Account creator, String token) {
        boolean mentionsHere = Boolean.TRUE.equals(form.mentionsHere());
        String hash = Secret.hash(token);
        return form.url() == null
                ? hooks.insert(new Hooks.NewHook(room, name, bot, creator, hash, mentionsHere, null, null, null))
                : followers
                        .follow(kind, bot.id(), room, MAX_JOIN_TIME)
                        .flatMap(follower -> hooks.insert(new Hooks.NewHook(
                                room,
                                name,
                                bot,
                                creator,
                                hash,
                                mentionsHere,
                                form.url(),
                                WebhookSignature.newSecret(random),
                                follower)));
    }

    /** Deletes a new webhook together with its bot. Fails if the bot has become a member of a room. */
    Mono<Void> undo(Hook hook) {
        Mono<Void> unfollowed = hook.follower() == null ? Mono.empty() : followers.delete(hook.follower());
        return hooks.delete(hook.id())
                .then(unfollowed)
                .then(hooks.deleteBot(hook.bot()))
                .as(transaction::transactional);
    }

    /** Creating the bot has serialized concurrent requests, so none of them overlooks another one's webhook. */
    private Mono<Void> refuseTooMany(String room) {
        return hooks.after(room, 0, MAX_HOOKS)
                .count()
                .flatMap(count -> count < MAX_HOOKS
                        ? Mono.empty()
                        : Mono.error(Refusal.field(
                                "hooks", "too_many", "A room can have at most " + MAX_HOOKS + " webhooks.")));
    }
}
