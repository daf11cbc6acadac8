package chat.parley.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The public data of an account, as clients receive it.
 *
 * @param avatar the id of the profile picture; written only if there is one
 */
public record Profile(
        String username,
        String displayName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String avatar,
        String kind,
        boolean admin) {

    public static Profile of(Account account) {
        return new Profile(
                account.username(),
                account.displayName(),
                account.avatar(),
                account.kind().wire(),
                account.admin());
    }
}
