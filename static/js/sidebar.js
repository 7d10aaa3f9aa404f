// The menu: collapsed to icons on a wide screen (remembered), a drawer on a narrow one.
const root = document.documentElement;
const sheet = document.querySelector(".sheet");
const toggle = document.querySelector("[data-sidebar-toggle]");
const opener = document.querySelector("[data-drawer-open]");

function setDrawer(open) {
  if (open) root.dataset.drawer = "open";
  else delete root.dataset.drawer;
  sheet.inert = open;
  opener.setAttribute("aria-expanded", String(open));
}

function openDrawer() {
  setDrawer(true);
  document.querySelector("[data-drawer-close]").focus();
}

function closeDrawer() {
  setDrawer(false);
  opener.focus();
}

function describeToggle() {
  const collapsed = root.dataset.sidebar === "collapsed";
  toggle.setAttribute("aria-expanded", String(!collapsed));
  toggle.dataset.tip = collapsed ? "Expandir" : "Recolher";
  // Icons have no group titles to open, so every group stays open.
  if (collapsed) document.querySelectorAll(".nav__group").forEach((group) => (group.open = true));
}

function toggleSidebar() {
  const collapsed = root.dataset.sidebar !== "collapsed";
  if (collapsed) root.dataset.sidebar = "collapsed";
  else delete root.dataset.sidebar;
  describeToggle();
  try {
    localStorage.setItem("sidebar", collapsed ? "collapsed" : "");
  } catch {
    // storage forbidden: the choice lasts until the next page
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-drawer-open]")) openDrawer();
  else if (event.target.closest("[data-sidebar-toggle]")) toggleSidebar();
  else if (root.dataset.drawer && (event.target.closest("[data-drawer-close]") || !event.target.closest(".sidebar"))) closeDrawer();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.drawer) closeDrawer();
});
matchMedia("(min-width: 1024px)").addEventListener("change", () => setDrawer(false));
describeToggle();
