import { Emitter } from './emitter.js';
import { newNonce } from './nonce.js';

/** The maximum number of files of a message. */
export const MAX_FILES = 10;

/**
 * The files chosen for the next message of a room, in order.
 *
 * Events: `change`; before it, `chosen` with new or described files, `discarded` with the nonces of removed ones, or `taken` with the
 * nonces of those that are being sent.
 */
export class Attachments extends Emitter {
  all = [];

  /** Adds as many files as fit. Returns the number of files that did not. */
  add(files) {
    const chosen = [...files].slice(0, MAX_FILES - this.all.length).map(attachmentOf);
    this.#replace([...this.all, ...chosen], 'chosen', chosen);
    return files.length - chosen.length;
  }

  /** Puts back the files of an unsent message, in the order in which they were chosen. Returns the number of files that did not fit. */
  restore(files) {
    const [kept, excess] = limited([...files, ...this.all]);
    this.#replace(kept, 'chosen', files.filter((file) => kept.includes(file)));
    this.#discard(excess);
    return excess.length;
  }

  /** Describes a picture for people who cannot see it. */
  describe(nonce, alt) {
    const described = this.all.filter((file) => file.nonce === nonce).map((file) => ({ ...file, alt }));
    this.#replace(this.all.map((file) => described.find((one) => one.nonce === file.nonce) ?? file), 'chosen', described);
  }

  remove(nonce) {
    this.#replace(this.all.filter((file) => file.nonce !== nonce), 'discarded', [nonce]);
  }

  /** Removes and returns all files, for the message being sent. */
  take() {
    const taken = this.all;
    this.#replace([], 'taken', taken.map(({ nonce }) => nonce));
    return taken;
  }

  /** Shows files that were chosen or described in another tab, or before the page was loaded. */
  show(files) {
    const shown = new Set(files.map(({ nonce }) => nonce));
    const [kept, excess] = limited([...files, ...this.all.filter(({ nonce }) => !shown.has(nonce))]);
    this.all = kept;
    this.#discard(excess);
    this.emit('change');
  }

  /** Removes files that another tab has sent or removed. */
  hide(nonces) {
    this.all = this.all.filter(({ nonce }) => !nonces.includes(nonce));
    this.emit('change');
  }

  /** Files that are not shown must not come back with the next page. */
  #discard(files) {
    files.length > 0 && this.emit('discarded', files.map(({ nonce }) => nonce));
  }

  #replace(files, type, detail) {
    this.all = files;
    this.emit(type, detail);
    this.emit('change');
  }
}

/** Divides files into those that a message can have and the others, in all tabs alike. */
function limited(files) {
  const ordered = files.sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.nonce < b.nonce ? -1 : 1));
  return [ordered.slice(0, MAX_FILES), ordered.slice(MAX_FILES)];
}

/** When the newest file of this tab was chosen; fractions keep the order of files that are chosen together. */
let lastAt = 0;

function attachmentOf(blob) {
  lastAt = Math.max(Date.now(), lastAt + 0.1);
  return { nonce: newNonce(), name: blob.name || nameOf(blob), type: blob.type, bytes: blob.size, at: lastAt, blob };
}

/** Names a pasted file, which has no name. */
const nameOf = ({ type }) => `pasted.${type.split('/')[1]?.replace(/[^a-z0-9]/g, '') || 'bin'}`;

/** Returns the text of a message, or the descriptions or names of its files if it has none. */
export const summaryOf = ({ text, files }) => text || (files ?? []).map(({ name, alt }) => alt || name).join(', ');
