package chat.parley.push;

/** A room as followed by a subscription. */
record RoomKey(long subscription, String room) {}
