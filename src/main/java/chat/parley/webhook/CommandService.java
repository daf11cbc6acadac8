package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomService;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lists the commands of a room for its readers, and creates, changes and deletes them for its owner. */
@Service
class CommandService {

    static final int MAX_COMMANDS = 50;

    private final Commands commands;
    private final RoomService rooms;
    private final Egress egress;
    private final RateLimits limits;
    private final TransactionalOperator transaction;
    private final SecureRandom random;

    CommandService(
            Commands commands,
            RoomService rooms,
            Egress egress,
            RateLimits limits,
            TransactionalOperator transaction,
            SecureRandom random) {
        this.commands = commands;
        this.rooms = rooms;
        this.egress = egress;
        this.limits = limits;
        this.transaction = transaction;
        this.random = random;
    }

    Mono<List<Command>> list(String room, Account account) {
        return rooms.read(room, account)
                .then(Mono.defer(() -> commands.inRoom(room, MAX_COMMANDS).collectList()));
    }

    /** Whether the account may change the room's commands. */
    Mono<Boolean> isOwner(String room, Account account) {
        return rooms.owned(room, account).hasElement().onErrorReturn(Refusal.class, false);
    }

    /** Creates a command. A room cannot have two with the same name, even if they are created at the same time. */
    Mono<Command> create(String room, CommandForm form, Account account) {
        return Mono.defer(() -> {
            CommandForm valid = form.validNew();
            checkUrl(valid);
            return rooms.owned(room, account)
                    .doOnNext(membership -> limits.take(Rate.CREATE_ROOM, account.id()))
                    .then(store(room, valid, account))
                    .then(Mono.defer(() -> commands.byName(room, Objects.requireNonNull(valid.name()))));
        });
    }

    private Mono<Void> store(String room, CommandForm form, Account account) {
        long hook = Objects.requireNonNull(form.hook());
        return commands.lock(room, hook)
                .doOnNext(exists -> {
                    if (!exists) {
                        throw Refusal.field("hook", "invalid", "The room has no such webhook.");
                    }
                })
                .then(Mono.defer(() -> commands.inRoom(room, MAX_COMMANDS).count()))
                .doOnNext(CommandService::refuseTooMany)
                .then(Mono.defer(() -> commands.insert(room, form, WebhookSignature.newSecret(random), account)))
                .as(transaction::transactional);
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_COMMANDS) {
            throw Refusal.field("commands", "too_many", "A room can have at most " + MAX_COMMANDS + " commands.");
        }
    }

    /** Returns a command of a room that the account owns. */
    Mono<Command> find(String room, String name, Account account) {
        return rooms.owned(room, account)
                .then(Mono.defer(() -> commands.byName(room, name.toLowerCase(Locale.ROOT))))
                .switchIfEmpty(Mono.error(CommandService::unknown));
    }

    /** Changes what the form contains. The account becomes the one that chose the URL. */
    Mono<Command> change(Command command, CommandForm form, Account account) {
        return Mono.defer(() -> {
            CommandForm valid = form.valid();
            checkUrl(valid);
            String name = Objects.requireNonNullElse(valid.name(), command.name());
            return commands.update(command.id(), valid, account)
                    .filter(updated -> updated)
                    .flatMap(updated -> commands.byName(command.room(), name))
                    .switchIfEmpty(Mono.error(CommandService::unknown));
        });
    }

    Mono<Void> delete(Command command) {
        return commands.delete(command.id());
    }

    private void checkUrl(CommandForm form) {
        if (form.url() != null) {
            try {
                egress.check(form.url(), false);
            } catch (EgressException bad) {
                throw Refusal.field("url", "invalid", String.valueOf(bad.getMessage()));
            }
        }
    }

    static Refusal unknown() {
        return Refusal.of(Code.COMMAND_NOT_FOUND, "This room has no such command.");
    }
}
