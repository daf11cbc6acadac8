package chat.parley.roomlog;

/** A room to be created; its creator is its first owner. */
public record NewRoom(RoomName name, String title, String topic, RoomKind kind, Actor owner) {}
