"""Has it left, may it have left, or did Meta say no: each way in which a call can fail."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import (
    ErrorFamily,
    NotSentError,
    Refusal,
    RefusedError,
    UnknownOutcomeError,
)
from conecta.whatsapp.payloads import TextMessage
from tests.whatsapp.conftest import TOKEN
from tests.whatsapp.loopback import Fault, Meta, Reply, answer, refusal

MESSAGE = TextMessage(to="+5511987654321", body="Olá", callback_data="1").payload()


def client_at(url: str) -> CloudClient:
    """One that soon gives up."""
    return CloudClient(TOKEN, base_url=url, version="v26.0", timeout=0.3)


def test_a_refused_connection_has_not_left() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        client = client_at(f"http://127.0.0.1:{closed.getsockname()[1]}")

        with pytest.raises(NotSentError) as failure:
            client.send("1", MESSAGE)

    assert failure.value.entry.family is ErrorFamily.RETRY
    assert failure.value.code == "whatsapp_not_sent"


def test_an_unknown_name_has_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*args: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    with pytest.raises(NotSentError):
        client_at("http://graph.invalid").send("1", MESSAGE)


def test_a_connection_that_never_opens_has_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*args: object, **kwargs: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)

    with pytest.raises(NotSentError, match="Sem contato") as failure:
        client_at("http://127.0.0.1:9").send("1", MESSAGE)

    assert failure.value.cause == "ConnectTimeout: ConnectTimeoutError"


@pytest.mark.parametrize("url", ["graph.facebook.com", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none_has_not_left(url: str) -> None:
    with pytest.raises(NotSentError):
        client_at(url).send("1", MESSAGE)


def test_a_token_that_is_no_header_has_not_left(meta: Meta) -> None:
    client = CloudClient("a\nb", base_url=meta.url, version="v26.0", timeout=0.3)

    with pytest.raises(NotSentError):
        client.send("1", MESSAGE)

    assert meta.received == []


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[str]:
    """A TLS server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path / "stranger.pem"))
    with socket.create_server(("127.0.0.1", 0)) as server:

        def shake_hands() -> None:
            connection, _ = server.accept()
            with connection, pytest.raises(ssl.SSLError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=shake_hands)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def test_an_unknown_certificate_has_not_left(stranger: str) -> None:
    with pytest.raises(NotSentError):
        client_at(stranger).send("1", MESSAGE)


def _own_certificate(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    "reply",
    [
        Fault.CLOSE,
        Fault.CUT,
        Reply(status=500, body=b""),
        Reply(status=502, body=b"<html>Bad gateway</html>"),
        Reply(status=503, body=b'{"error":{"message":"later"}}'),
        Reply(status=200, body=b"<html>Welcome</html>"),
        Reply(status=200, body=b"[]"),
        Reply(status=200, body=b'{"messages":[]}'),
        Reply(status=200, body=b"not gzip", headers={"Content-Encoding": "gzip"}),
    ],
)
def test_whatever_breaks_after_the_request_may_have_left(
    meta: Meta, client: CloudClient, reply: Reply | Fault
) -> None:
    meta.will(reply)

    with pytest.raises(UnknownOutcomeError) as failure:
        client.send("1", MESSAGE)

    assert failure.value.entry.family is ErrorFamily.AMBIGUOUS
    assert len(meta.received) == 1


def test_an_answer_that_never_comes_may_have_left(meta: Meta) -> None:
    meta.will(Fault.HANG)

    with pytest.raises(UnknownOutcomeError) as failure:
        client_at(meta.url).send("1", MESSAGE)

    assert failure.value.cause == "ReadTimeout: ReadTimeoutError"
    assert failure.value.entry.family is ErrorFamily.AMBIGUOUS
    assert len(meta.received) == 1


def test_a_kept_connection_that_closes_unanswered_may_have_left(
    meta: Meta, client: CloudClient
) -> None:
    meta.will(answer({"messages": [{"id": "wamid.1"}]}), Fault.CLOSE)
    client.send("1", MESSAGE)

    with pytest.raises(UnknownOutcomeError):
        client.send("1", MESSAGE)

    assert len(meta.received) == 2


def test_a_refusal_carries_all_that_meta_said(meta: Meta, client: CloudClient) -> None:
    meta.will(
        refusal(
            131047,
            error_data={"messaging_product": "whatsapp", "details": "Too late."},
            error_subcode=2494010,
            error_user_title="Late",
            error_user_msg="More than 24 hours.",
            fbtrace_id="Az8or2yhqkZfEZ",
        )
    )

    with pytest.raises(RefusedError) as failure:
        client.send("1", MESSAGE)

    assert failure.value.refusal == Refusal(
        http_status=400,
        code=131047,
        subcode=2494010,
        message="(#0) no",
        details="Too late.",
        user_title="Late",
        user_message="More than 24 hours.",
        fbtrace_id="Az8or2yhqkZfEZ",
    )
    assert failure.value.entry.code == 131047
    assert failure.value.extra["meta_code"] == 131047


@pytest.mark.parametrize(
    ("status", "code", "family"),
    [
        (500, 131016, ErrorFamily.RETRY),
        (500, 131000, ErrorFamily.RETRY),
        (200, 100, ErrorFamily.DROP),
        (429, 130429, ErrorFamily.SLOW_DOWN),
        (401, 190, ErrorFamily.PAUSE_CHANNEL),
    ],
)
def test_the_code_decides_whatever_the_http_status(
    meta: Meta, client: CloudClient, status: int, code: int, family: ErrorFamily
) -> None:
    meta.will(refusal(code, status=status))

    with pytest.raises(RefusedError) as failure:
        client.send("1", MESSAGE)

    assert failure.value.entry.family is family


@pytest.mark.parametrize("status", [302, 400, 404, 413])
def test_a_refusal_without_a_code_is_never_repeated(
    meta: Meta, client: CloudClient, status: int
) -> None:
    meta.will(Reply(status=status, body=b"", headers={"Location": "/elsewhere"}))

    with pytest.raises(RefusedError) as failure:
        client.send("1", MESSAGE)

    assert failure.value.entry.family is ErrorFamily.DROP
    assert failure.value.entry.title == f"Recusado sem código pela Meta (HTTP {status})"
    assert len(meta.received) == 1
