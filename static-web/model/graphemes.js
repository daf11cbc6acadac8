const SEGMENTER = new Intl.Segmenter();

/** Texts are segmented in pieces of this length, because the browser's segmenter takes disproportionate time for long texts. */
const PIECE_LENGTH = 256;

/** The user-perceived characters of a text (grapheme clusters): a letter with its accents, a family emoji. */
export function* graphemes(text) {
  for (let from = 0; from < text.length; ) {
    const isLast = from + PIECE_LENGTH >= text.length;
    const to = from + PIECE_LENGTH - (/[\ud800-\udbff]/.test(text[from + PIECE_LENGTH - 1]) ? 1 : 0);
    const found = [...SEGMENTER.segment(text.slice(from, isLast ? text.length : to))].map(({ segment }) => segment);
    // The last cluster may continue after the piece.
    const whole = isLast || found.length === 1 ? found : found.slice(0, -1);
    yield* whole;
    from += whole.reduce((sum, { length }) => sum + length, 0);
  }
}
