package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.message.MessageService;
import chat.parley.room.RoomAccess;
import chat.parley.room.RoomService;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Nonce;
import chat.parley.text.VisibleText;
import chat.parley.webhook.CommandAnswer.Visibility;
import chat.parley.webhook.CommandCalls.Call;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs commands. Nothing is stored unless the program answers with a post. Everything is checked before the call and
 * again after it, because the command or the caller may have been removed meanwhile.
 *
 * <p>A repetition with the same nonce has the same id. If the first run has posted, it is answered with that message
 * and without a call; otherwise the program is called again.
 */
@Service
class CommandRuns {

    private static final int MAX_TEXT_LENGTH = 4_000;
    private static final int ID_LENGTH = 40;

    private final Commands commands;
    private final Webhooks webhooks;
    private final CommandCalls calls;
    private final RoomService rooms;
    private final RoomAccess access;
    private final MessageService messages;
    private final RateLimits limits;
    private final JsonMapper json;
    private final MeterRegistry meters;

    CommandRuns(
            Commands commands,
            Webhooks webhooks,
            CommandCalls calls,
            RoomService rooms,
            RoomAccess access,
            MessageService messages,
            RateLimits limits,
            JsonMapper json,
            MeterRegistry meters) {
        this.commands = commands;
        this.webhooks = webhooks;
        this.calls = calls;
        this.rooms = rooms;
        this.access = access;
        this.messages = messages;
        this.limits = limits;
        this.json = json;
        this.meters = meters;
        Arrays.stream(Visibility.values()).forEach(visibility -> counter(visibility.wire()));
    }

    /**
     * A run that a client requests.
     *
     * @param name of the command
     * @param test whether to show the answer to the caller alone, whatever its visibility
     */
    record Run(
            String room,
            String name,
            @Nullable String nonce,
            @Nullable String text,
            boolean test,
            Account account) {}

    /**
     * The result of a run.
     *
     * @param text a private answer, or that of a test
     * @param seq the message that was posted
     */
    record Result(
            String id,
            Visibility visibility,
            @Nullable String text,
            @Nullable Long seq) {}

    /** A command, and all that its run needs. */
    private record Target(Command command, Webhook webhook, RoomRow room) {}

    /** @throws Refusal if the command cannot be run, fails, or its answer cannot be shown */
    Mono<Result> run(Run run) {
        return Mono.defer(() -> {
                    String id = id(run);
                    String text = checkedText(run.text());
                    limits.take(Rate.COMMAND, run.account().id());
                    return target(run)
                            .flatMap(target ->
                                    posted(target, id).switchIfEmpty(Mono.defer(() -> call(run, target, id, text))));
                })
                .doOnNext(result -> ended(result.visibility().wire()))
                .doOnError(Refusal.class, refused -> ended(refused.code().wire()));
    }

    private Mono<Result> call(Run run, Target target, String id, String text) {
        return calls.send(new Call(id, run.test(), target.command(), target.room(), run.account(), text))
                .map(response ->
                        CommandAnswer.read(response, json, target.webhook().mentionsHere()))
                .map(this::checked)
                .flatMap(answer -> target(run)
                        .filter(still ->
                                still.command().id() == target.command().id())
                        .switchIfEmpty(Mono.error(CommandService::unknown))
                        .flatMap(still -> end(run, still, id, answer)));
    }

    private Mono<Result> end(Run run, Target target, String id, CommandAnswer answer) {
        if (answer.visibility() != Visibility.ROOM || run.test()) {
            String text = answer.visibility() == Visibility.NONE ? null : answer.text();
            return Mono.just(new Result(id, answer.visibility(), text, null));
        }
        Webhook webhook = target.webhook();
        return messages.postByProgram(webhook.bot(), run.room(), nonce(id), answer.text(), null, webhook.mentionsHere())
                .map(MessageState::seq)
                .onErrorResume(CommandRuns::isRepeated, repeated -> webhooks.posted(target.webhook(), nonce(id)))
                .delayUntil(seq -> webhooks.used(target.webhook()))
                .map(seq -> new Result(id, Visibility.ROOM, null, seq));
    }

    private Mono<Result> posted(Target target, String id) {
        return webhooks.posted(target.webhook(), nonce(id)).map(seq -> new Result(id, Visibility.ROOM, null, seq));
    }

    /** Finds the command if the account may post in the room, and the command's bot and creator are still there. */
    private Mono<Target> target(Run run) {
        return rooms.read(run.room(), run.account())
                .doOnNext(room -> access.mayPost(room.subject()))
                .flatMap(room -> commands.byName(run.room(), run.name().toLowerCase(Locale.ROOT))
                        .doOnNext(CommandRuns::requireCreator)
                        .flatMap(command -> webhooks.byId(command.hook())
                                .delayUntil(this::requireBot)
                                .map(webhook -> new Target(command, webhook, room.room()))))
                .switchIfEmpty(Mono.error(CommandService::unknown));
    }

    private static void requireCreator(Command command) {
        if (!command.creatorPresent()) {
            throw disabled("its creator is no longer in the room. The owner can switch it on by saving it again");
        }
    }

    private Mono<?> requireBot(Webhook webhook) {
        return rooms.readOwn(webhook.room(), webhook.bot())
                .switchIfEmpty(Mono.error(() -> disabled("its bot is no longer in the room")));
    }

    private static Refusal disabled(String cause) {
        return Refusal.of(Code.COMMAND_DISABLED, "This command is switched off: " + cause + ".");
    }

    private CommandAnswer checked(CommandAnswer answer) {
        if (answer.visibility() == Visibility.NONE) {
            return answer;
        }
        try {
            return new CommandAnswer(answer.visibility(), messages.checkedText(answer.text()));
        } catch (Refusal unfit) {
            throw CommandAnswer.invalid(
                    unfit.code() == Code.TEXT_TOO_LONG ? "it is too long" : "it contains invalid characters");
        }
    }

    private static String checkedText(@Nullable String text) {
        String given = text == null ? "" : text;
        if (given.codePointCount(0, given.length()) > MAX_TEXT_LENGTH) {
            throw Refusal.of(Code.TEXT_TOO_LONG, "A command can have at most " + MAX_TEXT_LENGTH + " characters.");
        }
        if (!VisibleText.isStorable(given)) {
            throw Refusal.of(Code.TEXT_INVALID, "The command contains invalid characters.");
        }
        return given;
    }

    private static boolean isRepeated(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.NONCE_REUSED;
    }

    private static String id(Run run) {
        String key = run.account().id() + "/" + run.room() + "/" + run.name().toLowerCase(Locale.ROOT) + "/"
                + run.test() + "/" + Nonce.of(run.nonce());
        return Secret.hash(key).substring(0, ID_LENGTH);
    }

    private static String nonce(String id) {
        return "command:" + id;
    }

    private void ended(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return meters.counter("parley.commands", "outcome", outcome);
    }
}
