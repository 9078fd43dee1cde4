// Before the first paint: the chosen theme, so that a light page never flashes in a dark room, and the language,
// whose catalogue has to be there before the portal's own code runs.
(function () {
  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch (error) {
      // Storage may be forbidden; then the system decides.
      return null;
    }
  }
  var root = document.documentElement;
  var theme = kept('sp.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;

  var languages = ['en', 'de'];
  var wanted = [kept('sp.language')].concat(navigator.languages || [navigator.language]);
  for (var i = 0; i < wanted.length; i++) {
    var language = String(wanted[i]).slice(0, 2).toLowerCase();
    if (languages.indexOf(language) === -1) continue;
    root.lang = language;
    break;
  }
  // A script that the parser meets here runs before every module below it.
  if (root.lang !== 'en') document.write('<script src="locale/' + root.lang + '.js"><\/script>');
})();
