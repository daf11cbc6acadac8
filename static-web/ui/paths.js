/** Paths of the chat's pages, counted from the base. */
export const roomPath = (name) => `chat/${encodeURIComponent(name)}`;

/** The room's name in an address of the chat; null in the lobby. */
export function roomNameIn(address) {
  const inside = address.pathname.slice(new URL('chat/', document.baseURI).pathname.length);
  const [name] = inside.split('/');
  return name ? decodeURIComponent(name) : null;
}

/** Whether an address is one of the chat's. */
export function isOfChat(address) {
  const chat = new URL('chat', document.baseURI);
  return address.origin === chat.origin && (address.pathname === chat.pathname || address.pathname.startsWith(`${chat.pathname}/`));
}
