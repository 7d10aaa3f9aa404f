"""The telephone's picture: header, buttons behind "Ver todas as opções", a folded body, cards."""

import pytest

from hsm_templates.components import parse
from hsm_templates.previews import ShownButton, ShownHeader, ShownOffer, fold, render
from tests.hsm_templates import pieces as p


def test_a_medium_a_place_and_a_text_are_told_apart() -> None:
    picture = render(parse([p.media(), p.body()]), {"header.image": "https://a.com.br/a.png"})
    place = render(
        parse([{"type": "HEADER", "format": "LOCATION"}, p.body()]),
        {"header.name": "Loja", "header.address": "Rua A, 1"},
    )

    assert picture.media == ShownHeader(kind="IMAGE", source="https://a.com.br/a.png")
    assert place.media == ShownHeader(kind="LOCATION", place="Loja", address="Rua A, 1")
    assert render(parse([p.header("Oi"), p.body()]), {}).header_kind == "TEXT"
    assert render(parse([p.body()]), {}).header_kind == ""


def test_buttons_show_their_icon_and_where_they_lead() -> None:
    content = parse([p.body(), p.buttons(p.varying_link(), p.phone(), p.coupon())])

    shown = render(content, {"button.0.url": "a b", "button.2.code": "NATAL"})

    assert shown.buttons == (
        ShownButton(
            kind="URL",
            icon="arrow-top-right-on-square",
            text="Acompanhar",
            target="https://www.aurora.com.br/p/a%20b",
        ),
        ShownButton(kind="PHONE_NUMBER", icon="phone", text="Ligar", target="+551140041234"),
        ShownButton(
            kind="COPY_CODE",
            icon="document-duplicate",
            text="Copiar código da oferta",
            target="NATAL",
        ),
    )
    assert render(content, {}).buttons[0].target == "https://www.aurora.com.br/p/{{1}}"


@pytest.mark.parametrize(("count", "first"), [(0, 0), (3, 3), (4, 2), (10, 2)])
def test_more_than_three_buttons_hide_behind_a_list(count: int, first: int) -> None:
    shown = render(parse([p.body(), p.buttons(*map(p.reply, "abcdefghij"[:count]))]), {})

    assert shown.has_list is (count > 3)
    assert [button.text for button in shown.first_buttons] == list("abcdefghij"[:first])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Oi", "Oi"),
        ("1\n2\n3\n4\n5", "1\n2\n3\n4\n5"),
        ("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5"),
        ("a" * 240, "a" * 240),
        ("a" * 241, "a" * 240),
        ("1\n" + "b" * 300, "1\n" + "b" * 192),
    ],
)
def test_a_body_of_more_than_five_lines_is_folded(text: str, folded: str) -> None:
    shown = render(parse([p.body(text)]), {})

    assert fold(text) == folded
    assert (shown.folded_body, shown.is_folded) == (folded, folded != text)


def test_an_offer_and_cards_are_shown_with_their_values() -> None:
    offer = render(parse([p.offer(), p.body()]), {"offer.expires_at": "2026-12-24T23:59:00-03:00"})
    cards = render(
        parse([p.body(), p.carousel(p.card(), p.card("Mesa."))]), {"card.1.header.image": "77"}
    ).cards

    assert offer.offer == ShownOffer(text="Acaba hoje", expires_at="2026-12-24T23:59:00-03:00")
    assert [card.body for card in cards] == ["Sofá de três lugares, em linho.", "Mesa."]
    assert cards[1].media == ShownHeader(kind="IMAGE", source="77")
    assert [button.text for button in cards[0].buttons] == ["Quero"]


def test_the_fixed_words_of_authentication_are_shown() -> None:
    content = parse([p.code_body(), p.expiry(5), p.buttons(p.otp())])

    shown = render(content, {"body.1": "123456"})

    assert shown.body == (
        "*123456* é seu código de verificação. Para sua segurança, não o compartilhe."
    )
    assert shown.footer == "Este código expira em 5 minutos."
    assert shown.buttons[0].target == "123456"


def test_parts_that_we_only_keep_are_named() -> None:
    assert render(parse([p.body(), {"type": "FUTURE_THING"}]), {}).parts == ("parte FUTURE_THING",)
