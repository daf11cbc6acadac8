const SEGMENTER = new Intl.Segmenter();

/** The browser's segmenter takes more than its share of time for long texts. */
const PIECE = 256;

/** The characters of a text as people count them: a letter with its accents, a family of emoji. */
export function* graphemes(text) {
  for (let from = 0; from < text.length; ) {
    const isLast = from + PIECE >= text.length;
    const to = from + PIECE - (/[\ud800-\udbff]/.test(text[from + PIECE - 1]) ? 1 : 0);
    const found = [...SEGMENTER.segment(text.slice(from, isLast ? text.length : to))].map(({ segment }) => segment);
    // The last one may go on behind the piece
    const whole = isLast || found.length === 1 ? found : found.slice(0, -1);
    yield* whole;
    from += whole.reduce((sum, { length }) => sum + length, 0);
  }
}
