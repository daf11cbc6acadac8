package chat.parley.room;

import chat.parley.roomlog.MemberRow;
import chat.parley.roomlog.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a room on the wire. */
record MemberBody(String username, String displayName, Role role, boolean joined, Instant joinedAt) {

    static MemberBody of(MemberRow row) {
        return new MemberBody(
                row.account().username(), row.account().displayName(), row.role(), row.joined(), row.joinedAt());
    }

    /**
     * @param next to be given as {@code after} for the next page; null when this is the last
     */
    record Page(List<MemberBody> members, @Nullable String next) {

        /**
         * @param rows one more than fit on the page, if there are
         */
        static Page of(List<MemberRow> rows, int limit) {
            boolean more = rows.size() > limit;
            List<MemberBody> shown =
                    rows.stream().limit(limit).map(MemberBody::of).toList();
            return new Page(shown, more ? shown.get(limit - 1).username() : null);
        }
    }
}
