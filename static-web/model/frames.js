/** Applies a server frame to the model of its room. Unknown types come from newer servers and are ignored. */
export function apply(room, frame) {
  switch (frame.type) {
    case 'changed':
      room.changed(frame);
      break;
    case 'changes':
      room.changes(frame);
      break;
    case 'online':
      room.onlineChanged(frame);
      break;
    case 'read':
      frame.back ? room.markUnread(frame.seq) : room.markRead(frame.seq);
      break;
    case 'typing':
      room.typing.received(frame.username);
      break;
    default:
  }
}
