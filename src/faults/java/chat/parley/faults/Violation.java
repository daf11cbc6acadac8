package chat.parley.faults;

/** A broken promise. */
record Violation(Kind kind, String description) {

    enum Kind {
        /** Something acknowledged is missing. */
        LOST,
        /** Something exists twice. */
        DOUBLED,
        /** Something exists that nobody sent. */
        INVENTED,
        /** The order differs from that of sending, or goes back. */
        REORDERED,
        /** A number is missing or was given twice. */
        MISNUMBERED,
        /** A client received changes that do not follow the state it held. */
        GAP,
        /** Two clients saw different states. */
        DISAGREED,
        /** A client's state differs from a fresh read. */
        STALE,
        /** The number of unread messages is wrong. */
        MISCOUNTED,
        /** Something was delivered to a removed member. */
        OVERHEARD,
        /** Presence shows somebody who has left, or misses somebody who is connected. */
        MISPLACED,
        /** The receiver of a webhook lacks a change, or has never accepted it. */
        UNDELIVERED,
        /** A request to the receiver of a webhook has no valid signature. */
        UNSIGNED
    }
}
