import { Emitter } from './emitter.js';
import { isEmojiOnly } from './text.js';

const NAME = /:([a-z0-9_-]{2,32}):/g;

/**
 * The emoji of this server, which texts and reactions name as `:name:`.
 *
 * Events: `change`.
 */
export class CustomEmoji extends Emitter {
  #pictures = new Map();

  /** Reads the list. Without an answer, the known emoji stay. */
  async read(http) {
    const found = await http.get('api/emoji').catch(() => null);
    found && this.learn(found.emoji);
  }

  learn(emoji) {
    const pictures = new Map(emoji.map(({ name, picture }) => [name, picture]));
    const isSame = pictures.size === this.#pictures.size && emoji.every(({ name, picture }) => this.#pictures.get(name) === picture);
    this.#pictures = pictures;
    isSame || this.emit('change');
  }

  /** All emoji as `{emoji, name}`, like the standard emoji. */
  get all() {
    return [...this.#pictures.keys()].map((name) => ({ emoji: `:${name}:`, name }));
  }

  /** The version of the picture of `:name:`; null for anything else. */
  pictureOf(emoji) {
    return /^:.+:$/.test(emoji) ? (this.#pictures.get(emoji.slice(1, -1)) ?? null) : null;
  }

  /** The emoji with a word in their names that begins with the typed text; names that begin with it come first. */
  find(typed, most = 48) {
    const wanted = typed.toLowerCase();
    const found = this.all.filter(({ name }) => name.startsWith(wanted) || name.split(/[_-]/).some((word) => word.startsWith(wanted)));
    return found.sort((a, b) => b.name.startsWith(wanted) - a.name.startsWith(wanted)).slice(0, most);
  }

  /** Splits a text at the emoji of this server: `{text}`, or `{text, emoji}`, in order. */
  parts(text) {
    const parts = [];
    let from = 0;
    NAME.lastIndex = 0;
    for (let found = NAME.exec(text); found; found = NAME.exec(text)) {
      if (this.#pictures.has(found[1])) {
        parts.push({ text: text.slice(from, found.index) }, { text: found[0], emoji: found[0] });
        from = NAME.lastIndex;
      } else {
        // The second colon may begin a name.
        NAME.lastIndex--;
      }
    }
    return [...parts, { text: text.slice(from) }].filter((part) => part.text);
  }

  /** Whether a text consists of a few emoji and nothing else. */
  isOnly(text) {
    const isShort = text.length < 1000 && text.includes(':');
    return isEmojiOnly(isShort ? this.parts(text).map((part) => (part.emoji ? '\u{1F600}' : part.text)).join('') : text);
  }
}

/** The emoji that this page shows. */
export const customEmoji = new CustomEmoji();
