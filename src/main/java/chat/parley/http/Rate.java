package chat.parley.http;

/** The limited rates. Each has its own setting in {@link LimitProperties} and its own buckets. */
public enum Rate {
    /** Messages posted, by account. */
    POST,
    /** Frames of any kind, by account. */
    FRAME,
    /** WebSockets opened, by account. */
    CONNECT,
    /** Rooms opened and inbox subscriptions started, by account. Their responses are the longest. */
    OPEN,
    /** Requests without a session, by address. */
    REQUEST,
    /**
     * WebSockets opened on this node by all clients. A mass reconnect without this limit would slow every handshake
     * down.
     */
    HANDSHAKE,
    /** Rooms, webhooks and commands created, and rooms renamed, by account. */
    CREATE_ROOM,
    /** Accounts created, by address. */
    SIGN_UP,
    /** Guests admitted, by address. */
    ENTER_AS_GUEST,
    /** Failed log-ins by the given name, from browsers that the account has not logged in with. */
    LOG_IN_BY_NAME,
    /** Failed log-ins from such browsers, by name and address. */
    LOG_IN_BY_NAME_AND_ADDRESS,
    /** Log-ins from a browser that the account has logged in with before. */
    LOG_IN_BY_DEVICE,
    /** Log-ins, by address. */
    LOG_IN_BY_ADDRESS,
    /** Password reset links requested by mail, by address. */
    RESET_BY_ADDRESS,
    /** Invites sent by mail, by account. */
    MAIL_INVITE,
    /** Codes mailed to confirm an e-mail address, by account. */
    CONFIRM_EMAIL,
    /** Password changes, by account. */
    CHANGE_PASSWORD,
    /** Changes of a display name or profile picture, by account. Each is a change in every room of the account. */
    RENAME,
    /** Invites created, by account. */
    INVITE,
    /** Searches, by account. */
    SEARCH,
    /** Files, previews and other pictures uploaded, by account. */
    UPLOAD,
    /** Push subscriptions changed and test messages sent, by account. */
    PUSH,
    /** Runs of the commands of rooms, by account. */
    COMMAND
}
