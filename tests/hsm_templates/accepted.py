"""Templates of every kind that Meta accepts, with values, and what a send of them carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.hsm_templates import pieces as p
from tests.hsm_templates.pieces import Json

BODY = "Olá, {{1}}! Seu pedido {{2}} já saiu da loja. Até logo."
NAMED = "Olá, {{nome}}! Seu pedido {{pedido}} já saiu da loja. Até logo."
PICTURE = "https://www.aurora.com.br/sofa.png"
ENDS = "2026-12-24T23:59:59-03:00"
ENDS_MS = 1_798_167_599_000


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """`sent`: `template.components` of a message with `values`."""

    name: str
    components: tuple[Json, ...]
    sent: tuple[Json, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    category: str = "MARKETING"

    def __str__(self) -> str:
        return self.name


def text(value: str, **more: Any) -> Json:
    return {"type": "text", **more, "text": value}


def said(part: str, *found: Json) -> Json:
    return {"type": part, "parameters": list(found)}


def pressed(index: int, sub_type: str, parameter: Json) -> Json:
    place = {"type": "button", "sub_type": sub_type, "index": str(index)}
    return place | {"parameters": [parameter]}


def _kind(name: str, *components: Json, **more: Any) -> Accepted:
    return Accepted(name=name, components=components, **more)


TEXTS = [
    _kind("only_a_body", p.body(), category="UTILITY"),
    _kind(
        "counted",
        p.header("Pedido de {{1}}", "Ana"),
        p.body(BODY, "Ana", "8812"),
        p.footer(),
        values={"header.1": "Bia", "body.1": "Bia", "body.2": "17"},
        sent=(said("header", text("Bia")), said("body", text("Bia"), text("17"))),
        category="UTILITY",
    ),
    _kind(
        "named",
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Pedido de {{nome}}",
            "example": {"header_text_named_params": [{"param_name": "nome", "example": "Ana"}]},
        },
        p.named_body(NAMED, nome="Ana", pedido="8812"),
        values={"header.nome": "Bia", "body.nome": "Bia", "body.pedido": "17"},
        sent=(
            said("header", text("Bia", parameter_name="nome")),
            said(
                "body",
                text("Bia", parameter_name="nome"),
                text("17", parameter_name="pedido"),
            ),
        ),
        category="UTILITY",
    ),
]
HEADERS = [
    *(
        _kind(
            f"{kind}_by_link",
            p.media(kind.upper()),
            p.body(),
            values={f"header.{kind}": PICTURE},
            sent=(said("header", {"type": kind, kind: {"link": PICTURE}}),),
        )
        for kind in ("image", "video", "document")
    ),
    _kind(
        "named_document",
        p.media("DOCUMENT"),
        p.body(),
        values={"header.document": PICTURE, "header.filename": "boleto.pdf"},
        sent=(
            said(
                "header",
                {"type": "document", "document": {"link": PICTURE, "filename": "boleto.pdf"}},
            ),
        ),
        category="UTILITY",
    ),
    _kind(
        "location",
        {"type": "HEADER", "format": "LOCATION"},
        p.body(),
        values={
            "header.latitude": "-23.5614",
            "header.longitude": "-46.6559",
            "header.name": "Loja Aurora",
            "header.address": "Avenida Paulista, 1000",
        },
        sent=(
            said(
                "header",
                {
                    "type": "location",
                    "location": {
                        "latitude": "-23.5614",
                        "longitude": "-46.6559",
                        "name": "Loja Aurora",
                        "address": "Avenida Paulista, 1000",
                    },
                },
            ),
        ),
        category="UTILITY",
    ),
]
BUTTONS = [
    _kind(
        "still_buttons", p.body(), p.buttons(p.reply("Sim"), p.reply("Não"), p.link(), p.phone())
    ),
    _kind(
        "actions_first",
        p.body(),
        p.buttons(p.varying_link(), p.coupon(), p.reply()),
        values={"button.0.url": "José/1 a", "button.1.code": "NATAL", "button.2.payload": "quero"},
        sent=(
            pressed(0, "url", text("Jos%C3%A9/1%20a")),
            pressed(1, "copy_code", {"type": "coupon_code", "coupon_code": "NATAL"}),
            pressed(2, "quick_reply", {"type": "payload", "payload": "quero"}),
        ),
    ),
    _kind(
        "two_links",
        p.body(BODY, "Ana", "8812"),
        p.buttons(p.link(), p.varying_link("Ver")),
        values={"body.1": "Bia", "body.2": "17", "button.1.url": "17"},
        sent=(said("body", text("Bia"), text("17")), pressed(1, "url", text("17"))),
        category="UTILITY",
    ),
    _kind(
        "form",
        p.body(),
        p.buttons(p.flow(flow_action="navigate", navigate_screen="INICIO")),
        sent=(pressed(0, "flow", {"type": "action", "action": {"flow_token": "unused"}}),),
        category="UTILITY",
    ),
    _kind(
        "form_by_name",
        p.body(),
        p.buttons({"type": "FLOW", "text": "Abrir", "flow_name": "pesquisa"}),
        sent=(pressed(0, "flow", {"type": "action", "action": {"flow_token": "unused"}}),),
        category="UTILITY",
    ),
    _kind("ten_replies", p.body(), p.buttons(*map(p.reply, "abcdefghij"))),
]
CODES = [
    *(
        _kind(
            f"code_{kind.lower()}",
            p.code_body(),
            p.expiry(),
            p.buttons(p.otp(kind, text="Copiar código", **more)),
            values={"body.1": "123456"},
            sent=(said("body", text("123456")), pressed(0, "url", text("123456"))),
            category="AUTHENTICATION",
        )
        for kind, more in (
            ("COPY_CODE", {}),
            ("ONE_TAP", {"supported_apps": [p.app()]}),
            ("ZERO_TAP", {"supported_apps": [p.app()], "zero_tap_terms_accepted": True}),
        )
    ),
]
OFFERS = [
    _kind(
        "offer",
        p.media(),
        p.offer(),
        p.body(),
        p.buttons(p.coupon(), p.varying_link()),
        values={
            "header.image": PICTURE,
            "offer.expires_at": ENDS,
            "button.0.code": "NATAL",
            "button.1.url": "17",
        },
        sent=(
            said("header", {"type": "image", "image": {"link": PICTURE}}),
            said(
                "limited_time_offer",
                {
                    "type": "limited_time_offer",
                    "limited_time_offer": {"expiration_time_ms": ENDS_MS},
                },
            ),
            pressed(0, "copy_code", {"type": "coupon_code", "coupon_code": "NATAL"}),
            pressed(1, "url", text("17")),
        ),
    ),
    _kind("offer_without_end", p.offer(expires=False), p.body(), p.buttons(p.link())),
]


def _card(name: str) -> Json:
    return {
        "components": [
            p.media(),
            p.body("Sofá {{1}}, em linho cru.", "Lis"),
            p.buttons(p.reply(f"Quero {name}"), p.varying_link()),
        ]
    }


def _card_sent(index: int, name: str) -> Json:
    return {
        "card_index": index,
        "components": [
            said("header", {"type": "image", "image": {"link": f"{PICTURE}?{index}"}}),
            said("body", text(name)),
            pressed(1, "url", text(name.lower())),
        ],
    }


CAROUSELS = [
    _kind(
        "carousel",
        p.body(BODY, "Ana", "8812"),
        p.carousel(_card("Lis"), _card("Mar")),
        values={
            "body.1": "Bia",
            "body.2": "17",
            "card.0.header.image": f"{PICTURE}?0",
            "card.0.body.1": "Lis",
            "card.0.button.1.url": "lis",
            "card.1.header.image": f"{PICTURE}?1",
            "card.1.body.1": "Mar",
            "card.1.button.1.url": "mar",
        },
        sent=(
            said("body", text("Bia"), text("17")),
            {"type": "carousel", "cards": [_card_sent(0, "Lis"), _card_sent(1, "Mar")]},
        ),
    ),
]
ALL = [*TEXTS, *HEADERS, *BUTTONS, *CODES, *OFFERS, *CAROUSELS]
WITH_VALUES = [case for case in ALL if case.values]
