"""The log of a call helps Meta's support, and tells no secret, text or number."""

import logging

import pytest

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.errors import RefusedError, UnknownOutcomeError
from conecta.whatsapp.payloads import TextMessage
from tests.whatsapp.conftest import TOKEN
from tests.whatsapp.loopback import Fault, Meta, answer, refusal

NUMBER, WORDS = "5511987654321", "Seu exame ficou pronto"
MESSAGE = TextMessage(to=f"+{NUMBER}", body=WORDS, callback_data="1").payload()


@pytest.fixture(autouse=True)
def _everything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def secrets_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [secret for secret in (TOKEN, NUMBER, WORDS) if secret in caplog.text]


def test_a_refusal_is_logged_by_its_codes(
    meta: Meta, client: CloudClient, caplog: pytest.LogCaptureFixture
) -> None:
    details = {"details": f"Recipient {NUMBER} has not written: {WORDS}"}
    meta.will(refusal(131047, error_data=details, fbtrace_id="Az8or2yhqkZfEZ"))

    with pytest.raises(RefusedError):
        client.send("106540352242922", MESSAGE)

    assert secrets_in(caplog) == []
    [record] = [it for it in caplog.records if it.levelno == logging.WARNING]
    assert record.getMessage().startswith(
        "POST 106540352242922/messages: refused, HTTP 400, code 131047/None, "
        "fbtrace_id Az8or2yhqkZfEZ, "
    )


def test_a_lost_answer_is_logged_by_its_cause(
    meta: Meta, client: CloudClient, caplog: pytest.LogCaptureFixture
) -> None:
    meta.will(Fault.CLOSE)

    with pytest.raises(UnknownOutcomeError):
        client.send("106540352242922", MESSAGE)

    assert secrets_in(caplog) == []
    assert "whatsapp_unknown_outcome, ConnectionError: ProtocolError" in caplog.text


def test_a_success_is_logged_for_debugging_only(
    meta: Meta, client: CloudClient, caplog: pytest.LogCaptureFixture
) -> None:
    meta.will(answer({"messages": [{"id": "wamid.1"}], "contacts": [{"wa_id": NUMBER}]}))

    client.send("106540352242922", MESSAGE)

    assert secrets_in(caplog) == []
    assert [
        it.levelno for it in caplog.records if "106540352242922/messages: ok" in it.message
    ] == [logging.DEBUG]


def test_a_client_does_not_show_its_token(client: CloudClient) -> None:
    assert TOKEN not in repr(client)
