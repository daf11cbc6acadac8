import '../room/composing.js';
import '../chat/parley-account.js';

/** Shared by all pages: marks the bar's current link, and makes the skip link work despite the page's base. */
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
