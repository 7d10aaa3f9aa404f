"""What would break or leak in production is said before it starts."""

from typing import Any

import pytest

from conecta.whatsapp import checks


@pytest.mark.parametrize(
    "address", ["https://graph.facebook.com", "http://127.0.0.1:8090", "http://localhost:8090"]
)
def test_meta_and_this_machine_may_hear_tokens(settings: Any, address: str) -> None:
    settings.WHATSAPP_API_URL = address

    assert checks.tokens_travel_encrypted() == []


@pytest.mark.parametrize("address", ["http://graph.facebook.com", "http://10.0.0.7:8090", "", "x"])
def test_nobody_else_hears_them_in_the_clear(settings: Any, address: str) -> None:
    settings.WHATSAPP_API_URL = address

    assert [message.id for message in checks.tokens_travel_encrypted()] == ["whatsapp.E002"]


@pytest.mark.parametrize(
    "keys", [["not a key"], ["JZyOV0mLEd1cSZm1KpvVn5H3bcq1w0F4aJ0rYc0Z8dE=", ""]]
)
def test_a_key_that_is_none_is_found(settings: Any, keys: list[str]) -> None:
    settings.FIELD_ENCRYPTION_KEYS = keys

    assert [message.id for message in checks.encryption_keys_are_usable()] == ["whatsapp.E001"]


def test_good_keys_are_silent() -> None:
    assert checks.encryption_keys_are_usable() == []
