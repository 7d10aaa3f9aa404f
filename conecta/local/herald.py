"""Prints the crew's lines, and says where to go once everybody is ready."""

import sys
import threading
import time
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from honcho.printer import Message, Printer

from conecta.local import ports
from conecta.local.environment import Addresses

READY_SECONDS = 90.0
POLL_SECONDS = 0.2
WORKER_READY = " ready."
PEOPLE = (
    "agente@conecta.local",
    "supervisor@conecta.local",
    "admin@conecta.local",
    "auditor@conecta.local",
)


class Herald(Printer):  # type: ignore[misc]  # honcho ships no types
    """Starts watching at the first line, because then every process has been forked."""

    def __init__(self, addresses: Addresses, workers: Sequence[str], *, since: float) -> None:
        super().__init__(sys.stdout)
        self._addresses = addresses
        self._since = since
        self._awaited = set(workers)
        self._watch: threading.Thread | None = None

    def write(self, message: Message) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=self._announce, daemon=True)
            self._watch.start()
        super().write(message)
        if message.name in self._awaited and _text(message).rstrip().endswith(WORKER_READY):
            self._awaited.discard(message.name)

    def _announce(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while self._awaited or not self._is_served():
            if time.monotonic() > deadline:
                say("O Conecta ainda não está pronto. As linhas acima dizem o que falta.")
                return
            time.sleep(POLL_SECONDS)
        say(_welcome(self._addresses, seconds=time.monotonic() - self._since))

    def _is_served(self) -> bool:
        if self._addresses.has_sandbox and not _is_ok(
            self._addresses.sandbox_port, "/_sandbox/stats"
        ):
            return False
        return _is_ok(self._addresses.port, "/readyz")


def say(text: str) -> None:
    """In one piece, so that no other line falls between."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _text(message: Message) -> str:
    data = message.data
    return data.decode(errors="replace") if isinstance(data, bytes) else str(data)


def _is_ok(port: int, path: str) -> bool:
    connection = HTTPConnection(ports.LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _welcome(addresses: Addresses, *, seconds: float) -> str:
    lines = [
        f"Conecta pronto em {seconds:.1f} s".replace(".", ","),
        "",
        f"  Painel     {addresses.web}/",
    ]
    if addresses.has_sandbox:
        lines.append(f"  Telefone   {addresses.sandbox}/   (simulador do WhatsApp)")
    lines += [f"  API        {addresses.web}/api/docs/", "", "  Entre com"]
    lines += [f"    {person:<28} senha conecta-demo" for person in PEOPLE]
    lines += ["", "  Ctrl-C encerra tudo."]
    width = max(map(len, lines))
    rule = "─" * (width + 2)
    return "\n".join(["", rule, *lines, rule, ""])
