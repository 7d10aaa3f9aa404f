"""One template for each rule of Meta's, which breaks that rule and no other."""

from dataclasses import dataclass
from typing import Any

from tests.hsm_templates import pieces as p
from tests.hsm_templates.pieces import Json

SENTENCE = p.SENTENCE
TOO_LONG, FIELD_MISSING = 2388040, 2388043
HEADER_FORMAT, BODY_FORMAT, FOOTER_FORMAT = 2388047, 2388072, 2388073
EDGE = 2388299


@dataclass(frozen=True, kw_only=True)
class Broken:
    """`code` and `field`: our finding. `subcode`: Meta's, None where it gives only 100."""

    code: str
    field: str
    components: tuple[Json, ...]
    subcode: int | None = None
    category: str = "MARKETING"
    name: str = "aviso"
    language: str = "pt_BR"
    ttl: int | None = None

    def __str__(self) -> str:
        return f"{self.field}-{self.code}"


def _rule(code: str, field: str, *components: Json, **more: Any) -> Broken:
    return Broken(code=code, field=field, components=components, **more)


def _button(code: str, field: str, *found: Json, subcode: int | None = None) -> Broken:
    return _rule(code, field, p.body(), p.buttons(*found), subcode=subcode)


def _code(code: str, field: str, *components: Json, subcode: int | None = None) -> Broken:
    return _rule(code, field, *components, subcode=subcode, category="AUTHENTICATION")


def _otp(code: str, found: Json, subcode: int | None = None) -> Broken:
    return _code(code, "button.0", p.code_body(), p.buttons(found), subcode=subcode)


