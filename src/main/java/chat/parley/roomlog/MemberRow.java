package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.Role;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code member} with its account's name. */
public record MemberRow(
        String room,
        Actor account,
        Role role,
        long readSeq,
        long revision,
        Instant joinedAt,
        @Nullable Instant leftAt,
        @Nullable Ban ban) {

    /** The ban of an account from the room. */
    public record Ban(long by, Instant at, @Nullable String reason) {

        static @Nullable Ban of(Readable row) {
            @Nullable Instant at = row.get(9, Instant.class);
            return at == null ? null : new Ban(Columns.number(row, 10), at, row.get(11, String.class));
        }
    }

    /**
     * The leading columns of statements over {@code member m join account a on a.id = m.account_id} whose rows
     * {@link #of} reads. They are read by index; see {@link MessageRow#COLUMNS}.
     */
    public static final String COLUMNS = "m.room_id, m.account_id, a.username,"
            + " coalesce(m.display_name, a.username) as shown_name, m.role, m.read_seq, m.revision, m.joined_at, m.left_at,"
            + " m.banned_at, m.banned_by, m.ban_reason, m.avatar_id, coalesce(m.disabled, false)";

    public static MemberRow of(Readable row) {
        return new MemberRow(
                Columns.text(row, 0),
                new Actor(
                        Columns.number(row, 1),
                        Columns.text(row, 2),
                        Columns.text(row, 3),
                        row.get(12, String.class),
                        Boolean.TRUE.equals(row.get(13, Boolean.class)),
                        false),
                Role.of(Columns.text(row, 4)),
                Columns.number(row, 5),
                Columns.number(row, 6),
                Objects.requireNonNull(row.get(7, Instant.class)),
                row.get(8, Instant.class),
                Ban.of(row));
    }

    public boolean joined() {
        return leftAt == null;
    }

    public boolean banned() {
        return ban != null;
    }

    public MemberState state() {
        return new MemberState(
                account.username(),
                account.displayName(),
                account.avatar(),
                account.disabled(),
                role,
                joined(),
                banned(),
                revision);
    }

    /** Returns the row with the ban set or lifted; the account is not a member in either case. */
    MemberRow banned(@Nullable Ban newBan, Instant now, long newRevision) {
        return new MemberRow(
                room, account, Role.MEMBER, readSeq, newRevision, joinedAt, leftAt == null ? now : leftAt, newBan);
    }

    /** Returns the row with the account's current profile. */
    MemberRow withAccount(Actor newAccount, long newRevision) {
        return new MemberRow(room, newAccount, role, readSeq, newRevision, joinedAt, leftAt, ban);
    }
}
