import './composing.js';
import './parley-account.js';

/** What every page shares: the bar knows where it is, and the skip link skips (the page's base would lead it astray). */
for (const link of document.querySelectorAll('.bar-links a')) {
  const inside = link.pathname !== new URL(document.baseURI).pathname && location.pathname.startsWith(link.pathname);
  if (inside || link.pathname === location.pathname) {
    link.setAttribute('aria-current', 'page');
  }
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.querySelector('#main')?.focus();
});
