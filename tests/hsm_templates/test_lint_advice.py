"""Advice that blocks nothing: category, bad pastes, short links, twins, #OPTOUT, alike buttons."""

import pytest

from contacts.names import search_key
from hsm_templates.components import TemplateContent, compose, parse
from hsm_templates.findings import Finding, Level
from hsm_templates.lint import Surroundings, check
from tests.hsm_templates import pieces as p

NONE = Surroundings()


def _advice(
    content: TemplateContent, category: str = "UTILITY", around: Surroundings = NONE
) -> list[Finding]:
    found = check("aviso", "pt_BR", category, content, around)
    assert not [finding for finding in found if finding.level is Level.ERROR]
    return [finding for finding in found if finding.level is Level.WARNING]


def _only(content: TemplateContent, around: Surroundings = NONE) -> tuple[str, str]:
    (finding,) = _advice(content, around=around)
    return finding.field, finding.code


@pytest.mark.parametrize(
    "body",
    [
        "Sua compra tem desconto.",
        "PROMOÇÃO só hoje!",
        "Aproveite a loja.",
        "Frete grátis para você",
    ],
)
def test_a_utility_text_that_sells_may_change_category(body: str) -> None:
    assert _only(compose(body=body)) == ("category", "category_reads_marketing")
    assert "category_reads_marketing" not in {
        finding.code for finding in _advice(compose(body=body), "MARKETING")
    }


@pytest.mark.parametrize(
    ("body", "cure"),
    [
        ("Seu pedido nao chegou.", "Confira: nao → não."),
        ("Voce tem um codigo novo.", "Confira: Voce → você, codigo → código."),
    ],
)
def test_words_without_their_accents_are_pointed_at(body: str, cure: str) -> None:
    (finding,) = _advice(compose(body=body))

    assert (finding.field, finding.code, finding.cure) == ("body", "accents_missing", cure)


@pytest.mark.parametrize("body", ["Seu pedido nÃ£o chegou.", "Endere\ufffdo novo.", "AtenÃ§Ã£o!"])
def test_a_paste_in_another_encoding_is_seen(body: str) -> None:
    assert _only(compose(body=body)) == ("body", "text_broken")


@pytest.mark.parametrize(
    "body", ["Veja em https://bit.ly/abc agora.", "Fale em wa.me/5511987654321"]
)
def test_a_short_link_hides_where_it_leads(body: str) -> None:
    assert _only(compose(body=body)) == ("body", "link_short")


@pytest.mark.parametrize(
    "body",
    ["Veja em https://www.aurora.com.br/promocao/nao agora.", "Não há nada aqui.", "São 10h."],
)
def test_a_clean_text_gets_no_advice(body: str) -> None:
    assert _advice(compose(body=body)) == []


def test_a_body_that_another_template_has_is_named() -> None:
    body = "Seu pedido chegou à loja."
    around = Surroundings(same_body={search_key(body): "pedido_na_loja"})

    (finding,) = _advice(compose(body=body), around=around)

    assert (finding.field, finding.code) == ("body", "body_duplicate")
    assert finding.message == "O HSM pedido_na_loja já tem este corpo"
    assert _advice(compose(body="Outro texto."), around=around) == []


def test_the_term_in_force_wants_optout_in_every_category_but_codes() -> None:
    around = Surroundings(is_term_in_force=True)
    code = parse([p.code_body(), p.buttons(p.otp())])

    assert _only(compose(body="Seu pedido chegou."), around) == ("footer", "optout_not_told")
    assert _advice(compose(body="Seu pedido chegou.", footer="Sair: #OPTOUT"), around=around) == []
    assert _advice(code, "AUTHENTICATION", around) == []


@pytest.mark.parametrize(
    ("buttons", "field", "code"),
    [
        ([p.reply("Sim"), p.reply("sim ")], "buttons", "buttons_alike"),
        ([p.reply(text) for text in "abcd"], "buttons", "buttons_hidden"),
        ([p.reply("Sim 🎉")], "button.0", "label_emojis"),
        ([p.link("https://bit.ly/abc")], "button.0", "url_short"),
    ],
)
def test_buttons_that_people_would_regret(buttons: list[p.Json], field: str, code: str) -> None:
    assert _only(parse([p.body(), p.buttons(*buttons)])) == (field, code)


def test_a_long_coupon_of_an_offer_is_doubtful() -> None:
    content = parse([p.offer(), p.body(), p.buttons(p.coupon("A" * 16), p.link())])

    codes = {finding.code for finding in _advice(content, "MARKETING")}

    assert codes == {"offer_coupon", "optout_not_told"}


def test_the_button_of_a_card_is_named_with_its_card() -> None:
    cards = p.carousel(p.card(), p.card("Mesa.", p.reply("a" * 26)))

    error = check("aviso", "pt_BR", "MARKETING", parse([p.body(), cards]))[0]

    assert (error.field, error.code) == ("card.1.button.0", "label_too_long")
    assert error.message == "Texto do botão 1 do cartão 2 com 26 caracteres"
