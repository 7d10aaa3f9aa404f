"""What we send: messages and templates, and the JSON that they become.

What breaks a rule of Meta's raises PayloadError here, before it leaves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

from conecta.whatsapp.errors import PayloadError
from conecta.whatsapp.reply_buttons import InteractiveObject, ReplyButton, interactive
from conecta.whatsapp.wire import JsonObject
from conecta.whatsapp.words import Category, ParameterFormat

E164 = re.compile(r"\+[1-9]\d{6,14}")
# `CC.` and up to 128 alphanumerics; the id of a parent portfolio has ENT between.
USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
CALLBACK_DATA_LIMIT = 512
TEXT_LIMIT = 4096

# Meta answers 132018 to a line break, a tab, or more than four spaces in a row.
FORBIDDEN_IN_PARAMETER = re.compile(r"[\n\r\t]| {5,}")
LAST_BUTTON_INDEX = 9
MOST_CARDS = 10

MediaKind = Literal["image", "video", "document"]


class MediaObject(TypedDict, total=False):
    """Either `id` (preferred) or `link`; `filename` for documents."""

    id: str
    link: str
    filename: str


class LocationObject(TypedDict):
    latitude: str
    longitude: str
    name: str
    address: str


class OfferObject(TypedDict):
    """UNIX time in milliseconds."""

    expiration_time_ms: int


class Parameter(TypedDict):
    """One value. `type` names the key that carries it; `parameter_name` in the NAMED format."""

    type: str
    text: NotRequired[str]
    parameter_name: NotRequired[str]
    image: NotRequired[MediaObject]
    video: NotRequired[MediaObject]
    document: NotRequired[MediaObject]
    location: NotRequired[LocationObject]
    payload: NotRequired[str]
    coupon_code: NotRequired[str]
    action: NotRequired[dict[str, Any]]
    limited_time_offer: NotRequired[OfferObject]


class Component(TypedDict):
    """`sub_type` and `index` (a string of one digit) for buttons; `cards` for a carousel only."""

    type: Literal["header", "body", "button", "limited_time_offer", "carousel"]
    parameters: NotRequired[list[Parameter]]
    sub_type: NotRequired[str]
    index: NotRequired[str]
    cards: NotRequired[list["Card"]]


class Card(TypedDict):
    """`card_index`: its place, from 0."""

    card_index: int
    components: list[Component]


class LanguageObject(TypedDict):
    code: str


class TemplateObject(TypedDict):
    name: str
    language: LanguageObject
    components: NotRequired[list[Component]]


class TextObject(TypedDict):
    body: str
    preview_url: bool


class ContextObject(TypedDict):
    message_id: str


class SendPayload(TypedDict):
    """The envelope: `to` (E.164 with plus) or `recipient` (business-scoped id), never both."""

    messaging_product: Literal["whatsapp"]
    recipient_type: Literal["individual"]
    to: NotRequired[str]
    recipient: NotRequired[str]
    type: Literal["template", "text", "interactive"]
    template: NotRequired[TemplateObject]
    text: NotRequired[TextObject]
    interactive: NotRequired[InteractiveObject]
    context: NotRequired[ContextObject]
    biz_opaque_callback_data: str


def text_parameter(value: str, *, name: str | None = None) -> Parameter:
    """A variable's value; `name` only for templates in the NAMED format."""
    if not value.strip():
        raise PayloadError("Falta o valor de uma variável do HSM.", field=name or "text")
    if FORBIDDEN_IN_PARAMETER.search(value):
        raise PayloadError(
            "O valor de uma variável não pode ter quebra de linha, tabulação nem mais de quatro "
            "espaços seguidos.",
            field=name or "text",
        )
    if name is None:
        return {"type": "text", "text": value}
    return {"type": "text", "parameter_name": name, "text": value}


def media_parameter(kind: MediaKind, media: MediaObject) -> Parameter:
    if ("id" in media) == ("link" in media):
        raise PayloadError("A mídia do cabeçalho precisa de um id ou de um link.", field=kind)
    parameter: Parameter = {"type": kind}
    parameter[kind] = media
    return parameter


def location_parameter(place: LocationObject) -> Parameter:
    return {"type": "location", "location": place}


def header(parameter: Parameter) -> Component:
    return {"type": "header", "parameters": [parameter]}


def body(*parameters: Parameter) -> Component:
    return {"type": "body", "parameters": list(parameters)}


def url_button(index: int, suffix: str) -> Component:
    """`suffix` is already percent-encoded."""
    return _button(index, "url", text_parameter(suffix))


def quick_reply_button(index: int, payload: str) -> Component:
    return _button(index, "quick_reply", {"type": "payload", "payload": payload})


