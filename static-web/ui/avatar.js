import { html } from 'lit';

const HUES = 12;

/** A face for a name: its first letter on a colour of its own. */
export function avatar(name, size = '') {
  const initial = [...name][0]?.toLocaleUpperCase() ?? '?';
  return html`<span class="avatar hue-${hueOf(name)} ${size && `avatar-${size}`}" aria-hidden="true">${initial}</span>`;
}

/** Always the same for a name, and far apart for names that are alike. */
function hueOf(name) {
  let hash = 0x811c9dc5;
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % HUES;
}
