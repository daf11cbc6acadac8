import { t } from '../../texts/texts.js';

const UNITS = ['kB', 'MB', 'GB'];

/** Formats a size in bytes. */
export function sizeText(bytes) {
  if (bytes < 1000) {
    return t('room.files.bytes', { count: bytes });
  }
  const power = Math.min(UNITS.length, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${amount.toLocaleString(undefined, { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${UNITS[power - 1]}`;
}
