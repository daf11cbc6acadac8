package chat.parley.http;

import chat.parley.http.Refusal.Code;
import chat.parley.http.Refusal.FieldError;
import io.r2dbc.spi.R2dbcTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Tells failures of every kind as problems. What a client did wrong is told; what went wrong here is not. */
final class Problems {

    private static final Duration OUTAGE = Duration.ofSeconds(1);

    private Problems() {}

    static Problem of(Throwable error) {
        if (error instanceof Refusal refusal) {
            return Problem.of(refusal);
        }
        if (caused(error, DataBufferLimitException.class).isPresent()) {
            return Problem.of(Refusal.of(Code.BODY_TOO_LONG, "The body is too long."));
        }
        if (error instanceof ResponseStatusException answer) {
            return ofStatus(answer);
        }
        if (error instanceof InvalidMediaTypeException || error instanceof InvalidMimeTypeException) {
            return Problem.of(Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "The media type cannot be read."));
        }
        return isOutage(error) ? Problem.of(Refusal.unavailable(OUTAGE)) : Problem.internal();
    }

    /** Spring's own answers: no route, no such method, a body that cannot be read. */
    private static Problem ofStatus(ResponseStatusException answer) {
        return switch (answer.getStatusCode().value()) {
            case 400 ->
                Problem.of(caused(answer, MismatchedInputException.class)
                        .flatMap(Problems::wrongType)
                        .orElseGet(() -> Refusal.of(Code.MALFORMED, "The request cannot be read.")));
            case 404 -> Problem.of(Refusal.of(Code.NOT_FOUND, "There is nothing here."));
            case 405 -> Problem.of(Refusal.of(Code.METHOD_NOT_ALLOWED, "This cannot be done here."));
            case 406 -> Problem.of(Refusal.of(Code.NOT_ACCEPTABLE, "There is no form of this that you accept."));
            case 413 -> Problem.of(Refusal.of(Code.BODY_TOO_LONG, "The body is too long."));
            case 415 -> Problem.of(Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
            case 503 -> Problem.of(Refusal.unavailable(OUTAGE));
            default -> ofOtherStatus(answer.getStatusCode().value());
        };
    }

    private static Problem ofOtherStatus(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        if (known == null || !known.is4xxClientError()) {
            return Problem.internal();
        }
        String code = known.name().toLowerCase(Locale.ROOT);
        return new Problem(status, known.getReasonPhrase(), known.getReasonPhrase() + ".", code, List.of(), null);
    }

    private static Optional<Refusal> wrongType(JacksonException error) {
        String field = error.getPath().stream()
                .flatMap(step -> Stream.ofNullable(step.getPropertyName()))
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid("A field is of the wrong type.", List.of(new FieldError(field, "wrong_type"))));
    }

    private static boolean isOutage(Throwable error) {
        return error instanceof TransientDataAccessException
                || error instanceof DataAccessResourceFailureException
                || error instanceof CannotCreateTransactionException
                || error instanceof R2dbcTransientException
                || error instanceof TimeoutException;
    }

    private static <T extends Throwable> Optional<T> caused(Throwable error, Class<T> type) {
        return Stream.iterate(error, next -> next != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
