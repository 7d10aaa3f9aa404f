"""The buttons of the editor's sheet: what each does to the template that is being written."""

import pytest

from hsm_templates import acts
from hsm_templates.access_codes import App
from hsm_templates.button_sheets import moved
from hsm_templates.buttons import Button, is_arranged
from hsm_templates.components import compose, parse
from hsm_templates.content import TemplateContent
from hsm_templates.sheets import otp_of, read
from tests.hsm_templates import pieces as p

SHEET = {"parts": "1", "category": "MARKETING", "body": p.SENTENCE}


def rows(*kinds: str) -> dict[str, str]:
    fields = {f"button.{n}.kind": kind for n, kind in enumerate(kinds)}
    return SHEET | fields | {f"button.{n}.text": f"B{n}" for n in range(len(kinds))}


def kinds_of(content: TemplateContent) -> str:
    return "".join(button.kind[0] for button in content.buttons)


@pytest.mark.parametrize("order", ["QUQ", "UQQ", "QQU", "UQUQ", "QPUQ"])
def test_whatever_order_is_sent_quick_replies_stand_together(order: str) -> None:
    names = {"Q": "QUICK_REPLY", "U": "URL", "P": "PHONE_NUMBER"}

    content = read(rows(*(names[letter] for letter in order)), {})

    assert is_arranged(content.buttons)
    assert sorted(kinds_of(content)) == sorted(order)


def test_a_button_is_added_beside_its_like() -> None:
    content = read(rows("QUICK_REPLY", "URL"), {})

    assert kinds_of(acts.apply(content, "button.add:QUICK_REPLY")) == "QQU"


def test_a_button_moves_inside_its_block_and_blocks_change_places() -> None:
    content = read(rows("QUICK_REPLY", "QUICK_REPLY", "URL"), {})

    inside = acts.apply(content, "button.down:0")
    across = acts.apply(content, "button.up:2")

    assert [button.text for button in inside.buttons] == ["B1", "B0", "B2"]
    assert kinds_of(across) == "UQQ"


def test_moving_never_breaks_the_order() -> None:
    buttons: tuple[Button, ...] = read(rows("URL", "QUICK_REPLY", "PHONE_NUMBER"), {}).buttons

    for index in range(-1, 5):
        for step in (-1, 1):
            assert is_arranged(moved(buttons, index, step))


def test_a_variable_goes_with_its_sample_and_the_others_close_up() -> None:
    samples = {"body.1": "Ana", "body.2": "sexta"}
    content = compose(body="Oi, {{1}}, até {{2}}, viu?", samples=samples)

    left = acts.apply(content, "variable.remove:body.1")

    assert (left.body.text, left.body.samples) == ("Oi,, até {{1}}, viu?", ("sexta",))


def test_numbers_become_names_and_names_numbers_with_their_samples() -> None:
    content = compose(body="Oi, {{1}}, até {{2}}!", samples={"body.1": "Ana", "body.2": "sexta"})

    named = acts.apply(content, "format.NAMED")
    back = acts.apply(named, "format.POSITIONAL")

    assert named.body.text == "Oi, {{valor_a}}, até {{valor_b}}!"
    assert named.parameter_format == "NAMED"
    assert (back.body.text, back.body.samples) == (content.body.text, content.body.samples)


def test_cards_are_alike_by_construction() -> None:
    content = read(SHEET | {"carousel": "1", "cards_kind": "VIDEO"}, {})

    for act in ("cards.button.add:QUICK_REPLY", "cards.button.add:URL", "card.add"):
        content = acts.apply(content, act)

    assert content.carousel is not None
    structures = {
        (card.media and card.media.kind, kinds_of(card)) for card in content.carousel.cards
    }
    assert (len(content.carousel.cards), structures) == (3, {("VIDEO", "QU")})


@pytest.mark.parametrize(
    "act", ["", "nonsense", "button.remove:x", "button.remove:99", "card.add", "button.add:ATOM"]
)
def test_what_nobody_offers_changes_nothing(act: str) -> None:
    content = parse([p.body(), p.buttons(p.reply())])

    assert acts.apply(content, act) == content


def test_a_code_that_meta_lists_as_a_link_is_read_back() -> None:
    url = (
        "https://www.whatsapp.com/otp/code/?otp_type=ONE_TAP&code=otp{{1}}"
        "&package_name=br.com.aurora&signature_hash=K8a%2FAINcGX7"
    )
    listed = {"type": "URL", "text": "Copiar código", "url": url, "example": [url]}

    otp = otp_of(parse([p.code_body(), p.buttons(listed)]))

    assert (otp.kind, otp.apps) == (
        "ONE_TAP",
        (App(package_name="br.com.aurora", signature_hash="K8a/AINcGX7"),),
    )
