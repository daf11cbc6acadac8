package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;

/** A requested new room; its creator becomes the owner. */
public record NewRoom(RoomName name, String title, String topic, RoomKind kind, Actor owner) {}
