import { fileAddress, previewAddress, stateOf } from '../../net/files.js';

/** The element that shows a file, and is marked by the attribute `data-lost` if the server has lost it. */
const holderOf = (element) => element.closest('[data-file]');

/**
 * For the error of a picture or player. A lost file is marked; instead of a lost preview the file itself is shown. A file
 * that cannot be loaded for another reason, such as a lost connection, is left as it is.
 */
export async function markIfLost({ currentTarget: element }) {
  const state = await mark(holderOf(element));
  const { file } = holderOf(element)?.dataset ?? {};
  if (state === 'kept' && file && element.getAttribute('src') === previewAddress(file)) {
    element.src = fileAddress(file);
  }
}

/** For a click that begins a download, which a page cannot follow. */
export function markIfDownloadIsLost({ currentTarget: element }) {
  mark(holderOf(element));
}

/** For the load of a picture whose place may have been that of a lost file. */
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
