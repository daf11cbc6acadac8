import '../bar.js';
import { session } from '../session.js';

session.then(({ account }) => {
  document.querySelectorAll('[data-for="signed-out"]').forEach((part) => (part.hidden = Boolean(account)));
});
