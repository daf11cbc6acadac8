let region = null;

/** Says something to those who listen, once and politely. */
export function announce(text) {
  region ??= makeRegion();
  const line = document.createElement('p');
  line.textContent = text;
  region.append(line);
  // A region that grows for ever is read again by some readers.
  setTimeout(() => line.remove(), 10_000);
}

function makeRegion() {
  const made = document.createElement('div');
  made.className = 'heard-only';
  made.setAttribute('role', 'status');
  made.setAttribute('aria-live', 'polite');
  document.body.append(made);
  return made;
}
