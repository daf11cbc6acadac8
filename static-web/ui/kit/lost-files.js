import { fileAddress, previewAddress, stateOf } from '../../net/files.js';

/** The element that shows a file. The attribute `data-lost` marks it if the server has lost the file. */
const holderOf = (element) => element.closest('[data-file]');

/**
 * Handles the error of a picture or player: marks a lost file, and replaces a lost preview with the file itself. A file
 * that cannot be loaded for another reason, such as a lost connection, is left as it is.
 */
export async function markIfLost({ currentTarget: element }) {
  const state = await mark(holderOf(element));
  const { file } = holderOf(element)?.dataset ?? {};
  if (state === 'kept' && file && element.getAttribute('src') === previewAddress(file)) {
    element.src = fileAddress(file);
  }
}

/** Handles a click that begins a download, whose failure the page does not notice. */
export function markIfDownloadIsLost({ currentTarget: element }) {
  mark(holderOf(element));
}

/** Handles the load of a picture whose element may have shown a lost file before. */
export function unmark({ currentTarget: element }) {
  holderOf(element)?.removeAttribute('data-lost');
}

async function mark(holder) {
  const id = holder?.dataset.file;
  const state = id ? await stateOf(id) : 'unknown';
  if (state === 'lost' && holder.dataset.file === id) {
    holder.toggleAttribute('data-lost', true);
  }
  return state;
}
