// Examples of media: checked here for type and size, sent with progress, checked again by the server.
const form = document.querySelector("[data-template-editor]");
const MEGABYTE = 1024 * 1024;
const LIMITS = { IMAGE: 5, VIDEO: 16, DOCUMENT: 100 };

function say(box, text) {
  box.querySelector("[data-upload-state]").textContent = text;
}

function fault(input, kind) {
  const [file] = input.files;
  if (!input.accept.split(",").includes(file.type)) return "Este arquivo não serve: veja os tipos aceitos acima.";
  if (file.size > LIMITS[kind] * MEGABYTE) return `O arquivo tem mais de ${LIMITS[kind]} MB.`;
  return "";
}

function finish(first, request, file) {
  const box = first.isConnected ? first : document.getElementById(first.querySelector("[data-file]").id)?.closest("[data-upload]");
  if (!box) return;
  box.querySelector("progress").hidden = true;
  const answer = request.status === 201 || request.status === 422 ? JSON.parse(request.responseText) : {};
  if (request.status !== 201) {
    say(box, answer.detail ?? "O arquivo não foi enviado. Confira a rede e tente de novo.");
    return;
  }
  say(box, `${file.name}: a Meta recebeu o exemplo.`);
  const handle = box.querySelector("[data-handle]");
  handle.value = answer.handle;
  handle.dispatchEvent(new Event("input", { bubbles: true }));
}

function send(box, file) {
  const bar = box.querySelector("progress");
  const body = new FormData();
  body.append("file", file);
  body.append("kind", box.dataset.kind);
  body.append("account", form.elements.account.value);
  const request = new XMLHttpRequest();
  request.open("POST", box.dataset.url);
  request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
    if (event.loaded === event.total) say(box, "Enviando à Meta…");
  });
  request.addEventListener("loadend", () => finish(box, request, file));
  bar.hidden = false;
  say(box, `Enviando ${file.name}…`);
  request.send(body);
}

function choose(input) {
  // The field may have been drawn anew while the person was choosing.
  const box = (input.isConnected ? input : document.getElementById(input.id))?.closest("[data-upload]");
  if (!box || !input.files.length) return;
  const refused = fault(input, box.dataset.kind);
  if (refused) say(box, refused);
  else send(box, input.files[0]);
}

form?.addEventListener("change", ({ target }) => {
  if (target.matches("[data-file]")) choose(target);
});
// A field that was taken away meanwhile tells the form nothing.
form?.addEventListener("click", ({ target }) => {
  if (!target.matches("[data-file]")) return;
  target.addEventListener("change", () => !target.isConnected && choose(target), { once: true });
});
