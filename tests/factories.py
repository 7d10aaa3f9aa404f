"""A small world: typed functions that make what a test needs, by decisions where they matter."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.models import Group as AuthGroup
from django.utils import timezone

from audit.actors import SYSTEM
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.whatsapp import rates
from conecta.whatsapp.models import BusinessAccount, Channel, Portfolio, Rate
from conecta.whatsapp.rates import RateData
from contacts import directory, suppressions
from contacts.directory import ContactData
from contacts.field_values import FieldKind
from contacts.models import Contact, ContactOrigin, CustomField
from contacts.phone import parse
from hsm_templates.models import Category, Template, TemplateStatus
from messaging import conversations
from messaging.models import Conversation, Direction, Message, MessageKind, MessageStatus
from optin import consents
from optin.consents import Evidence
from optin.models import EvidenceKind, Source

_numbers = count(1)

# Numbers and accounts that the simulator knows from its start.
WABA_ID = "100000000000001"
PHONE_NUMBER_ID = "200000000000001"
PASSWORD = "senha-de-teste"


def user(role: Role = Role.AGENT, **fields: Any) -> User:
    number = next(_numbers)
    defaults = {"name": f"{role.label} {number}", "is_staff": role == Role.ADMINISTRATOR}
    made = User.objects.create_user(
        f"{role.value}{number}@exemplo.com.br", PASSWORD, **defaults | fields
    )
    made.groups.add(AuthGroup.objects.get(name=role.label))
    return made


def portfolio(**fields: Any) -> Portfolio:
    number = next(_numbers)
    defaults = {"business_id": f"9000{number}", "name": "Aurora", "messaging_limit": None}
    return Portfolio.objects.create(**defaults | fields)


def account(**fields: Any) -> BusinessAccount:
    defaults = {
        "waba_id": WABA_ID,
        "name": "Conta Aurora Serviços",
        "access_token": "token-de-teste",
    }
    if "portfolio" not in fields:
        fields["portfolio"] = portfolio()
    return BusinessAccount.objects.create(**defaults | fields)


def channel(**fields: Any) -> Channel:
    defaults = {
        "phone_number_id": PHONE_NUMBER_ID,
        "display_number": "+55 11 4003-1020",
        "name": "Aurora Cobrança",
    }
    if "account" not in fields:
        fields["account"] = account()
    return Channel.objects.create(**defaults | fields)


def rate(
    category: str = "UTILITY",
    amount: str = "0.035",
    *,
    valid_from: date = date(2026, 10, 1),
    currency: str = "BRL",
) -> Rate:
    data = RateData(
        category=category, amount=Decimal(amount), currency=currency, valid_from=valid_from
    )
    return rates.add(data, by=SYSTEM)


def mobile() -> str:
    """A mobile number of DDD 11 that no other call has given."""
    return f"55119{70000000 + next(_numbers)}"


def contact(name: str = "Ana Beatriz", whatsapp: str | None = None) -> Contact:
    data = ContactData(name=name, whatsapp=f"+{mobile()}" if whatsapp is None else whatsapp)
    return directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)


def custom_field(key: str, label: str = "", kind: str = FieldKind.TEXT) -> CustomField:
    """Active, the last in order; its label is the key with a capital."""
    position = CustomField.objects.count() + 1
    label = label or key.capitalize()
    return CustomField.objects.create(key=key, label=label, kind=kind, position=position)


def evidence(text: str = "Aceito receber", *, said_at: datetime | None = None) -> Evidence:
    return Evidence(
        kind=EvidenceKind.DOCUMENT,
        text=text,
        said_at=said_at or timezone.now(),
        reference="ficha 12",
    )


def green(made: Contact) -> Contact:
    return consents.grant(made, evidence=evidence(), source=Source.AGENT, by=user())


def red(made: Contact, *, said_at: datetime | None = None) -> Contact:
    refusal = evidence("#OPTOUT", said_at=said_at)
    return consents.revoke(made, evidence=refusal, source=Source.KEYWORD, by=SYSTEM)


def template(**fields: Any) -> Template:
    """Approved, in UTILITY, with one variable: "Olá, {{1}}! Seu pedido saiu."."""
    defaults = {
        "name": f"pedido_{next(_numbers)}",
        "language": "pt_BR",
        "category": Category.UTILITY,
        "status": TemplateStatus.APPROVED,
        "components": [
            {
                "type": "BODY",
                "text": "Olá, {{1}}! Seu pedido saiu.",
                "example": {"body_text": [["Ana"]]},
            }
        ],
    }
    if "account" not in fields:
        fields["account"] = account()
    return Template.objects.create(**defaults | fields)


def conversation(
    on: Channel, with_contact: Contact, *, inbound_ago: timedelta | None = None
) -> Conversation:
    """`inbound_ago`: how long ago the person last wrote; None: never."""
    now = timezone.now()
    return Conversation.objects.create(
        channel=on,
        contact=with_contact,
        last_inbound_at=None if inbound_ago is None else now - inbound_ago,
    )


def message(on: Channel, to: Contact, **fields: Any) -> Message:
    """An outbound template message, queued and due now."""
    talk, _ = Conversation.objects.get_or_create(channel=on, contact=to)
    defaults = {
        "conversation": talk,
        "channel": on,
        "contact": to,
        "direction": Direction.OUTBOUND,
        "kind": MessageKind.TEMPLATE,
        "values": {"body.1": "Ana"},
        "text": "Olá, Ana! Seu pedido saiu.",
        "status": MessageStatus.QUEUED,
        "due_at": timezone.now(),
    }
    if "template" not in fields and fields.get("kind") != MessageKind.TEXT:
        fields["template"] = template(account=on.account)
    return Message.objects.create(**defaults | fields)


def inbound(
    on: Channel, by: Contact, text: str = "Oi", *, ago: timedelta = timedelta(), **fields: Any
) -> Message:
    """The person wrote `ago`, which opens the window and asks for an answer."""
    said_at = timezone.now() - ago
    talk = conversations.note_inbound(on, by, said_at=said_at, needs_answer=True)
    defaults = {
        "conversation": talk,
        "channel": on,
        "contact": by,
        "direction": Direction.INBOUND,
        "kind": MessageKind.TEXT,
        "text": text,
        "status": MessageStatus.RECEIVED,
        "said_at": said_at,
        "wamid": f"wamid.{next(_numbers)}",
    }
    return Message.objects.create(**defaults | fields)


def suppress(number: str) -> None:
    """The number refused before and stands on no red contact any more."""
    suppressions.add(suppressions.digests_of_number(parse(number)), reason="test")
