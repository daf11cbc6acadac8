import { html } from 'lit';
import './parley-avatar.js';

const HUES = 12;

/** An avatar: a person's picture, by default the first letter of the name on a colour derived from the name. */
export function avatar(name, size = '') {
  return html`<parley-avatar class="avatar hue-${hueOf(name)} ${size && `avatar-${size}`}" .username=${name} aria-hidden="true"></parley-avatar>`;
}

/** Returns the same hue for the same name, and different hues for similar names. */
function hueOf(name) {
  let hash = 0x811c9dc5;
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % HUES;
}
