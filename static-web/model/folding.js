const APOSTROPHES = /['`´‘’‚‛ʹʻʼʽˈ′‵＇՚ꞌ]/gu;
/** Marks that any script may use, and vowel points. The voicing marks of kana are kept: they make another letter. */
const ACCENTS = /(?![\u3099\u309A])(?:\p{Script=Inherited}|[\u0591-\u05C7](?<=\p{Mn}))/gu;
const PLAIN = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe' };
const JOINED = /[øłđħŧıæœ]/gu;
const ASCII = /^[\0-\x7F]*$/;

/**
 * Folds a text or name for comparison in searches: ignores case, accents, apostrophes and width. Approximates the
 * server's folding.
 */
export function folded(text) {
  const plain = text.replace(APOSTROPHES, '');
  if (ASCII.test(plain)) {
    return plain.toLowerCase();
  }
  const cased = plain.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return cased.normalize('NFD').replace(ACCENTS, '').replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFC').replace(JOINED, (letter) => PLAIN[letter]);
}