IDENTITY = [
    _rule("name_missing", "name", p.body(), name=""),
    _rule("name_invalid", "name", p.body(), name="Aviso"),
    _rule("name_too_long", "name", p.body(), name="a" * 513),
    _rule("language_unknown", "language", p.body(), language="pt"),
    _rule("category_unknown", "category", p.body(), category="OTHER"),
    _rule("ttl_out_of_range", "ttl", p.body(), ttl=60),
    _rule("ttl_out_of_range", "ttl", p.body(), ttl=43_201, category="UTILITY"),
]
TEXTS = [
    _rule("body_missing", "body", p.footer(), subcode=FIELD_MISSING),
    _rule("body_too_long", "body", p.body("a" * 1025), subcode=TOO_LONG),
    _rule("variable_at_start", "body", p.body(f"{{{{1}}}}, {SENTENCE}", "Ana"), subcode=EDGE),
    _rule("variable_at_end", "body", p.body(f"{SENTENCE} {{{{1}}}}", "Ana"), subcode=EDGE),
    _rule(
        "variables_skip",
        "body",
        p.body(f"Oi, {{{{2}}}}. {SENTENCE}", "A", "B"),
        subcode=BODY_FORMAT,
    ),
    _rule("variable_malformed", "body", p.body(f"Oi, {{{{0}}}}. {SENTENCE}"), subcode=BODY_FORMAT),
    _rule("variable_has_sign", "body", p.body(f"Oi, {{{{#1}}}}. {SENTENCE}"), subcode=BODY_FORMAT),
    _rule("braces_unmatched", "body", p.body(f"Oi, {{{{1. {SENTENCE}"), subcode=BODY_FORMAT),
    _rule("sample_missing", "body.1", p.body(f"Oi, {{{{1}}}}. {SENTENCE}"), subcode=FIELD_MISSING),
    _rule(
        "variables_mixed",
        "body",
        p.named_body(f"Oi, {{{{nome}}}}. {SENTENCE}", nome="Ana"),
        p.header("Pedido {{1}}", "8812"),
        subcode=HEADER_FORMAT,
    ),
    _rule(
        "variable_has_digit",
        "body",
        p.named_body(f"Oi, {{{{nome1}}}}. {SENTENCE}", nome1="Ana"),
        subcode=BODY_FORMAT,
    ),
    _rule(
        "sample_missing",
        "body.nome",
        p.body(f"Oi, {{{{nome}}}}. {SENTENCE}"),
        subcode=FIELD_MISSING,
    ),
    _rule("header_too_long", "header", p.body(), p.header("a" * 61), subcode=TOO_LONG),
    _rule("header_empty", "header", p.body(), p.header(" "), subcode=FIELD_MISSING),
    _rule("header_line_break", "header", p.body(), p.header("a\nb"), subcode=HEADER_FORMAT),
    _rule("header_formatting", "header", p.body(), p.header("Olá *já*"), subcode=HEADER_FORMAT),
    _rule(
        "header_variables",
        "header",
        p.body(),
        p.header("De {{1}} a {{2}}", "A", "B"),
        subcode=HEADER_FORMAT,
    ),
    _rule("sample_missing", "header.1", p.body(), p.header("Oi {{1}}"), subcode=FIELD_MISSING),
    _rule("footer_too_long", "footer", p.body(), p.footer("a" * 61), subcode=TOO_LONG),
    _rule("footer_line_break", "footer", p.body(), p.footer("a\nb"), subcode=FOOTER_FORMAT),
    _rule("footer_variables", "footer", p.body(), p.footer("De {{1}}"), subcode=FOOTER_FORMAT),
]
BUTTONS = [
    _button("buttons_too_many", "buttons", *map(p.reply, "abcdefghijk"), subcode=TOO_LONG),
    _button("buttons_of_kind", "buttons", *(p.link(text=text) for text in "abc")),
    _button("buttons_of_kind", "buttons", p.phone(text="a"), p.phone(text="b")),
    _button("buttons_of_kind", "buttons", p.coupon(), p.coupon()),
    _button("buttons_unarranged", "buttons", p.reply("a"), p.link(), p.reply("b")),
    _button("label_missing", "button.0", p.reply(" "), subcode=FIELD_MISSING),
    _button("label_too_long", "button.0", p.reply("a" * 26), subcode=TOO_LONG),
    _button("label_varies", "button.0", p.reply("Oi {{1}}")),
    _button("url_invalid", "button.0", p.link("www.aurora.com.br")),
    _button("url_invalid", "button.0", p.link("https://aurora.com.br/meu pedido")),
    _button("url_too_long", "button.0", p.link("https://aurora.com.br/" + "a" * 2000)),
    _button("url_variable", "button.0", p.link("https://a.com.br/{{1}}/ok", example=["x"])),
    _button("url_variable", "button.0", p.link("https://a.com.br/{{1}}/{{2}}", example=["x"])),
    _button(
        "sample_missing", "button.0.url", p.link("https://a.com.br/{{1}}"), subcode=FIELD_MISSING
    ),
    _button("phone_invalid", "button.0", p.phone("0800-123")),
    _button("phone_invalid", "button.0", p.phone("+" + "5" * 20)),
    _button("sample_missing", "button.0.code", p.coupon(""), subcode=FIELD_MISSING),
    _button("coupon_too_long", "button.0.code", p.coupon("A" * 21)),
    _button("flow_reference", "button.0", p.flow(flow_name="pesquisa")),
    _button("flow_reference", "button.0", p.flow(flow_id="")),
    _button("flow_action", "button.0", p.flow(flow_action="jump")),
    _button("flow_icon", "button.0", p.flow(icon="STAR")),
]
PARTS = [
    _rule(
        "media_sample_expired",
        "header.image",
        p.media("IMAGE", "https://scontent.example/expires"),
        p.body(),
    ),
    *(
        _rule(
            "media_sample_missing",
            f"header.{kind.lower()}",
            p.media(kind, ""),
            p.body(),
            subcode=FIELD_MISSING,
        )
        for kind in ("IMAGE", "VIDEO", "DOCUMENT")
    ),
    _rule(
        "offer_category",
        "category",
        p.offer(),
        p.body(),
        p.buttons(p.link()),
        category="UTILITY",
    ),
    _rule(
        "offer_missing", "offer", p.offer(""), p.body(), p.buttons(p.link()), subcode=FIELD_MISSING
    ),
    _rule(
        "offer_too_long",
        "offer",
        p.offer("a" * 17),
        p.body(),
        p.buttons(p.link()),
        subcode=TOO_LONG,
    ),
    _rule("offer_footer", "footer", p.offer(), p.body(), p.footer(), p.buttons(p.link())),
    _rule("offer_header", "header", p.header("Oi"), p.offer(), p.body(), p.buttons(p.link())),
    _rule("offer_header", "header", p.media("DOCUMENT"), p.offer(), p.body(), p.buttons(p.link())),
    _rule("offer_buttons", "buttons", p.offer(), p.body(), p.buttons(p.link(), p.coupon())),
    _rule(
        "body_too_long",
        "body",
        p.offer(),
        p.body("a" * 601),
        p.buttons(p.link()),
        subcode=TOO_LONG,
    ),
]
CARDS = [
    _rule(
        "carousel_category",
        "category",
        p.body(),
        p.carousel(p.card(), p.card()),
        category="UTILITY",
    ),
    _rule("cards_count", "carousel", p.body(), p.carousel(p.card())),
    _rule("cards_count", "carousel", p.body(), p.carousel(*[p.card()] * 11)),
    _rule("cards_differ", "carousel", p.body(), p.carousel(p.card(), p.card(kind="VIDEO"))),
    _rule(
        "cards_differ",
        "carousel",
        p.body(),
        p.carousel(p.card(), p.card("Mesa de jantar.", p.link())),
    ),
    _rule(
        "body_too_long",
        "card.0.body",
        p.body(),
        p.carousel(p.card("a" * 161), p.card()),
        subcode=TOO_LONG,
    ),
    _rule(
        "label_missing",
        "card.1.button.0",
        p.body(),
        p.carousel(p.card(), p.card("Mesa.", p.reply(""))),
        subcode=FIELD_MISSING,
    ),
]
CODES = [
    _code("code_parts", "header", p.header("Oi"), p.code_body(), p.buttons(p.otp())),
    _code("code_parts", "header", p.media(), p.code_body(), p.buttons(p.otp())),
    _code("code_minutes", "footer", p.code_body(), p.expiry(91), p.buttons(p.otp())),
    _code("code_minutes", "footer", p.code_body(), p.expiry(0), p.buttons(p.otp())),
    _code("code_button", "buttons", p.code_body()),
    _code("code_button", "buttons", p.code_body(), p.buttons(p.otp(), p.reply())),
    _code("authentication_text_is_fixed", "category", p.body()),
    _rule("code_category", "category", p.body(), p.buttons(p.otp())),
    _otp("label_too_long", p.otp(text="a" * 26), TOO_LONG),
    _otp(
        "label_too_long",
        p.otp("ONE_TAP", autofill_text="a" * 26, supported_apps=[p.app()]),
        TOO_LONG,
    ),
    _otp("otp_type", p.otp("TWO_TAPS", supported_apps=[p.app()])),
    _otp("otp_apps", p.otp("ONE_TAP")),
    _otp("otp_apps", p.otp("ONE_TAP", supported_apps=[p.app()] * 6)),
    _otp("otp_app", p.otp("ONE_TAP", supported_apps=[p.app(signature="curta")])),
    _otp("otp_app", p.otp("ONE_TAP", supported_apps=[p.app(package="a" * 225)])),
    _otp("otp_terms", p.otp("ZERO_TAP", supported_apps=[p.app()])),
]
# What Meta's own door lets in, and its review rejects.
REVIEWED = {
    "ABUSIVE_CONTENT": _rule("body_asks_for_secrets", "body", p.body("Oi! Digite sua senha aqui.")),
    "INVALID_FORMAT": _rule(
        "variables_touch", "body", p.body(f"Oi {{{{1}}}}{{{{2}}}}: {SENTENCE}", "Ana", "Sá")
    ),
}
ALL = [*IDENTITY, *TEXTS, *BUTTONS, *PARTS, *CARDS, *CODES]
