"""Where a value comes from when nobody types it: a field of the contact, or a fixed text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict

from contacts.models import Contact
from contacts.names import first_name
from hsm_templates import meta_json
from hsm_templates.components import TemplateContent, Variable, variables

TEXT_LENGTH = 1000


class Origin(StrEnum):
    TYPED = "typed"
    FIRST_NAME = "first_name"
    NAME = "name"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    EXTRA = "extra"
    FIXED = "fixed"


ORIGINS: Mapping[str, str] = {
    Origin.TYPED: "Digitado em cada envio",
    Origin.FIRST_NAME: "Primeiro nome do contato",
    Origin.NAME: "Nome do contato",
    Origin.WHATSAPP: "WhatsApp Business do contato",
    Origin.EMAIL: "E-mail do contato",
    Origin.EXTRA: "Campo adicional do contato",
    Origin.FIXED: "Texto fixo",
}


class SourceJson(TypedDict):
    origin: str
    text: str
    fallback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`text`: the fixed text, or the key of the additional field. `fallback` for an empty one."""

    origin: str = Origin.TYPED
    text: str = ""
    fallback: str = ""

    def json(self) -> SourceJson:
        return {"origin": self.origin, "text": self.text, "fallback": self.fallback}


TYPED = Source()


def parse(mapping: Mapping[str, Any]) -> dict[str, Source]:
    """What is stored, by variable; an origin that we do not know is typed."""
    return {key: _source(meta_json.mapping(mapping, key)) for key in mapping}


def fill(
    content: TemplateContent, mapping: Mapping[str, Any], contact: Contact | None
) -> dict[str, str]:
    """The value of each variable that has a source; nothing for what is typed."""
    known = parse(mapping)
    chosen = {it.key: known[it.key] for it in variables(content) if it.key in known}
    values = {key: value_of(source, contact) for key, source in chosen.items()}
    return {key: value for key, value in values.items() if value}


def value_of(source: Source, contact: Contact | None) -> str:
    if source.origin == Origin.FIXED:
        return source.text
    if source.origin == Origin.TYPED:
        return source.fallback
    found = _of_contact(source, contact) if contact else ""
    return found.strip() or source.fallback


def of(variable: Variable, mapping: Mapping[str, Any]) -> Source:
    return parse(mapping).get(variable.key, TYPED)


def _of_contact(source: Source, contact: Contact) -> str:
    if source.origin == Origin.EXTRA:
        value = contact.extra.get(source.text, "")
        return str(value) if isinstance(value, str | int | float) else ""
    fields = {
        Origin.FIRST_NAME: first_name(contact.name),
        Origin.NAME: contact.name,
        Origin.WHATSAPP: contact.display_number,
        Origin.EMAIL: contact.email,
    }
    return fields.get(Origin(source.origin), "")


def _source(stored: meta_json.Json) -> Source:
    origin = meta_json.text(stored, "origin")
    return Source(
        origin=origin if origin in ORIGINS else Origin.TYPED,
        text=meta_json.text(stored, "text"),
        fallback=meta_json.text(stored, "fallback"),
    )
