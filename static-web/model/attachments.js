import { Emitter } from './emitter.js';
import { newNonce } from './nonce.js';

/** The maximum number of files of a message. */
export const MAX_FILES = 10;

/** The files chosen for the next message of a room, in order. Event: `change`. */
export class Attachments extends Emitter {
  all = [];

  /** Adds as many files as fit. Returns the number of files that did not. */
  add(files) {
    const taken = [...files].slice(0, MAX_FILES - this.all.length);
    this.all = [...this.all, ...taken.map((blob) => ({ nonce: newNonce(), name: blob.name || nameOf(blob), type: blob.type, bytes: blob.size, blob }))];
    this.emit('change');
    return files.length - taken.length;
  }

  /** Restores the files of a message that was not sent. */
  restore(files) {
    this.all = [...files, ...this.all].slice(0, MAX_FILES);
    this.emit('change');
  }

  remove(nonce) {
    this.all = this.all.filter((file) => file.nonce !== nonce);
    this.emit('change');
  }

  /** Removes and returns all files, for the message being sent. */
  take() {
    const taken = this.all;
    this.all = [];
    this.emit('change');
    return taken;
  }
}

/** Names a pasted file, which has no name. */
const nameOf = ({ type }) => `pasted.${type.split('/')[1]?.replace(/[^a-z0-9]/g, '') || 'bin'}`;

/** Returns the plain words of a message: its text, or the names of its files. */
export const wordsOf = ({ text, files }) => text || (files ?? []).map(({ name }) => name).join(', ');
