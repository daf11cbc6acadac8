import { avatars } from './avatars.js';
import { Emitter } from './emitter.js';

/** Maximum number of requests to fill one page of results. */
const MAX_ROUNDS = 12;
const MIN_RESULTS = 8;
/** The time zone in which the query's dates are interpreted. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';

/**
 * A search and its results so far. Results of an earlier query are dropped once a new one has started.
 *
 * Events: `change`.
 */
export class Search extends Emitter {
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

  /** Whether there may be older results. */
  get more() {
    return this.#next !== null;
  }

  search(query) {
    this.query = query.trim();
    this.results = [];
    this.#next = null;
    this.#question++;
    return this.query === '' ? this.#setState('idle') : this.#loadResults();
  }

  searchOlder() {
    return this.#loadResults();
  }

  async #loadResults() {
    const question = this.#question;
    const enough = this.results.length + MIN_RESULTS;
    this.#setState('searching');
    try {
      for (let round = 0; round < MAX_ROUNDS && question === this.#question; round++) {
        await this.#page(question);
        if (this.#next === null || this.results.length >= enough) {
          break;
        }
      }
      question === this.#question && this.#setState('done');
    } catch (problem) {
      this.problem = problem;
      question === this.#question && this.#setState('failed');
    }
  }

  async #page(question) {
    const after = this.#next ? `&after=${encodeURIComponent(this.#next)}` : '';
    const { results, next } = await this.#http.get(`api/search?query=${encodeURIComponent(this.query)}&zone=${encodeURIComponent(ZONE)}${after}`);
    avatars.learnAuthors(results);
    if (question === this.#question) {
      this.results = [...this.results, ...results];
      this.#next = next;
      this.emit('change');
    }
  }

  #setState(state) {
    this.state = state;
    this.problem = state === 'failed' ? this.problem : null;
    this.emit('change');
  }
}
