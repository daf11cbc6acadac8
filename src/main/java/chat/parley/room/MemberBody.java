package chat.parley.room;

import chat.parley.roomlog.MemberRow;
import chat.parley.roomlog.state.Role;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON representation of a member.
 *
 * @param avatar the id of the profile picture; written only if there is one
 */
record MemberBody(
        String username,
        String displayName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String avatar,
        Role role,
        boolean joined,
        Instant joinedAt) {

    static MemberBody of(MemberRow row) {
        return new MemberBody(
                row.account().username(),
                row.account().displayName(),
                row.account().avatar(),
                row.role(),
                row.joined(),
                row.joinedAt());
    }

    /** @param next the value of {@code after} for the next page; null on the last page */
    record Page(List<MemberBody> members, @Nullable String next) {

        /** @param rows one more than fit on the page, if there are more */
        static Page of(List<MemberRow> rows, int limit) {
            boolean more = rows.size() > limit;
            List<MemberBody> shown =
                    rows.stream().limit(limit).map(MemberBody::of).toList();
            return new Page(shown, more ? shown.get(limit - 1).username() : null);
        }
    }
}
