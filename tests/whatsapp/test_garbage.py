"""Bodies that are not Meta's are refused; what PostgreSQL cannot store is cleaned."""

import pytest

from conecta.whatsapp.events import GarbageError, parse
from conecta.whatsapp.types import InboundMessage, RawField
from tests.whatsapp.deliveries import body_with


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'"object"',
        b'{"object":"whatsapp_business_account"}',
        b'{"entry":[]}',
        b'{"object":1,"entry":[]}',
        b'{"object":"whatsapp_business_account","entry":{}}',
        b'{"object":"whatsapp_business_account","entry":[NaN]}',
        b'{"object":"x","entry":[' + b"9" * 5000 + b"]}",
        b'{"object":"x","entry":' + b"[" * 100_000,
        b"\xff\xfe{}",
        '{"object":"x","entry":[]}'.encode("utf-16"),
    ],
)
def test_what_is_not_metas_json_is_garbage(body: bytes) -> None:
    with pytest.raises(GarbageError) as refusal:
        parse(body)

    assert refusal.value.code == "webhook_garbage"


def test_a_delivery_of_nothing_is_no_garbage() -> None:
    assert parse(b'{"object":"whatsapp_business_account","entry":[]}') == []


def test_text_loses_what_the_database_cannot_store() -> None:
    text = "a\\u0000b \\ud83d\\ude42 \\ud800c"
    body = body_with(
        {
            "messages": [
                {"id": "wamid.1", "from": "5511987654321", "type": "text", "text": {"body": "TEXT"}}
            ]
        }
    ).replace(b"TEXT", text.encode())

    [event] = parse(body)

    assert isinstance(event, InboundMessage)
    assert event.text == "ab 🙂 \N{REPLACEMENT CHARACTER}c"


def test_a_number_beyond_all_bounds_is_kept_as_written() -> None:
    [event] = parse(body_with({"weight": "W"}, field="account_update").replace(b'"W"', b"1e999"))

    assert isinstance(event, RawField)
    assert event.value == {"weight": "1e999"}
