const APOSTROPHES = /['`´‘’‚‛ʹʻʼʽˈ′‵＇՚ꞌ]/gu;
/** Marks that any script may use, and vowel points; the signs that make another syllable of a kana are letters. */
const ACCENTS = /(?![\u3099\u309A])(?:\p{Script=Inherited}|[\u0591-\u05C7](?<=\p{Mn}))/gu;
const PLAIN = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe' };
const JOINED = /[øłđħŧıæœ]/gu;
const ASCII = /^[\0-\x7F]*$/;

/**
 * What makes texts and names equal for whoever looks for them: without regard to case, accents, apostrophes and width, near
 * enough to how the server folds.
 */
export function folded(text) {
  const plain = text.replace(APOSTROPHES, '');
  if (ASCII.test(plain)) {
    return plain.toLowerCase();
  }
  const cased = plain.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return cased.normalize('NFD').replace(ACCENTS, '').replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFC').replace(JOINED, (letter) => PLAIN[letter]);
}
