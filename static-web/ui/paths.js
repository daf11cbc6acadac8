/** Paths of the chat's pages, counted from the base. */
export const roomPath = (handle) => `chat/${encodeURIComponent(handle).replaceAll('%40', '@').replaceAll('%2C', ',')}`;

/** The permanent place of a message. */
export const messagePath = ({ handle }, seq) => `${roomPath(handle)}/${seq}`;

/** The message that an address of the chat leads to; null for none. */
export function seqIn(address) {
  const [, seq] = insideOf(address).split('/');
  return /^[1-9]\d{0,14}$/.test(seq ?? '') ? Number(seq) : null;
}

const insideOf = (address) => address.pathname.slice(new URL('chat/', document.baseURI).pathname.length);

/** The room's name in an address of the chat; null in the lobby. */
export function roomNameIn(address) {
  const [name] = insideOf(address).split('/');
  return name ? decoded(name) : null;
}

/** A per cent sign that begins no escape is one. */
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

/** Whether an address is one of the chat's. */
export function isOfChat(address) {
  const chat = new URL('chat', document.baseURI);
  return address.origin === chat.origin && (address.pathname === chat.pathname || address.pathname.startsWith(`${chat.pathname}/`));
}
