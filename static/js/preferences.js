// Runs in <head> and blocks rendering, so that the theme and the menu this browser remembers never flash.
(() => {
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage forbidden: the defaults serve
    }
  };
  const root = document.documentElement;
  const theme = remembered("theme");
  // Django admin keeps the same key and also knows "auto".
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (remembered("sidebar") === "collapsed") root.dataset.sidebar = "collapsed";
})();
