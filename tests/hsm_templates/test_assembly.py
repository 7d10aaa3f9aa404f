"""Templates put together from values: Meta's JSON comes out, and nothing contradicts itself."""

from dataclasses import replace
from typing import Any

import pytest

from hsm_templates import assembly
from hsm_templates.access_codes import AccessCode, Otp
from hsm_templates.buttons import copy_code, link, quick_reply
from hsm_templates.components import Body, TemplateContent, TextHeader, build, compose, parse
from hsm_templates.content import Carousel
from hsm_templates.parts import LimitedTimeOffer, LocationHeader, MediaHeader
from tests.hsm_templates import accepted, pieces
from tests.hsm_templates.accepted import Accepted

PLAIN = compose(body=pieces.SENTENCE)
PICTURE = MediaHeader(kind="IMAGE", handle=pieces.HANDLE)


def _forgetful(value: Any) -> Any:
    """The same value without the JSON that it was read from."""
    if isinstance(value, tuple):
        return tuple(map(_forgetful, value))
    if isinstance(value, Carousel):
        return Carousel(cards=_forgetful(value.cards))
    if isinstance(value, TemplateContent):
        return replace(
            value,
            buttons=_forgetful(value.buttons),
            others=_forgetful(value.others),
            origin={},
        )
    return replace(value, json={})


def _by_kind(components: Any) -> list[Any]:
    return sorted(components, key=lambda component: str(component["type"]))


@pytest.mark.parametrize("case", accepted.ALL, ids=str)
def test_the_values_alone_make_the_same_json(case: Accepted) -> None:
    content = parse(case.components)

    assert _by_kind(build(_forgetful(content))) == _by_kind(case.components)
    assert parse(build(_forgetful(content))) == content


def test_one_header_takes_the_place_of_another() -> None:
    titled = assembly.with_header(PLAIN, TextHeader(text="Oi"))
    pictured = assembly.with_header(titled, PICTURE)
    placed = assembly.with_header(pictured, LocationHeader())

    assert build(titled)[0] == {"type": "HEADER", "format": "TEXT", "text": "Oi"}
    assert (pictured.header, pictured.media) == (None, PICTURE)
    assert build(placed)[0] == {"type": "HEADER", "format": "LOCATION"}
    assert assembly.with_header(placed, None) == PLAIN


def test_buttons_are_arranged_by_construction() -> None:
    given = [quick_reply("Sim"), link("Loja", "https://a.com.br"), quick_reply("Não")]
    card = replace(assembly.with_header(compose(body="Sofá."), PICTURE), buttons=tuple(given))

    content = assembly.with_buttons(PLAIN, given)
    carousel = assembly.with_carousel(PLAIN, Carousel(cards=(card, card))).carousel

    assert [button.text for button in content.buttons] == ["Sim", "Não", "Loja"]
    assert carousel is not None
    assert [button.text for button in carousel.cards[1].buttons] == ["Sim", "Não", "Loja"]


def test_offer_and_carousel_come_and_go() -> None:
    offer = LimitedTimeOffer(text="Acaba hoje", has_expiration=True)
    offered = assembly.with_buttons(
        assembly.with_offer(PLAIN, offer), [copy_code("A"), link("Loja", "https://a.com.br")]
    )
    longer = assembly.with_offer(offered, replace(offer, text="Acaba já"))
    carousel = Carousel(cards=(compose(body="Sofá."), compose(body="Mesa.")))

    assert pieces.offer() in build(offered)
    assert [part.kind for part in longer.others] == ["LIMITED_TIME_OFFER"]
    assert longer.offer == replace(offer, text="Acaba já")
    assert assembly.with_offer(offered, None).others == ()
    assert assembly.with_carousel(PLAIN, carousel).carousel == carousel
    assert assembly.with_carousel(assembly.with_carousel(PLAIN, carousel), None) == PLAIN


def test_a_code_has_nothing_but_metas_words() -> None:
    code = AccessCode(recommends_secrecy=True, expires_in_minutes=10)

    assert build(assembly.access_code(code, Otp(), label="Copiar")) == [
        pieces.code_body(),
        pieces.expiry(10),
        pieces.buttons({"type": "OTP", "text": "Copiar", "otp_type": "COPY_CODE"}),
    ]


def test_a_variable_goes_with_its_sample() -> None:
    content = compose(
        header="De {{1}}",
        body="Oi {{1}}, são {{2}} e {{3}}.",
        samples={"header.1": "Ana", "body.1": "Ana", "body.2": "2", "body.3": "3"},
    )

    left = assembly.without_variable(content, "body.2")

    assert left.body == Body(text="Oi {{1}}, são e {{2}}.", samples=("Ana", "3"))
    assert left.header == content.header
    assert assembly.without_variable(content, "header.1").header == TextHeader(text="De")
    assert assembly.without_variable(content, "button.0.url") == content


def test_a_template_changes_its_format_with_its_samples() -> None:
    content = compose(body="Oi {{1}}, dia {{2}}, {{1}}.", samples={"body.1": "Ana", "body.2": "3"})

    by_name = assembly.named(content, {"body.1": "nome", "body.2": "dia"})

    assert by_name.parameter_format == "NAMED"
    assert by_name.body.text == "Oi {{nome}}, dia {{dia}}, {{nome}}."
    assert by_name.body.named == {"nome": "Ana", "dia": "3"}
    assert build(by_name) == [
        pieces.named_body("Oi {{nome}}, dia {{dia}}, {{nome}}.", nome="Ana", dia="3")
    ]
    assert assembly.positional(by_name) == content
