// When the server or the network says no, the person is told what to do.
const SENTENCES = {
  403: ["Seu perfil não permite esta ação", "Peça a um supervisor ou administrador."],
  404: ["Não encontramos o que você pediu", "Pode ter mudado desde que a página abriu. Recarregue e tente de novo."],
  409: ["Alguém mudou isto antes de você", "Recarregue a página para ver como ficou e tente de novo."],
  413: ["O conteúdo é grande demais", "Envie um arquivo ou texto menor."],
  429: ["Muitas tentativas seguidas", "Espere um minuto e tente de novo."],
};
const BROKEN = ["O Conecta não conseguiu responder", "Tente de novo. Se continuar, avise o administrador."];
const STALE = ["Esta página ficou aberta tempo demais", "Recarregue a página e repita a ação."];
const OFFLINE = ["Sem conexão com o Conecta", "Confira a rede. Antes de repetir, recarregue para ver se a ação valeu."];

function tell([title, text]) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { level: "error", title, text } }));
}

function sentence(xhr) {
  if (xhr.responseText.includes('data-error="csrf"')) return STALE;
  const [title, text] = SENTENCES[xhr.status] ?? BROKEN;
  if (!xhr.getResponseHeader("Content-Type")?.startsWith("application/json")) return [title, text];
  return [title, JSON.parse(xhr.responseText).detail ?? text];
}

document.addEventListener("htmx:responseError", (event) => tell(sentence(event.detail.xhr)));
document.addEventListener("htmx:sendError", () => tell(OFFLINE));
document.addEventListener("htmx:timeout", () => tell(OFFLINE));

// A session that ended answers with the log-in page: leave for it instead of swapping it in.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (!xhr.responseURL || new URL(xhr.responseURL).pathname !== document.body.dataset.loginUrl) return;
  event.detail.shouldSwap = false;
  location.reload();
});
