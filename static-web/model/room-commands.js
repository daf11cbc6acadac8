import { Emitter } from './emitter.js';
import { newNonce } from './nonce.js';

/** After these, the program may have received the command, so sending it again is a repetition. */
const UNCERTAIN = ['unreachable', 'command_timed_out', 'unavailable'];

/**
 * The commands of a room that programs answer, and the private answers, which exist only in this page until they are
 * dismissed.
 *
 * Events: `change`.
 */
export class RoomCommands extends Emitter {
  /** The commands when they were last read: `{name, description, usage}`. */
  all = [];

  /** The private answers: `{key, typed, text}`. */
  answers = [];

  /** The name of the command that is running; null for none. */
  running = null;

  #uncertain = null;
  #keys = 0;

  get names() {
    return this.all.map(({ name }) => name);
  }

  /** Reads the commands; rejects if that fails, and keeps the known ones. */
  async read(list) {
    const { commands } = await list();
    this.all = commands.filter(({ available }) => available);
    this.emit('change');
  }

  /**
   * Runs a command. An attempt whose outcome is unknown is repeated by running the same text again.
   *
   * @param typed the text in the composer
   * @param send sends `(name, {nonce, text})` and returns the result
   * @returns who sees the answer: `private`, `room` or `none`
   */
  async run(typed, { command, text }, send) {
    const nonce = this.#uncertain?.typed === typed ? this.#uncertain.nonce : newNonce();
    this.#uncertain = null;
    this.running = command;
    this.emit('change');
    try {
      const answer = await send(command, { nonce, text });
      if (answer.visibility === 'private') {
        this.answers = [...this.answers, { key: ++this.#keys, typed, text: answer.text }];
      }
      return answer.visibility;
    } catch (problem) {
      this.#uncertain = UNCERTAIN.includes(problem.code) ? { typed, nonce } : null;
      throw problem;
    } finally {
      this.running = null;
      this.emit('change');
    }
  }

  dismiss(key) {
    this.answers = this.answers.filter((answer) => answer.key !== key);
    this.emit('change');
  }
}
