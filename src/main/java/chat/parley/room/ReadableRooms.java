package chat.parley.room;

/**
 * {@link RoomAccess#mayRead} in SQL, for lists across rooms. Both parts belong in the same statement, which names the
 * room {@code r} and binds {@code :account}.
 */
public final class ReadableRooms {

    public static final String JOIN = " left join member b on b.room_id = r.id and b.account_id = :account ";

    public static final String CONDITION =
            " ((b.account_id is not null and b.left_at is null)" + " or (r.kind = 'public' and b.banned_at is null)) ";

    private ReadableRooms() {}
}
