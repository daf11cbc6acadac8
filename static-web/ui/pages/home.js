import '../bar.js';
import { session } from '../session.js';

session.then(({ account }) => {
  document.querySelectorAll('[data-for="signed-out"]').forEach((part) => (part.hidden = Boolean(account)));
  if (!account) {
    // Somebody new has no account to log in with.
    document.querySelector('.home-welcome .button-big').href = 'signup';
  }
});
