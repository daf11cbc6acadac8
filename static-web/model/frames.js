/** Hands what the server says of a room to its model. Unknown types come from newer servers, and say nothing to us. */
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
      room.typing.heard(frame.username);
      break;
    default:
  }
}
