package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.egress.EgressRequest;
import chat.parley.egress.EgressResponse;
import chat.parley.egress.FairShares;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.RoomRow;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the programs that answer commands. Somebody waits for the answer, so a call is neither queued nor retried: it
 * ends within {@link #TIMEOUT}, and is refused if too many are running. Cancelling it closes the connection.
 */
@Component
class CommandCalls {

    static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** The number of concurrent calls of this node, of which each host and each caller has a share. */
    private static final int MAX_CONCURRENT = 64;

    private final FairShares turns = new FairShares(MAX_CONCURRENT);
    private final Egress egress;
    private final JsonMapper json;
    private final Clock clock;

    CommandCalls(Egress egress, JsonMapper json, Clock clock) {
        this.egress = egress;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A run of a command.
     *
     * @param id unique; a repetition has the same
     * @param test whether the owner tests the command, and the answer is not posted
     */
    record Call(String id, boolean test, Command command, RoomRow room, Account account, String text) {}

    /** The body of a request. */
    private record Frame(String type, String id, boolean test, Room room, Caller account, String command, String text) {

        static Frame of(Call call) {
            RoomRow room = call.room();
            Account account = call.account();
            return new Frame(
                    "command",
                    call.id(),
                    call.test(),
                    new Room(room.id(), room.name()),
                    new Caller(account.username(), account.displayName()),
                    call.command().name(),
                    call.text());
        }
    }

    private record Room(String id, @Nullable String name) {}

    private record Caller(String username, String displayName) {}

    /**
     * Calls the program and returns its successful response.
     *
     * @throws Refusal {@code command_failed}, {@code command_timed_out} or {@code overloaded}
     */
    Mono<EgressResponse> send(Call call) {
        return Mono.defer(() -> {
            Set<String> groups = Set.of(
                    "host " + Egress.host(call.command().url()).orElse(""),
                    "account " + call.account().id());
            EgressRequest request = request(call);
            if (!turns.tryTake(groups)) {
                throw Refusal.overloaded(TIMEOUT);
            }
            return egress.send(request)
                    .timeout(TIMEOUT)
                    .doOnNext(CommandCalls::requireOk)
                    .onErrorMap(CommandCalls::refusal)
                    .doFinally(end -> turns.release(groups));
        });
    }

    private EgressRequest request(Call call) {
        byte[] body = json.writeValueAsBytes(Frame.of(call));
        long timestamp = clock.instant().getEpochSecond();
        return EgressRequest.post(call.command().url(), body)
                .readingUpTo(CommandAnswer.MAX_BODY)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .header("Webhook-Id", call.id())
                .header("Webhook-Timestamp", Long.toString(timestamp))
                .header(
                        "Webhook-Signature",
                        WebhookSignature.sign(call.command().secret(), call.id(), timestamp, body));
    }

    private static void requireOk(EgressResponse response) {
        if (!response.isOk()) {
            throw failed("Its program answered with status " + response.status() + ".");
        }
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof TimeoutException
                || failure instanceof EgressException late && late.reason() == EgressException.Reason.TIMEOUT) {
            return Refusal.of(
                    Code.COMMAND_TIMED_OUT,
                    "The command was not answered within " + TIMEOUT.toSeconds()
                            + " seconds. It may still be running.");
        }
        return failure instanceof EgressException ? failed(String.valueOf(failure.getMessage())) : failure;
    }

    private static Refusal failed(String cause) {
        return Refusal.of(Code.COMMAND_FAILED, "The command failed. " + cause);
    }
}
