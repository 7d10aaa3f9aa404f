// The simulator's own JSON. An answer that is not 2xx becomes an Error with its sentence.
async function ask(path, options) {
  const response = await fetch(path, options);
  const content = await response.json();
  if (!response.ok) throw new Error(content.error.message);
  return content;
}

export function getState(parameters) {
  return ask(`/_phone/state?${new URLSearchParams(parameters)}`);
}

export function getConfig() {
  return ask("/_sandbox/config");
}

export function post(path, content) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  });
}
