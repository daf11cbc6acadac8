package chat.parley.message;

import chat.parley.roomlog.MessageState;

/** A message and where it stands. */
record Placed(Place room, MessageState message) {}
