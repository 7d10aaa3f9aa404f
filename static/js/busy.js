// While htmx fetches what somebody asked for, its target says so to assistive technology; the styles
// dim it after 300 ms. What a page fetches by itself (every 2 s in a conversation) disturbs nobody.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.triggeringEvent) detail.target.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => event.detail.target.removeAttribute("aria-busy"));
