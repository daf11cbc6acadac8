import { folded } from './folding.js';
import { graphemes } from './graphemes.js';

/** The words and phrases of a search query, without its filters. */
export const termsOf = (query) =>
  [...query.replace(/[“”„‟＂]/g, '"').matchAll(/(?:from|in|before|after|on):\S*|"([^"]*)"?|([^\s"]+)/gi)].map(([, phrase, word]) => folded(phrase ?? word ?? '')).filter((term) => term.trim() !== '');

/** Splits a text into parts that match the terms and parts that do not: `[{text, hit}]`. Joined, they are the text. */
export function marked(text, terms) {
  const letters = [...graphemes(text)];
  const hits = hitLetters(letters, terms);
  const parts = [];
  letters.forEach((letter, at) => {
    const last = parts.at(-1);
    if (last && last.hit === hits[at]) {
      last.text += letter;
    } else {
      parts.push({ text: letter, hit: hits[at] });
    }
  });
  return parts;
}

function hitLetters(letters, terms) {
  // Maps each character of the folded text to the letter that it came from.
  const origins = [];
  let all = '';
  letters.forEach((letter, at) => {
    const form = folded(letter);
    all += form;
    for (let i = 0; i < form.length; i++) {
      origins.push(at);
    }
  });
  const hits = new Array(letters.length).fill(false);
  for (const term of terms) {
    for (let at = all.indexOf(term); at >= 0; at = all.indexOf(term, at + term.length)) {
      hits.fill(true, origins[at], origins[at + term.length - 1] + 1);
    }
  }
  return hits;
}

/** Shortens a marked text so that its first hit is visible. */
export function excerpt(parts, maxLength = 280) {
  const first = parts.findIndex(({ hit }) => hit);
  const before = first > 0 ? parts[first - 1].text : '';
  const cut = first > 0 ? parts.slice(0, first).reduce((sum, { text }) => sum + text.length, 0) > maxLength / 2 : false;
  const shown = cut ? [{ text: `…${[...before].slice(-40).join('')}`, hit: false }, ...parts.slice(first)] : [...parts];
  let remaining = maxLength;
  const excerptParts = [];
  for (const { text, hit } of shown) {
    if (remaining <= 0) {
      break;
    }
    excerptParts.push({ text: text.length > remaining ? `${[...text].slice(0, remaining).join('')}…` : text, hit });
    remaining -= text.length;
  }
  return excerptParts;
}
