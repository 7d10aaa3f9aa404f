"""Where a value comes from when nobody types it: a field of the contact, or a fixed text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict

from contacts import extras
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

    @property
    def spelt(self) -> str:
        """As the form's list has it: "name", "extra:plano"."""
        return f"{self.origin}:{self.text}" if self.origin == Origin.EXTRA else self.origin

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
    facts = _facts(contact, chosen.values()) if contact else {}
    values = {key: _value(source, facts) for key, source in chosen.items()}
    return {key: value for key, value in values.items() if value}


def fields_of(mapping: Mapping[str, Any]) -> set[str]:
    """Keys of the additional fields that it takes."""
    return {it.text for it in parse(mapping).values() if it.origin == Origin.EXTRA}


def of(variable: Variable, mapping: Mapping[str, Any]) -> Source:
    return parse(mapping).get(variable.key, TYPED)


def _value(source: Source, facts: Mapping[str, str]) -> str:
    if source.origin == Origin.FIXED:
        return source.text
    found = facts.get(source.spelt, "")
    return found.strip() or source.fallback


def _facts(contact: Contact, sources: Iterable[Source]) -> dict[str, str]:
    """What may be taken of the contact, by spelling; the fields are read only when one is."""
    facts: dict[str, str] = {
        Origin.FIRST_NAME: first_name(contact.name),
        Origin.NAME: contact.name,
        Origin.WHATSAPP: contact.display_number,
        Origin.EMAIL: contact.email,
    }
    if any(source.origin == Origin.EXTRA for source in sources):
        facts |= {f"{Origin.EXTRA}:{key}": text for key, text in extras.texts(contact).items()}
    return facts


def _source(stored: meta_json.Json) -> Source:
    origin = meta_json.text(stored, "origin")
    return Source(
        origin=origin if origin in ORIGINS else Origin.TYPED,
        text=meta_json.text(stored, "text"),
        fallback=meta_json.text(stored, "fallback"),
    )
