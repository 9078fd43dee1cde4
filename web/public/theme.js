// Before the first paint: the chosen theme, so that a light page never flashes in a dark room.
(function () {
  try {
    var theme = localStorage.getItem('sp.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (error) {
    // Storage may be forbidden; then the system decides.
  }
})();
