/**
 * Writes `static-web/data/emoji.json` and the names that the server reserves from emojibase-data. Run it when a new version of Unicode adds emoji:
 * `npm pack emojibase-data`, unpack it, and `node src/test/js/emoji-data.js <folder of the package>`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMON, toned, TONES } from '../../../static-web/model/emoji.js';

const CATEGORIES = ['smileys', 'people', null, 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags'];
const ORDER = ['smileys', 'people', 'nature', 'food', 'activities', 'travel', 'objects', 'symbols', 'flags'];
/** Every supported browser can show all emoji up to this version. */
const BASE_VERSION = 13;

/** For emoji whose names in the source are taken by common ones. */
const OTHER_NAMES = { '👅': 'mouth_tongue', '🐒': 'ape', '🌼': 'daisy', '🍈': 'honeydew', '🍨': 'sundae', '🪨': 'stone' };

const folder = process.argv[2];
const read = (path) => JSON.parse(readFileSync(`${folder}/${path}`, 'utf8'));
const { version } = read('package.json');
const shortcodes = read('en/shortcodes/iamcal.json');
const common = new Map(COMMON.map((one) => [one.emoji, one]));
const names = new Set(COMMON.map(({ name }) => name));

/** The form that Unicode recommends: with a presentation selector only where it is needed. */
function recommended({ hexcode }) {
  const plain = String.fromCodePoint(...hexcode.split('-').map((code) => parseInt(code, 16)));
  return /^\p{RGI_Emoji}$/v.test(`${plain}\uFE0F`) ? `${plain}\uFE0F` : plain;
}

/** Names in other programs. That of a flag is not just the country's code, which is often a word. */
const codesOf = ({ hexcode }) => [shortcodes[hexcode] ?? []].flat().sort((a, b) => b.startsWith('flag-') - a.startsWith('flag-'));

function nameOf(entry, emoji) {
  const known = common.get(emoji);
  if (known) {
    return known.name;
  }
  const name = [...codesOf(entry), entry.label.toLowerCase().replace(/[^a-z0-9]+/g, '_'), OTHER_NAMES[emoji]].find((code) => !names.has(code));
  names.add(name);
  return name;
}

/** Search words that are not in the name, each once. */
function wordsOf(entry, emoji, name) {
  const own = common.get(emoji)?.words ?? [];
  const plain = [entry.label, ...(entry.tags ?? [])].flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}+]+/u));
  const words = new Set([...own, ...codesOf(entry), ...plain].filter((word) => word.length > 1));
  const known = new Set([name, ...name.split(/[_-]/)]);
  return [...words].filter((word) => !known.has(word)).join(' ');
}

/** Whether the emoji has skin tones; fails if `toned` does not produce them. */
function hasTones(entry, emoji) {
  if (!entry.skins) {
    return false;
  }
  const skins = new Set(entry.skins.map(({ hexcode }) => String.fromCodePoint(...hexcode.split('-').map((code) => parseInt(code, 16)))));
  const missing = TONES.map((tone) => toned(emoji, tone)).filter((one) => !skins.has(one));
  if (missing.length > 0) {
    console.error(`${entry.label}: ${missing.join(' ')} of ${[...skins].join(' ')}`);
    process.exitCode = 1;
  }
  return true;
}

const categories = new Map(ORDER.map((id) => [id, []]));
for (const entry of read('en/data.json').filter(({ group }) => CATEGORIES[group]).sort((a, b) => a.order - b.order)) {
  const emoji = recommended(entry);
  const name = nameOf(entry, emoji);
  const row = [emoji, name, wordsOf(entry, emoji, name), hasTones(entry, emoji) ? 1 : 0, entry.version > BASE_VERSION ? entry.version : 0];
  while (row.at(-1) === 0) {
    row.pop();
  }
  categories.get(CATEGORIES[entry.group]).push(row);
}

const about = `From emojibase-data ${version}, https://emojibase.dev, Copyright (c) Miles Johnson, MIT License`;
const lines = [...categories].map(([id, rows]) => `${JSON.stringify(id)}: [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
writeFileSync('static-web/data/emoji.json', `{"about": ${JSON.stringify(about)},\n${lines.join(',\n')}}\n`);

const RESERVED = 'src/main/resources/standard-emoji.txt';
const reserved = new Set([...readFileSync(RESERVED, 'utf8').trim().split('\n'), ...[...names].filter((name) => /^[a-z0-9_-]{2,32}$/.test(name))]);
writeFileSync(RESERVED, `${[...reserved].sort().join('\n')}\n`);
