package chat.parley.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The text and the emoji that an account shows beside its name.
 *
 * @param text one line; null for none
 * @param emoji one emoji, or one of this server as {@code :name:}; null for none
 * @param until when text and emoji end; null if they do not end by themselves
 * @param doNotDisturb whether the account wants no notifications
 * @param doNotDisturbUntil when that ends; null if it does not end by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Status(
        @Nullable String text,
        @Nullable String emoji,
        @Nullable Instant until,
        boolean doNotDisturb,
        @Nullable Instant doNotDisturbUntil) {

    public static final Status NONE = new Status(null, null, null, false, null);

    /** Whether there is nothing to show. */
    @JsonIgnore
    public boolean isNone() {
        return text == null && emoji == null && !doNotDisturb;
    }
}
