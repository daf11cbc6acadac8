package chat.parley.http;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed refusal of a client's request, over HTTP (a problem document) and on a socket (a {@code refused} frame).
 * Nothing has been stored, and the session and the socket remain usable.
 *
 * <p>Has no stack trace, because a refusal is a normal answer and not a defect.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    private Refusal(Code code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    public static Refusal of(Code code, String detail) {
        return new Refusal(code, detail, List.of(), null);
    }

    /** Refuses one invalid field, whose own code is in {@code errors}. */
    public static Refusal field(String field, String fieldCode, String detail) {
        return invalid(detail, List.of(new FieldError(field, fieldCode)));
    }

    public static Refusal invalid(String detail, List<FieldError> errors) {
        return new Refusal(Code.INVALID, detail, List.copyOf(errors), null);
    }

    /** Refuses temporarily: the same request may succeed after the wait. */
    public static Refusal later(Code code, String detail, Duration retryAfter) {
        return new Refusal(code, detail, List.of(), retryAfter);
    }

    public static Refusal rateLimited(Duration retryAfter) {
        return later(Code.RATE_LIMITED, "Too many requests. Try again in a moment.", retryAfter);
    }

    /** Refuses because the server is out of capacity; the same request may succeed after the wait. */
    public static Refusal overloaded(Duration retryAfter) {
        return new Refusal(Code.OVERLOADED, "The server is busy. Try again in a moment.", List.of(), retryAfter);
    }

    /** Refuses because a dependency of the server does not respond; the same request may succeed after the wait. */
    public static Refusal unavailable(Duration retryAfter) {
        return new Refusal(Code.UNAVAILABLE, "This is temporarily unavailable. Try again.", List.of(), retryAfter);
    }

    public Code code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Returns how long the client should wait before it tries again; null if waiting does not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may succeed later. */
    public boolean temporary() {
        return retryAfter != null;
    }

    /** An invalid field of a request and the code of the rule that it breaks. */
    public record FieldError(String field, String code) {}

    /** The stable codes of the protocol with their HTTP statuses. The wire form is the name in lower case. */
    public enum Code {
        INVALID(400, "Invalid request"),
        MALFORMED(400, "Malformed request"),
        UNKNOWN_TYPE(400, "Unknown frame type"),
        TEXT_BLANK(400, "Blank text"),
        TEXT_TOO_LONG(400, "Text too long"),
        TEXT_INVALID(400, "Invalid text"),
        QUERY_INVALID(400, "Invalid query"),
        FRAME_TOO_LONG(413, "Frame too long"),
        BODY_TOO_LONG(413, "Body too long"),
        LENGTH_REQUIRED(411, "Length required"),
        FILE_EMPTY(400, "Empty file"),
        FILE_DAMAGED(400, "Damaged file"),
        FILE_TOO_LARGE(413, "File too large"),
        STORAGE_FULL(507, "Storage full"),
        UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
        NOT_SIGNED_IN(401, "Not logged in"),
        BAD_CREDENTIALS(401, "Incorrect username or password"),
        CSRF(403, "Missing or invalid CSRF token"),
        WRONG_ORIGIN(403, "Wrong origin"),
        FORBIDDEN(403, "Not allowed"),
        NOT_A_MEMBER(403, "Not a member of the room"),
        BANNED(403, "Banned from the room"),
        INSUFFICIENT_SCOPE(403, "Insufficient token permissions"),
        REGISTRATION_CLOSED(403, "Registration closed"),
        INVITATION_REQUIRED(403, "Invitation required"),
        SETUP_CODE_REQUIRED(403, "Setup code required"),
        SETUP_CODE_INVALID(403, "Setup code invalid"),
        NOT_FOUND(404, "Not found"),
        ROOM_NOT_FOUND(404, "No such room"),
        MESSAGE_NOT_FOUND(404, "No such message"),
        FILE_NOT_FOUND(404, "No such file"),
        FILE_GONE(410, "File lost"),
        INVITE_INVALID(404, "Invalid invite"),
        RESET_INVALID(404, "Invalid reset link"),
        ACCOUNT_NOT_FOUND(404, "No such account"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        NOT_ACCEPTABLE(406, "Not acceptable"),
        USERNAME_TAKEN(409, "Username taken"),
        EMAIL_TAKEN(409, "E-mail address taken"),
        ROOM_EXISTS(409, "Room already exists"),
        ACCOUNT_DISABLED(409, "Account disabled"),
        WRONG_ACCOUNT(409, "Logged in with another account"),
        NONCE_REUSED(409, "Nonce already used"),
        ROOM_ARCHIVED(409, "Room archived"),
        LAST_OWNER(409, "Last owner"),
        LAST_ADMINISTRATOR(409, "Last administrator"),
        TOO_MANY_TOKENS(409, "Too many tokens"),
        TOO_MANY_REACTIONS(409, "Too many reactions"),
        TOO_MANY_PINS(409, "Too many pinned messages"),
        TOO_MANY_SAVED(409, "Too many saved messages"),
        TOO_MANY_REMINDERS(409, "Too many reminders"),
        TOO_MANY_SUBSCRIPTIONS(409, "Too many push subscriptions"),
        PUSH_FAILED(502, "Push service failed"),
        MAIL_FAILED(502, "Mail not accepted"),
        COMMAND_NOT_FOUND(404, "No such command"),
        COMMAND_DISABLED(409, "Command switched off"),
        COMMAND_FAILED(502, "Command failed"),
        COMMAND_ANSWER_INVALID(502, "Invalid answer to a command"),
        COMMAND_TIMED_OUT(504, "Command timed out"),
        TOO_MANY_CONNECTIONS(429, "Too many connections"),
        TOO_MANY_ROOMS(409, "Too many open rooms"),
        NOT_OPEN(409, "Room not open"),
        RATE_LIMITED(429, "Too many requests"),
        OVERLOADED(503, "Overloaded"),
        UNAVAILABLE(503, "Temporarily unavailable");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
