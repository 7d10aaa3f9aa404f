// The search over a list of choices: Enter or the down arrow goes to the first of them instead of
// sending the form that the list belongs to. A list that does not answer yet what was typed would
// offer another choice as its first: its answer is asked for at once, and awaited, and so is a
// choice by Space, unless the search is typed on.
const isAnswered = (search) =>
  search.closest(".field").querySelector("[data-answers]").dataset.answers === search.value.trim();

const goToFirst = (search) => {
  const first = search.closest(".picker").querySelector(".radio:checked, .radio:not(:disabled)");
  first?.focus();
  if (search.dataset.awaited === "choice") first?.click();
  delete search.dataset.awaited;
};

document.addEventListener("keydown", (event) => {
  const search = event.target;
  if (!search.matches("[data-picker-search]") || event.isComposing) return;
  if (event.key === " " && "awaited" in search.dataset) {
    event.preventDefault();
    search.dataset.awaited = "choice";
  }
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  if (isAnswered(search)) return goToFirst(search);
  search.dataset.awaited = "";
  search.dispatchEvent(new Event("search"));
});

document.addEventListener("input", ({ target }) => delete target.dataset.awaited);

document.addEventListener("htmx:afterSettle", () => {
  const search = document.activeElement;
  if (search?.matches("[data-picker-search][data-awaited]") && isAnswered(search)) goToFirst(search);
});

// A choice that was made while a list was on its way is not in its answer: that is asked for again.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.target.matches(".picker__list")) return;
  const chosen = detail.target.querySelector(".radio:checked");
  if (!chosen || detail.requestConfig.formData.get(chosen.name) === chosen.value) return;
  detail.shouldSwap = false;
  detail.target.closest(".picker").querySelector("[data-picker-search]").dispatchEvent(new Event("search"));
});
