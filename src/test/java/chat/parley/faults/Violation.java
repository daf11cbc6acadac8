package chat.parley.faults;

/** A promise that was not kept. */
record Violation(Kind kind, String what) {

    enum Kind {
        /** What was acknowledged is not there. */
        LOST,
        /** Something is there twice. */
        DOUBLED,
        /** Something is there that nobody sent. */
        INVENTED,
        /** The order is not that in which it was sent, or goes back. */
        REORDERED,
        /** A number is missing or given twice. */
        MISNUMBERED,
        /** A client was given changes that do not follow what it held. */
        GAP,
        /** Two saw different things. */
        DISAGREED,
        /** What a client holds is not what it would see if it read anew. */
        STALE,
        /** A wrong number of unread messages. */
        MISCOUNTED,
        /** Something was delivered to who was removed before. */
        OVERHEARD,
        /** Somebody is shown who is gone, or is not shown who is here. */
        MISPLACED
    }
}
