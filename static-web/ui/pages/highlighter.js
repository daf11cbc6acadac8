import { Prism } from '../../highlighter/prism.js';
import '../../highlighter/languages.js';
import { languageOf } from '../../highlighter/names.js';
import { segments } from '../../highlighter/segments.js';

/** Answers `{text, language}` with the text's segments; null for a language without colours. */
self.onmessage = ({ data: { text, language } }) => {
  const name = languageOf(language);
  const grammar = Object.hasOwn(Prism.languages, name) && Prism.languages[name];
  postMessage({ segments: typeof grammar === 'object' ? segments(Prism.tokenize(text, grammar)) : null });
};

postMessage({ ready: true });
