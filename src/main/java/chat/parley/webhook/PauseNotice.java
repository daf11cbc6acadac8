package chat.parley.webhook;

import chat.parley.follower.Follower;
import chat.parley.follower.PauseReason;
import chat.parley.http.Refusal;
import chat.parley.message.MessageService;
import chat.parley.room.RoomService;
import chat.parley.roomlog.RoomLog;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Informs the person who created a webhook, in a direct conversation with its bot, that it was paused; or the room's
 * owner, if that person has left.
 */
@Component
class PauseNotice {

    private final Webhooks webhooks;
    private final RoomLog log;
    private final MessageService messages;

    PauseNotice(Webhooks webhooks, RoomLog log, MessageService messages) {
        this.webhooks = webhooks;
        this.log = log;
        this.messages = messages;
    }

    /**
     * Sends one message for each pause, even if it is called again. Fails if it is refused temporarily; a message that
     * is refused for good is omitted.
     */
    Mono<Void> send(Webhook webhook, Follower follower, PauseReason reason) {
        String nonce = "paused-" + follower.id() + "-" + follower.failingSince() + "-" + reason.wire();
        return webhooks.responsible(webhook)
                .flatMap(person ->
                        log.findOrCreateDirect(List.of(RoomService.actor(webhook.bot()), RoomService.actor(person))))
                .flatMap(direct ->
                        messages.post(webhook.bot(), direct.id(), nonce, text(webhook, follower, reason), null))
                .onErrorComplete(failure -> failure instanceof Refusal refusal && !refusal.temporary())
                .then();
    }

    private static String text(Webhook webhook, Follower follower, PauseReason reason) {
        String cause = switch (reason) {
            case FAILING -> "its receiver has failed for too long";
            case GONE -> "its receiver wants no more";
            case ACCESS_LOST ->
                webhook.creatorPresent()
                        ? "its bot can no longer read the room"
                        : escaped(webhook.by()) + ", who created it, can no longer read the room";
            case REQUESTED -> "somebody paused it";
        };
        // The other reasons say everything
        String error = reason == PauseReason.FAILING ? follower.lastError() : null;
        return "The webhook **" + escaped(webhook.name()) + "** was paused: " + cause
                + "."
                + (error == null ? "" : " Last error: " + error)
                + " Nothing is lost: when it is resumed in the room's settings, it continues where it was.";
    }

    private static String escaped(String name) {
        return name.replaceAll("([*_`\\\\\\[\\]@~|])", "\\\\$1");
    }
}
