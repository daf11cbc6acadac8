import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from '../kit/element.js';
import { message } from './message.js';

export const CHUNK = 32;

export const chunkOf = (seq) => Math.floor((seq - 1) / CHUNK);

/**
 * A fixed range of a room's messages. A change renders only its own chunk, so that its cost does not depend on the
 * length of the list.
 */
class ParleyChunk extends PageElement {
  static properties = { conversation: {}, index: { type: Number } };

  constructor() {
    super();
    this.watch(() => this.conversation?.room, 'names');
    this.watch(() => this.conversation?.chat.rooms, 'names');
  }

  render() {
    const { rows } = this.conversation.room;
    const from = Math.max(rows.first, this.index * CHUNK + 1);
    const to = Math.min(rows.last, (this.index + 1) * CHUNK);
    const loaded = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => rows.at(from + i)).filter(Boolean);
    return repeat(
      loaded,
      ({ seq }) => seq,
      (row) => message(this.conversation, row, rows.at(row.seq - 1)),
    );
  }
}

customElements.define('parley-chunk', ParleyChunk);
