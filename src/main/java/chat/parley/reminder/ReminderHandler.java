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
import chat.parley.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Sends a due reminder, and deletes it a week later. If the node crashes in between, the reminder is sent again with
 * the same nonce, so the conversation contains it once. Cancelled reminders, and those of disabled accounts, are not
 * sent.
 */
@Component
class ReminderHandler implements TaskHandler {

    static final String KIND = "reminder";

    /** Clients repeat unanswered requests for a few days at most. */
    private static final Duration KEEP_SENT = Duration.ofDays(7);

    private final Reminders reminders;
    private final Tasks tasks;
    private final TransactionalOperator transaction;
    private final ReminderAccount sender;
    private final RoomLog log;
    private final MessageService messages;

    ReminderHandler(
            Reminders reminders,
            Tasks tasks,
            TransactionalOperator transaction,
            ReminderAccount sender,
            RoomLog log,
            MessageService messages) {
        this.reminders = reminders;
        this.tasks = tasks;
        this.transaction = transaction;
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
                .flatMap(reminder -> reminder.sent()
                        ? reminders.deleteSent(reminder.id())
                        : reminders
                                .account(reminder.account())
                                .flatMap(account -> send(reminder, account))
                                .then(Mono.defer(() -> keep(reminder.id()))));
    }

    private Mono<Void> keep(long id) {
        return reminders
                .sent(id)
                .then(Mono.defer(() -> tasks.schedule(KIND, key(id) + "/end", KEEP_SENT, String.valueOf(id))))
                .then()
                .as(transaction::transactional);
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
