import { html } from 'lit';

const HUES = 10;

/** A face for a name: its first letter on a colour of its own. */
export function avatar(name, size = '') {
  const initial = [...name][0]?.toLocaleUpperCase() ?? '?';
  return html`<span class="avatar hue-${hueOf(name)} ${size && `avatar-${size}`}" aria-hidden="true">${initial}</span>`;
}

function hueOf(name) {
  let hash = 7;
  for (const character of name.toLowerCase()) {
    hash = (Math.imul(hash, 31) + character.codePointAt(0)) >>> 0;
  }
  return hash % HUES;
}
