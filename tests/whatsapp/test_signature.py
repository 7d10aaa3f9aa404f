"""Who may speak in Meta's name."""

import hashlib
import hmac

import pytest

from conecta.whatsapp.events import verify_signature

BODY = '{"text":"ol\\u00e1 ção"}'.encode()


def signed(secret: str, body: bytes = BODY) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_a_body_signed_with_the_secret_is_metas() -> None:
    assert verify_signature(BODY, signed("current"), ["current"]) is True


def test_while_secrets_rotate_each_of_them_counts() -> None:
    secrets = ["current", "former"]

    assert verify_signature(BODY, signed("former"), secrets) is True
    assert verify_signature(BODY, signed("current"), secrets) is True


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        signed("another"),
        signed("current", BODY + b" "),
        signed("current").removeprefix("sha256="),
        signed("current").replace("sha256=", "sha1="),
        signed("current")[:-1],
        "sha256=" + "é" * 64,
    ],
)
def test_anything_else_is_not(header: str | None) -> None:
    assert verify_signature(BODY, header, ["current"]) is False


def test_without_secrets_nobody_is_meta() -> None:
    assert verify_signature(BODY, signed("current"), []) is False


def test_an_empty_secret_opens_no_door() -> None:
    assert verify_signature(BODY, signed(""), [""]) is False
