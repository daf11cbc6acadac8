package chat.parley.reminder;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.message.LocatedMessage;
import chat.parley.message.MessageService;
import chat.parley.room.RoomService;
import chat.parley.roomlog.RoomLog;
import chat.parley.task.Task;
import chat.parley.task.TaskHandler;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends a due reminder and deletes it. If the node crashes in between, the reminder is sent again with the same nonce,
 * so the conversation contains it once. Cancelled reminders, and those of disabled accounts, are not sent.
 */
@Component
class ReminderHandler implements TaskHandler {

    static final String KIND = "reminder";

    private final Reminders reminders;
    private final ReminderAccount sender;
    private final RoomLog log;
    private final MessageService messages;

    ReminderHandler(Reminders reminders, ReminderAccount sender, RoomLog log, MessageService messages) {
        this.reminders = reminders;
        this.sender = sender;
        this.log = log;
        this.messages = messages;
    }

    /** Returns the key of the reminder's task. */
    static String key(long id) {
        return KIND + "/" + id;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Void> run(Task task) {
        return reminders
                .byId(Long.parseLong(task.body()))
                .flatMap(reminder -> reminders
                        .account(reminder.account())
                        .flatMap(account -> send(reminder, account))
                        .then(Mono.defer(() -> reminders.delete(reminder.account(), reminder.id()))));
    }

    private Mono<Void> send(Reminder reminder, Account account) {
        Mono<Optional<LocatedMessage>> message = reminders
                .messages(account.id(), List.of(reminder))
                .map(found -> Optional.ofNullable(found.get(reminder.id())));
        return Mono.zip(sender.get(), message)
                .flatMap(both -> log.findOrCreateDirect(
                                List.of(RoomService.actor(both.getT1()), RoomService.actor(account)))
                        .flatMap(direct -> messages.announce(
                                both.getT1(),
                                direct.id(),
                                KIND + "-" + reminder.id(),
                                ReminderText.of(reminder, both.getT2().orElse(null))))
                        .onErrorResume(ReminderHandler::isSent, sent -> Mono.empty())
                        .then());
    }

    /** The nonce is reused with another text if the quoted message has changed in the meantime. */
    private static boolean isSent(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.NONCE_REUSED;
    }
}
