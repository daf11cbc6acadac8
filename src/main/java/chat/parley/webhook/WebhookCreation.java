package chat.parley.webhook;

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
class WebhookCreation {

    private static final int MAX_WEBHOOKS = 20;
    private static final int TOKEN_BYTES = 32;

    /** Nothing is sent before the bot is a member. */
    private static final Duration MAX_JOIN_TIME = Duration.ofMinutes(1);

    private final Webhooks webhooks;
    private final WebhookAccounts accounts;
    private final Followers followers;
    private final WebhookKind kind;
    private final TransactionalOperator transaction;
    private final SecureRandom random;

    WebhookCreation(
            Webhooks webhooks,
            WebhookAccounts accounts,
            Followers followers,
            WebhookKind kind,
            TransactionalOperator transaction,
            SecureRandom random) {
        this.webhooks = webhooks;
        this.accounts = accounts;
        this.followers = followers;
        this.kind = kind;
        this.transaction = transaction;
        this.random = random;
    }

    /** @param token the secret part of the address to post to */
    record Stored(Webhook webhook, String token) {

        @Override
        public String toString() {
            return "a stored webhook";
        }
    }

    /** Creates a webhook and its bot, which is not yet a member of the room. Nothing is sent before it is. */
    Mono<Stored> create(String room, String name, WebhookForm form, Account creator) {
        String token = Secret.random(random, TOKEN_BYTES);
        return accounts.withUsername(
                        name,
                        username -> accounts.create(username, name, creator.admin())
                                .delayUntil(bot -> refuseTooMany(room))
                                .flatMap(bot -> store(room, name, form, bot, creator, token))
                                .as(transaction::transactional))
                .flatMap(webhooks::byId)
                .map(webhook -> new Stored(webhook, token));
    }

    private Mono<Long> store(String room, String name, WebhookForm form, Account bot, Account creator, String token) {
        boolean mentionsHere = Boolean.TRUE.equals(form.mentionsHere());
        String hash = Secret.hash(token);
        return form.url() == null
                ? webhooks.insert(
                        new Webhooks.NewWebhook(room, name, bot, creator, hash, mentionsHere, null, null, null))
                : followers
                        .follow(kind, bot.id(), room, MAX_JOIN_TIME)
                        .flatMap(follower -> webhooks.insert(new Webhooks.NewWebhook(
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
    Mono<Void> undo(Webhook webhook) {
        Mono<Void> unfollowed = webhook.follower() == null ? Mono.empty() : followers.delete(webhook.follower());
        return webhooks.delete(webhook.id())
                .then(unfollowed)
                .then(webhooks.deleteBot(webhook.bot()))
                .as(transaction::transactional);
    }

    /** Creating the bot has serialized concurrent requests, so none of them overlooks another one's webhook. */
    private Mono<Void> refuseTooMany(String room) {
        return webhooks.after(room, 0, MAX_WEBHOOKS)
                .count()
                .flatMap(count -> count < MAX_WEBHOOKS
                        ? Mono.empty()
                        : Mono.error(Refusal.field(
                                "hooks", "too_many", "A room can have at most " + MAX_WEBHOOKS + " webhooks.")));
    }
}
