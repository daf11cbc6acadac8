/** Time limit for colouring one text, in milliseconds. A text that exceeds it stays plain. */
const TIME_LIMIT = 1_000;

/** The number of texts whose colours are kept. */
const MAX_KEPT = 200;

/** Languages that have no colours. */
const PLAIN = new Set(['', 'log', 'nohighlight', 'plain', 'plaintext', 'text', 'txt']);

/**
 * Divides code into segments, `[kind, length]`, of which the page colours those with a kind. This runs in a worker, so that
 * no text can freeze the page. The worker is started for the first text, and terminated when a text takes too long.
 */
export class Highlighter {
  #start;
  #worker = null;
  #ready = null;
  #kept = new Map();
  #last = Promise.resolve();

  /** @param start starts the worker and returns it; null if there is none */
  constructor(start) {
    this.#start = start;
  }

  /** The segments of a text if they are known already; null if the text stays plain, undefined if that is not known yet. */
  known(text, language) {
    return PLAIN.has(language) ? null : this.#kept.get(keyOf(text, language));
  }

  /** Returns a promise of the segments of a text; null if it has no colours. */
  segments(text, language) {
    const known = this.known(text, language);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    // One at a time, so that the limit applies to each text.
    this.#last = this.#last.then(() => this.#find(text, language));
    return this.#last;
  }

  async #find(text, language) {
    const known = this.known(text, language);
    return known === undefined ? this.#keep(keyOf(text, language), await this.#ask(text, language).catch(() => this.#end())) : known;
  }

  async #ask(text, language) {
    this.#worker ??= this.#begin();
    await this.#ready;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('timeout')), TIME_LIMIT);
      this.#worker.onmessage = ({ data }) => {
        clearTimeout(timer);
        resolve(data.segments);
      };
      this.#worker.postMessage({ text, language });
    });
  }

  #begin() {
    const worker = this.#start();
    this.#ready = new Promise((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
    });
    return worker;
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    return null;
  }

  #keep(key, segments) {
    this.#kept.delete(key);
    this.#kept.set(key, segments);
    this.#kept.size > MAX_KEPT && this.#kept.delete(this.#kept.keys().next().value);
    return segments;
  }
}

const keyOf = (text, language) => `${language}\n${text}`;
