"""The buttons of a template: read, written, and kept in an order that Meta takes."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hsm_templates import meta_json
from hsm_templates.access_codes import Otp, is_code_link, otp_json, parse_otp
from hsm_templates.flows import Flow, flow_json, parse_flow
from hsm_templates.meta_json import Json

QUICK_REPLY = "QUICK_REPLY"
URL = "URL"
PHONE_NUMBER = "PHONE_NUMBER"
COPY_CODE = "COPY_CODE"
FLOW = "FLOW"
OTP = "OTP"
KNOWN = frozenset({QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, FLOW, OTP})

_VARIABLE_AT_END = "{{1}}"
_NAMES = {
    QUICK_REPLY: "resposta rápida",
    URL: "botão de link",
    PHONE_NUMBER: "botão de telefone",
    COPY_CODE: "botão de copiar código",
    OTP: "botão de código de acesso",
    FLOW: "botão de formulário",
    "CATALOG": "botão de catálogo",
    "MPM": "botão de produtos",
    "SPM": "botão de produto",
    "VOICE_CALL": "botão de ligação pelo WhatsApp",
    "REQUEST_CONTACT_INFO": "botão de pedir o telefone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`kind` in Meta's word; `sample` of a link's variable, or the code to be copied.

    `json` is what it was read from: what we do not know of it goes back as it came.
    """

    kind: str
    text: str = ""
    url: str = ""
    phone_number: str = ""
    sample: str = ""
    flow: Flow | None = None
    otp: Otp | None = None
    json: Json = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        return _NAMES.get(self.kind, f"botão {self.kind}")

    @property
    def has_variable(self) -> bool:
        """A link whose end is given at each send."""
        return self.kind == URL and "{{" in self.url

    @property
    def is_code(self) -> bool:
        """The button of AUTHENTICATION: as we create it, or as Meta lists it."""
        return self.kind == OTP or (self.kind == URL and is_code_link(self.url))

    @property
    def is_fillable(self) -> bool:
        """Whether we know what Meta wants for it at a send."""
        return self.kind in KNOWN


def quick_reply(text: str) -> Button:
    return Button(kind=QUICK_REPLY, text=text)


def link(text: str, url: str, *, sample: str = "") -> Button:
    return Button(kind=URL, text=text, url=url, sample=sample)


def phone(text: str, number: str) -> Button:
    return Button(kind=PHONE_NUMBER, text=text, phone_number=number)


def copy_code(sample: str) -> Button:
    """Its label is WhatsApp's own."""
    return Button(kind=COPY_CODE, sample=sample)


def open_flow(text: str, flow: Flow) -> Button:
    return Button(kind=FLOW, text=text, flow=flow)


def one_time_code(otp: Otp, *, text: str = "") -> Button:
    return Button(kind=OTP, text=text, otp=otp)


def arrange(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Quick replies in one block, in the place of the kind that came first; the rest as it was."""
    given = tuple(buttons)
    replies = tuple(button for button in given if button.kind == QUICK_REPLY)
    actions = tuple(button for button in given if button.kind != QUICK_REPLY)
    begins_with_reply = bool(given) and given[0].kind == QUICK_REPLY
    return (*replies, *actions) if begins_with_reply else (*actions, *replies)


def is_arranged(buttons: Sequence[Button]) -> bool:
    """Whether the quick replies stand together."""
    blocks = [button.kind == QUICK_REPLY for button in buttons]
    changes = sum(now != after for now, after in itertools.pairwise(blocks))
    return changes <= 1


def with_sample(button: Button, sample: str | None) -> Button:
    """The same button with what a person typed as its sample; None leaves it."""
    return button if sample is None else replace(button, sample=sample.strip())


def parse(source: Json) -> Button:
    kind = meta_json.word(source, "type")
    return Button(
        kind=kind,
        text=meta_json.text(source, "text"),
        url=meta_json.text(source, "url"),
        phone_number=meta_json.text(source, "phone_number"),
        sample=_sample(kind, source),
        flow=parse_flow(source) if kind == FLOW else None,
        otp=parse_otp(source) if kind == OTP else None,
        json=source,
    )


def build(button: Button) -> dict[str, Any]:
    """Meta's JSON; untouched where nothing was changed."""
    if button.json and parse(button.json) == button:
        return dict(button.json)
    said: dict[str, Any] = {"type": button.kind, "text": button.text, "url": button.url}
    said["phone_number"] = button.phone_number
    said["example"] = _example(button)
    said |= flow_json(button.flow) if button.flow else {}
    said |= otp_json(button.otp) if button.otp else {}
    built = {**button.json, **said}
    return {key: value for key, value in built.items() if value or key not in said}


def _sample(kind: str, source: Json) -> str:
    sample = meta_json.first(source, "example")
    return _suffix(meta_json.text(source, "url"), sample) if kind == URL else sample


def _suffix(url: str, sample: str) -> str:
    """Meta lists and takes a link's sample whole or as its variable part alone."""
    base = url.removesuffix(_VARIABLE_AT_END)
    return sample.removeprefix(base) if url.endswith(_VARIABLE_AT_END) else sample


def _example(button: Button) -> list[str] | str:
    if button.has_variable and button.sample:
        return [button.url.removesuffix(_VARIABLE_AT_END) + button.sample]
    return button.sample if button.kind == COPY_CODE else ""
