package chat.parley.roomlog;

import chat.parley.database.RowReader;
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

        static @Nullable Ban of(@Nullable Instant at, @Nullable Long by, @Nullable String reason) {
            return at == null ? null : new Ban(Objects.requireNonNull(by), at, reason);
        }
    }

    /**
     * The leading columns of statements over {@code member m join account a on a.id = m.account_id} whose rows
     * {@link #of} reads.
     */
    public static final String COLUMNS = "m.room_id, m.account_id, a.username,"
            + " coalesce(m.display_name, a.username) as shown_name, m.avatar_id, coalesce(m.disabled, false),"
            + " m.role, m.read_seq, m.revision, m.joined_at, m.left_at, m.banned_at, m.banned_by, m.ban_reason";

    public static MemberRow of(Readable row) {
        RowReader columns = new RowReader(row);
        return new MemberRow(
                columns.text(),
                new Actor(
                        columns.number(),
                        columns.text(),
                        columns.text(),
                        columns.optionalText(),
                        columns.flag(),
                        false),
                Role.of(columns.text()),
                columns.number(),
                columns.number(),
                columns.instant(),
                columns.optionalInstant(),
                Ban.of(columns.optionalInstant(), columns.optionalNumber(), columns.optionalText()));
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
