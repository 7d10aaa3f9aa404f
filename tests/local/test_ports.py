import socket
from collections.abc import Iterator

import pytest

from conecta.local import ports
from conecta.local.errors import LocalError


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_picked_port_is_free() -> None:
    assert ports.is_free(ports.pick())


def test_a_taken_port_is_answered_with_what_to_do(taken: int) -> None:
    with pytest.raises(LocalError) as refusal:
        ports.require_free(taken, name="PORT", purpose="das páginas")

    assert f"A porta {taken}, das páginas, está ocupada por outro programa" in str(refusal.value)
    assert "PORT=" in str(refusal.value)


@pytest.mark.parametrize("text", ["oitenta", "0", "65536", "-1", "80.0"])
def test_what_is_no_port_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)

    with pytest.raises(LocalError, match="não é uma porta"):
        ports.read("PORT", default=8000)


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")

    assert ports.read("PORT", default=8000) == 8000


def test_one_port_for_both_servers_is_refused_in_words() -> None:
    with pytest.raises(LocalError, match="PORT e SANDBOX_PORT são a mesma porta, 8000"):
        ports.require_different(8000, 8000)
