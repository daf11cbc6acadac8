import { Signal } from './signal.js';

/** A page that is shorter is filled by asking on, as often as this. */
const MOST_ROUNDS = 12;
const ENOUGH = 8;
/** Where days begin here. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/**
 * A search and what it has found so far. The newest question counts: what an earlier one brings is dropped.
 *
 * Events: `change`.
 */
export class Search extends Signal {
  #http;
  #question = 0;
  #next = null;

  query = '';
  results = [];
  /** `idle`, `looking`, `done` or `failed`. */
  state = 'idle';
  problem = null;

  constructor(http) {
    super();
    this.#http = http;
  }

  /** Whether there may be older ones. */
  get more() {
    return this.#next !== null;
  }

  look(query) {
    this.query = query.trim();
    this.results = [];
    this.#next = null;
    this.#question++;
    return this.query === '' ? this.#become('idle') : this.#goOn();
  }

  lookOn() {
    return this.#goOn();
  }

  async #goOn() {
    const question = this.#question;
    const enough = this.results.length + ENOUGH;
    this.#become('looking');
    try {
      for (let round = 0; round < MOST_ROUNDS && question === this.#question; round++) {
        await this.#page(question);
        if (this.#next === null || this.results.length >= enough) {
          break;
        }
      }
      question === this.#question && this.#become('done');
    } catch (problem) {
      this.problem = problem;
      question === this.#question && this.#become('failed');
    }
  }

  async #page(question) {
    const after = this.#next ? `&after=${encodeURIComponent(this.#next)}` : '';
    const { results, next } = await this.#http.get(`api/search?query=${encodeURIComponent(this.query)}&zone=${encodeURIComponent(ZONE)}${after}`);
    if (question === this.#question) {
      this.results = [...this.results, ...results];
      this.#next = next;
      this.emit('change');
    }
  }

  #become(state) {
    this.state = state;
    this.problem = state === 'failed' ? this.problem : null;
    this.emit('change');
  }
}
