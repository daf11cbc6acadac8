import '../kit/bar.js';
import { session } from '../account/session.js';

session.then(({ account }) => {
  document.querySelectorAll('[data-for="signed-out"]').forEach((part) => (part.hidden = Boolean(account)));
  if (!account) {
    // New users have no account to log in with.
    document.querySelector('.home-welcome .button-big').href = 'signup';
  }
});
