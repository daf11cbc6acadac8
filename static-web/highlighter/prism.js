import './settings.js';
import 'prismjs/components/prism-core.js';

// Loaded before the languages, which find it under this name.
export const { Prism } = globalThis;
