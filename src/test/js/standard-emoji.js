import { readFileSync } from 'node:fs';

/** The data of the standard emoji, in the form that a page loads. */
export const standardEmoji = async () => JSON.parse(readFileSync(new URL('../../../static-web/data/emoji.json', import.meta.url), 'utf8'));
