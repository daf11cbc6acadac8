package chat.parley.people;

import chat.parley.account.Status;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An account's present status, presence and picture.
 *
 * @param presence whether it can be reached now, in any room or none
 * @param status null if it says nothing
 * @param avatar the version of its profile picture; null, rather than left out, if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonState(
        String username,
        Availability presence,
        @Nullable Status status,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String avatar) {

    /** The state of an account that shows nothing, is disabled, or does not exist. */
    static PersonState nothing(String username) {
        return new PersonState(username, Availability.OFFLINE, null, null);
    }

    static PersonState of(String username, Availability presence, Status status, @Nullable String avatar) {
        return new PersonState(username, presence, status.isNone() ? null : status, avatar);
    }
}
