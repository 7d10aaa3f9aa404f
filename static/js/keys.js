// Ctrl K (or Command K) goes to the search.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  const search = document.querySelector(".global-search__input");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});
