package chat.parley.hook;

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

    private final Hooks hooks;
    private final RoomLog log;
    private final MessageService messages;

    PauseNotice(Hooks hooks, RoomLog log, MessageService messages) {
        this.hooks = hooks;
        this.log = log;
        this.messages = messages;
    }

    /** Sends one message for each pause, even if it is called again. A refused message is omitted. */
    Mono<Void> send(Hook hook, Follower follower, PauseReason reason) {
        String nonce = "paused-" + follower.id() + "-" + follower.revision() + "-" + reason.wire();
        return hooks.responsible(hook)
                .flatMap(person ->
                        log.findOrCreateDirect(List.of(RoomService.actor(hook.bot()), RoomService.actor(person))))
                .flatMap(direct -> messages.post(hook.bot(), direct.id(), nonce, text(hook, follower, reason), null))
                .onErrorComplete(Refusal.class)
                .then();
    }

    private static String text(Hook hook, Follower follower, PauseReason reason) {
        String cause = switch (reason) {
            case FAILING -> "its receiver has failed for too long";
            case GONE -> "its receiver wants no more";
            case ACCESS_LOST ->
                hook.creatorPresent()
                        ? "its bot can no longer read the room"
                        : escaped(hook.by()) + ", who created it, can no longer read the room";
            case REQUESTED -> "somebody paused it";
        };
        String error = follower.lastError();
        return "The webhook **" + escaped(hook.name()) + "** was paused: " + cause
                + "."
                + (error == null ? "" : " Last error: " + error)
                + " Nothing is lost: when it is resumed in the room's settings, it continues where it was.";
    }

    private static String escaped(String name) {
        return name.replaceAll("([*_`\\\\\\[\\]@~|])", "\\\\$1");
    }
}
