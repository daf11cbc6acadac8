package chat.parley.http;

import chat.parley.http.Refusal.Code;
import chat.parley.http.Refusal.FieldError;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
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

/** Maps failures of every kind to problems. Describes client errors; hides the details of server errors. */
final class Problems {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Problems() {}

    static Problem of(Throwable error) {
        if (error instanceof Refusal refusal) {
            return Problem.of(refusal);
        }
        if (findCause(error, DataBufferLimitException.class).isPresent()) {
            return Problem.of(Refusal.of(Code.BODY_TOO_LONG, "The request body is too large."));
        }
        if (error instanceof ResponseStatusException exception) {
            return ofStatus(exception);
        }
        if (error instanceof InvalidMediaTypeException || error instanceof InvalidMimeTypeException) {
            return Problem.of(Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "The content type is invalid."));
        }
        return isOutage(error) ? Problem.of(Refusal.unavailable(RETRY_AFTER)) : Problem.internal();
    }

    /** Maps Spring's own responses: no route, wrong method, unreadable body. */
    private static Problem ofStatus(ResponseStatusException exception) {
        return switch (exception.getStatusCode().value()) {
            case 400 ->
                Problem.of(findCause(exception, MismatchedInputException.class)
                        .flatMap(Problems::wrongType)
                        .orElseGet(() -> Refusal.of(Code.MALFORMED, "The request is malformed.")));
            case 404 -> Problem.of(Refusal.of(Code.NOT_FOUND, "Nothing was found at this address."));
            case 405 -> Problem.of(Refusal.of(Code.METHOD_NOT_ALLOWED, "This method is not allowed here."));
            case 406 ->
                Problem.of(Refusal.of(Code.NOT_ACCEPTABLE, "None of the media types that you accept is available."));
            case 413 -> Problem.of(Refusal.of(Code.BODY_TOO_LONG, "The request body is too large."));
            case 415 -> Problem.of(Refusal.of(Code.UNSUPPORTED_MEDIA_TYPE, "Use the content type application/json."));
            case 503 -> Problem.of(Refusal.unavailable(RETRY_AFTER));
            default -> ofOtherStatus(exception.getStatusCode().value());
        };
    }

    private static Problem ofOtherStatus(int status) {
        HttpStatus resolved = HttpStatus.resolve(status);
        if (resolved == null || !resolved.is4xxClientError()) {
            return Problem.internal();
        }
        String code = resolved.name().toLowerCase(Locale.ROOT);
        return new Problem(status, resolved.getReasonPhrase(), resolved.getReasonPhrase() + ".", code, List.of(), null);
    }

    private static Optional<Refusal> wrongType(JacksonException error) {
        String field = error.getPath().stream()
                .flatMap(step -> Stream.ofNullable(step.getPropertyName()))
                .collect(Collectors.joining("."));
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid("A field has the wrong type.", List.of(new FieldError(field, "wrong_type"))));
    }

    /** Returns whether a resource is away, rather than that there is a defect. */
    static boolean isOutage(Throwable error) {
        return error instanceof TransientDataAccessException
                || error instanceof DataAccessResourceFailureException
                || error instanceof CannotCreateTransactionException
                || error instanceof R2dbcTransientException
                || error instanceof R2dbcNonTransientResourceException
                || error instanceof TimeoutException;
    }

    private static <T extends Throwable> Optional<T> findCause(Throwable error, Class<T> type) {
        return Stream.iterate(error, next -> next != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
