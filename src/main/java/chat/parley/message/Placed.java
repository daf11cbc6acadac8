package chat.parley.message;

import chat.parley.roomlog.MessageState;

/** A message and where it stands. */
public record Placed(Place room, MessageState message) {}
