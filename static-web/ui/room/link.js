import { html, nothing } from 'lit';

const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** Label text that looks like an address: "bank.example", "bank。example", "https:", "ann@bank". */
const ADDRESS = /[\p{L}\p{N}][.\u2024\u3002\ufe52\uff0e\uff61]\p{L}|:\/\/|@/u;

/**
 * Renders a link that the parser found. Addresses with other schemes than SAFE stay text. If the label reads like a
 * different host than the link's target, the target is shown, too.
 */
export function link({ href, raw, inlines, isLabelled }, content) {
  const address = URL.canParse(href) ? new URL(href) : null;
  if (!address || !SAFE.has(address.protocol)) {
    return raw;
  }
  if (address.href.startsWith(document.baseURI)) {
    return html`<a href=${address.href}>${content}</a>`;
  }
  const destination = address.protocol === 'mailto:' ? address.pathname : address.host;
  const hasLabel = isLabelled && !isBlank(inlines);
  const isSame = !hasLabel || labelText(inlines) === href;
  const misleads = isSame ? isHidden(address, href, destination) : ADDRESS.test(labelText(inlines)) && labelText(inlines).toLowerCase() !== destination;
  return html`<a href=${address.href} title=${isLabelled ? address.href : nothing} target="_blank" rel="noopener noreferrer nofollow">${isLabelled && !hasLabel ? href : content}</a>${misleads
    ? html` <span class="link-goal" dir="ltr">(${destination})</span>`
    : nothing}`;
}

/**
 * Whether the host cannot be read from an address as written: "https://bank@host" looks like another host, and so may
 * letters of other scripts.
 */
const isHidden = ({ username, password }, href, destination) => Boolean(username || password) || !href.toLowerCase().includes(destination);

const labelText = (inlines) => inlines.map(({ text, inlines: inside }) => text ?? labelText(inside)).join('');

/** Whether a label shows nothing: spaces, joining and combining marks, fillers. */
const isBlank = (inlines) => inlines.every(({ type, text }) => type === 'text' && !/[^\s\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(text));
