import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './element.js';
import { message } from './message.js';

export const CHUNK = 32;

export const chunkOf = (seq) => Math.floor((seq - 1) / CHUNK);

/**
 * A stretch of a room's messages with fixed bounds. A change renders only the chunk that it is in, so that it costs the
 * same however long the list is.
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
    const held = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => rows.at(from + i)).filter(Boolean);
    return repeat(
      held,
      ({ seq }) => seq,
      (row) => message(this.conversation, row, rows.at(row.seq - 1)),
    );
  }
}

customElements.define('parley-chunk', ParleyChunk);
