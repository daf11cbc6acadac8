import { readFileSync } from 'node:fs';
import { parse } from '../../../static-web/model/markup.js';

/** Prints, for each text in a JSON file, the names that each of its mentions may mean as the page finds them, each list once. */
function mentionsOf(text) {
  const found = new Map();
  parse(text, (names) => {
    found.set(JSON.stringify(names), names);
    return null;
  });
  return [...found.values()];
}

console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[2], 'utf8')).map(mentionsOf)));
