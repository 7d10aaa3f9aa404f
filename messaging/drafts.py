"""From what an API call or a form says to a draft that the gate can judge."""

from collections.abc import Mapping
from typing import Any

from conecta.errors import DomainError
from conecta.whatsapp.models import Channel
from contacts.identities import living
from contacts.models import Contact
from contacts.phone import PhoneError, parse
from hsm_templates import sources
from hsm_templates.components import variables
from hsm_templates.models import Template
from messaging.outbox import Draft


def from_api(data: Mapping[str, Any]) -> Draft:
    """`data` as SendSerializer validated it.

    Raises DomainError `template_not_found` for a name that no account has.
    """
    channel: Channel = data["channel"]
    contact, number = _person(data["contact"])
    template = _template(channel, data["template"]) if "template" in data else None
    values = _values(template, data["variables"])
    if template:
        values = sources.fill(template.content, template.mapping, contact) | values
    return Draft(
        channel=channel,
        contact=contact,
        number=number,
        template=template,
        values=values,
        text=data.get("text", ""),
    )


def _person(said: str) -> tuple[Contact | None, str]:
    """By id, else by number; (None, digits) for a number that nobody is registered under."""
    found = Contact.objects.filter(pk=int(said)).first() if _is_id(said) else None
    if found is not None:
        return living(found), found.whatsapp or ""
    try:
        number = parse(said)
    except PhoneError as error:
        raise DomainError(
            "contact_not_found",
            f"Nenhum contato com este id, e não é um número: {error.message}",
            field="contact",
        ) from error
    return Contact.objects.living().filter(whatsapp=number.digits).first(), number.digits


def _is_id(said: str) -> bool:
    """Short digits are an id; numbers of Brazil have ten digits at least."""
    return said.isascii() and said.isdigit() and len(said) < 10


def _template(channel: Channel, said: Mapping[str, str]) -> Template:
    named = Template.objects.visible().filter(name=said["name"], language=said["language"])
    own = named.filter(account=channel.account_id).first() or named.first()
    if own is None:
        raise DomainError(
            "template_not_found",
            f"Nenhum HSM {said['name']} em {said['language']}.",
            field="template",
        )
    return own


def _values(template: Template | None, said: Mapping[str, str]) -> dict[str, str]:
    """Keys are "body.1", "header.1"; plain "1" means the body's."""
    if template is None:
        return {}
    known = {variable.key for variable in variables(template.content)}
    return {key if key in known else f"body.{key}": value for key, value in said.items()}
