"""The parameters that a send of a template carries, in Meta's form."""

from collections.abc import Iterator, Mapping

from conecta.errors import DomainError
from conecta.whatsapp import payloads
from conecta.whatsapp.payloads import Component, LocationObject, MediaKind, MediaObject, Parameter
from hsm_templates.buttons import COPY_CODE, FLOW, QUICK_REPLY, Button
from hsm_templates.content import TemplateContent, TextHeader
from hsm_templates.filling import milliseconds, missing, normalise
from hsm_templates.flows import NO_TOKEN
from hsm_templates.parts import MediaHeader
from hsm_templates.placeholders import keys
from hsm_templates.previews import encoded
from hsm_templates.variables import in_card, variables

_MEDIA_KINDS: Mapping[str, MediaKind] = {
    "IMAGE": "image",
    "VIDEO": "video",
    "DOCUMENT": "document",
}


class ValuesError(DomainError):
    """The values do not fill the template."""


def payload_components(content: TemplateContent, values: Mapping[str, str]) -> list[Component]:
    """`template.components` of a send; empty when nothing varies. Raises ValuesError on a gap.

    Beside what `variables` lists, takes "button.0.payload" for a quick reply,
    "button.0.flow_token" for a form and "header.filename" for a document.
    """
    has_parts = bool(content.buttons or content.others)
    if has_parts:
        _refuse_gaps(content, values)
    found: list[Component] = []
    header = _header(content, values)
    if header:
        found.append({"type": "header", "parameters": header})
    body = _text_parameters("body", _body_text(content), values, content)
    if body:
        found.append({"type": "body", "parameters": body})
    if has_parts:
        found += _of_offer(content, values)
        found += _of_cards(content, values)
        found += _of_buttons(content, values)
    return found


def _refuse_gaps(content: TemplateContent, values: Mapping[str, str]) -> None:
    for variable in variables(content):
        if not normalise(values.get(variable.key, "")):
            raise ValuesError("variable_missing", missing(variable), key=variable.key)


def _header(content: TemplateContent, values: Mapping[str, str]) -> list[Parameter]:
    header = content.header
    if isinstance(header, TextHeader):
        return _text_parameters("header", header.text, values, content)
    if not content.others:
        return []
    if content.location:
        return [payloads.location_parameter(_location(values))]
    return [_medium(content.media, values)] if content.media else []


def _body_text(content: TemplateContent) -> str:
    """AUTHENTICATION's fixed body has one variable, whether or not we have its words."""
    return content.body_text if content.code else content.body.text


def _text_parameters(
    part: str, text: str, values: Mapping[str, str], content: TemplateContent
) -> list[Parameter]:
    found: list[Parameter] = []
    for key in keys(text):
        value = values.get(f"{part}.{key}", "")
        if not normalise(value):
            raise _gap(content, f"{part}.{key}")
        if key.isdigit():
            found.append({"type": "text", "text": value})
        else:
            found.append({"type": "text", "parameter_name": key, "text": value})
    return found


def _gap(content: TemplateContent, key: str) -> ValuesError:
    variable = next(variable for variable in variables(content) if variable.key == key)
    return ValuesError("variable_missing", missing(variable), key=key)


def _location(values: Mapping[str, str]) -> LocationObject:
    return {
        "latitude": values["header.latitude"].strip(),
        "longitude": values["header.longitude"].strip(),
        "name": values["header.name"],
        "address": values["header.address"],
    }


def _medium(header: MediaHeader, values: Mapping[str, str]) -> Parameter:
    kind = _MEDIA_KINDS[header.kind]
    source = values[f"header.{kind}"].strip()
    medium: MediaObject = {"id": source} if source.isdigit() else {"link": source}
    if kind == "document" and (filename := values.get("header.filename", "").strip()):
        medium["filename"] = filename
    return payloads.media_parameter(kind, medium)


def _of_offer(content: TemplateContent, values: Mapping[str, str]) -> Iterator[Component]:
    offer = content.offer
    if offer and offer.has_expiration:
        ends_at = milliseconds(values["offer.expires_at"])
        if ends_at is None:
            raise ValuesError("time_invalid", "O fim da oferta precisa ser uma data e hora.")
        yield payloads.limited_time_offer(ends_at)


def _of_cards(content: TemplateContent, values: Mapping[str, str]) -> Iterator[Component]:
    if carousel := content.carousel:
        cards = enumerate(carousel.cards)
        yield payloads.carousel(
            [payload_components(card, in_card(index, values)) for index, card in cards]
        )


def _of_buttons(content: TemplateContent, values: Mapping[str, str]) -> Iterator[Component]:
    for index, button in enumerate(content.buttons):
        component = _of_button(index, button, values)
        if component:
            yield component


def _of_button(index: int, button: Button, values: Mapping[str, str]) -> Component | None:
    """Nothing for what is the same at every send."""
    if button.is_code:
        return payloads.url_button(index, values["body.1"])
    if button.has_variable:
        return payloads.url_button(index, encoded(values[f"button.{index}.url"].strip()))
    if button.kind == COPY_CODE:
        return payloads.copy_code_button(index, values[f"button.{index}.code"].strip())
    if button.kind == FLOW:
        token = values.get(f"button.{index}.flow_token") or NO_TOKEN
        return payloads.flow_button(index, token)
    payload = values.get(f"button.{index}.payload", "")
    if button.kind == QUICK_REPLY and payload:
        return payloads.quick_reply_button(index, payload)
    return None