def copy_code_button(index: int, code: str) -> Component:
    return _button(index, "copy_code", {"type": "coupon_code", "coupon_code": code})


def flow_button(index: int, token: str) -> Component:
    return _button(index, "flow", {"type": "action", "action": {"flow_token": token}})


def limited_time_offer(expires_at_ms: int) -> Component:
    offer: OfferObject = {"expiration_time_ms": expires_at_ms}
    parameter: Parameter = {"type": "limited_time_offer", "limited_time_offer": offer}
    return {"type": "limited_time_offer", "parameters": [parameter]}


def carousel(cards: Sequence[list[Component]]) -> Component:
    """The parameters of each card, in order."""
    if not 2 <= len(cards) <= MOST_CARDS:
        raise PayloadError("Um carrossel tem de 2 a 10 cartões.", field="carousel")
    listed: list[Card] = [
        {"card_index": index, "components": components} for index, components in enumerate(cards)
    ]
    return {"type": "carousel", "cards": listed}


def _button(index: int, sub_type: str, parameter: Parameter) -> Component:
    """`index`: the place, from 0, in the template's array of buttons."""
    if not 0 <= index <= LAST_BUTTON_INDEX:
        raise PayloadError("Um HSM tem no máximo dez botões.", field="index")
    return {"type": "button", "sub_type": sub_type, "index": str(index), "parameters": [parameter]}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateMessage:
    """`to`: E.164 with plus, or a business-scoped user id. `callback_data`: our message's UUID."""

    to: str
    name: str
    language: str
    callback_data: str
    components: tuple[Component, ...] = ()

    def payload(self) -> SendPayload:
        """The body for `/messages`; PayloadError when it breaks a rule of Meta's."""
        template: TemplateObject = {"name": self.name, "language": {"code": self.language}}
        if self.components:
            template["components"] = list(self.components)
        payload = _envelope(self.to, self.callback_data)
        payload["type"] = "template"
        payload["template"] = template
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessage:
    """Free text, inside an open window only. `reply_to`: the wamid that it quotes."""

    to: str
    body: str
    callback_data: str
    preview_url: bool = False
    reply_to: str = ""

    def payload(self) -> SendPayload:
        """The body for `/messages`; PayloadError when it breaks a rule of Meta's."""
        if not self.body.strip() or len(self.body) > TEXT_LIMIT:
            raise PayloadError(f"O texto precisa ter de 1 a {TEXT_LIMIT} caracteres.", field="text")
        payload = _envelope(self.to, self.callback_data)
        payload["text"] = {"body": self.body, "preview_url": self.preview_url}
        if self.reply_to:
            payload["context"] = {"message_id": self.reply_to}
        return payload


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonsMessage:
    """A question with reply buttons, inside an open window only."""

    to: str
    body: str
    buttons: tuple[ReplyButton, ...]
    callback_data: str

    def payload(self) -> SendPayload:
        """The body for `/messages`; PayloadError when it breaks a rule of Meta's."""
        payload = _envelope(self.to, self.callback_data)
        payload["type"] = "interactive"
        payload["interactive"] = interactive(self.body, self.buttons)
        return payload


def _envelope(to: str, callback_data: str) -> SendPayload:
    if len(callback_data) > CALLBACK_DATA_LIMIT:
        raise PayloadError("A referência da mensagem é longa demais.", field="callback_data")
    envelope: SendPayload = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": "text",
        "biz_opaque_callback_data": callback_data,
    }
    if E164.fullmatch(to):
        envelope["to"] = to
    elif USER_ID.fullmatch(to):
        envelope["recipient"] = to
    else:
        raise PayloadError("O número do destinatário não é válido.", field="to")
    return envelope


class TemplatePayload(TypedDict):
    """The body that creates a template."""

    name: str
    language: str
    category: str
    parameter_format: str
    components: list[JsonObject]
    message_send_ttl_seconds: NotRequired[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateDraft:
    """A template to create; components in Meta's own form. None leaves Meta's default TTL."""

    name: str
    language: str
    category: Category
    components: tuple[JsonObject, ...]
    parameter_format: ParameterFormat = ParameterFormat.POSITIONAL
    ttl_seconds: int | None = None

    def payload(self) -> TemplatePayload:
        payload: TemplatePayload = {
            "name": self.name,
            "language": self.language,
            "category": self.category.value,
            "parameter_format": self.parameter_format.value,
            "components": list(self.components),
        }
        if self.ttl_seconds is not None:
            payload["message_send_ttl_seconds"] = self.ttl_seconds
        return payload
