package chat.parley.http;

/** What is limited in its rate; each has its own setting in {@link LimitProperties} and its own buckets. */
public enum Rate {
    /** Messages posted, by account. */
    POST,
    /** Frames of any kind, by account. */
    FRAME,
    /** WebSockets opened, by account. */
    CONNECT,
    /** Rooms opened and watches begun, by account: their answers are the longest. */
    OPEN,
    /** WebSockets opened on this node, by anybody: all at once, after a loss, they would hold each other up. */
    HANDSHAKE,
    /** Rooms created, by account. */
    CREATE_ROOM,
    /** Accounts created, by address. */
    SIGN_UP,
    /** Guests let in, by address. */
    ENTER_AS_GUEST,
    /** Failed log-ins from browsers that the account has not logged in with, by the name that was given. */
    LOG_IN_BY_NAME,
    /** The same, by name and address. */
    LOG_IN_BY_NAME_AND_ADDRESS,
    /** Failed log-ins from a browser that the account has logged in with before. */
    LOG_IN_BY_DEVICE,
    /** Log-ins, by address. */
    LOG_IN_BY_ADDRESS,
    /** Changes of a password, by account. */
    CHANGE_PASSWORD,
    /** Changes of a display name, by account: each is a change in every room of the account. */
    RENAME,
    /** Invites made, by account. */
    INVITE,
    /** Searches, by account. */
    SEARCH
}
