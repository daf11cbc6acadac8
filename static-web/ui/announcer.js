/** More than this at a time is not listened to. */
const MOST = 5;

let region = null;

/** Says something to those who listen, once and politely. */
export function announce(text) {
  region ??= makeRegion();
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  // A region that grows for ever is read again by some readers.
  if (region.childElementCount > MOST) {
    region.firstElementChild.remove();
  }
}

function makeRegion() {
  const made = document.createElement('div');
  made.className = 'heard-only';
  made.setAttribute('role', 'log');
  made.setAttribute('aria-label', 'New messages');
  document.body.append(made);
  return made;
}
