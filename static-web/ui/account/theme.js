// Not a module: it runs before the first paint, so that no page flashes in the wrong theme.
(() => {
  const theme = (() => {
    try {
      return localStorage.getItem('parley.theme');
    } catch {
      return null;
    }
  })();
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
})();
