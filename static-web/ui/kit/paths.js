/** Paths of the chat's pages, relative to the base. */
export const roomPath = (handle) => `chat/${encodeURIComponent(handle).replaceAll('%40', '@').replaceAll('%2C', ',')}`;

/** The permanent path of a message. */
export const messagePath = ({ handle }, seq) => `${roomPath(handle)}/${seq}`;

/** The seq of the message that a chat address refers to; null for none. */
export function seqIn(address) {
  const [, seq] = insideOf(address).split('/');
  return /^[1-9]\d{0,14}$/.test(seq ?? '') ? Number(seq) : null;
}

const insideOf = (address) => address.pathname.slice(new URL('chat/', document.baseURI).pathname.length);

/** The room name in a chat address; null in the lobby. */
export function roomNameIn(address) {
  const [name] = insideOf(address).split('/');
  return name ? decoded(name) : null;
}

/** A per cent sign that does not begin a valid escape is kept. */
function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      try {
        return decodeURIComponent(escapes);
      } catch {
        return escapes;
      }
    });
  }
}

/** Whether an address is a page of the chat. */
export function isOfChat(address) {
  const chat = new URL('chat', document.baseURI);
  return address.origin === chat.origin && (address.pathname === chat.pathname || address.pathname.startsWith(`${chat.pathname}/`));
}
