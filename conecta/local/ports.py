"""Loopback ports: which are free, and what to say when one is taken."""

import os
import socket

from conecta.local.errors import LocalError

LOOPBACK = "127.0.0.1"
HIGHEST = 65_535


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port in TIME_WAIT is free for a server that asks as ours do.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def pick() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def read(name: str, *, default: int) -> int:
    """The port that the environment names, or the default."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST:
        raise LocalError(f"{name}={text} não é uma porta: use um número de 1 a 65535.")
    return int(text)


def require_different(port: int, sandbox_port: int) -> None:
    """Both servers would share one port, each answering the other's calls at random."""
    if port == sandbox_port:
        raise LocalError(
            f"PORT e SANDBOX_PORT são a mesma porta, {port}: as páginas e o simulador precisam "
            "de uma para cada."
        )


def require_free(port: int, *, name: str, purpose: str) -> None:
    if not is_free(port):
        raise LocalError(
            f"A porta {port}, {purpose}, está ocupada por outro programa. "
            f"Encerre esse programa ou escolha outra: {name}={min(port + 1000, HIGHEST)} make run"
        )
