"""Demonstration data, through the same decisions that people's acts go through.

Runs again without harm: what is there already stays as it is.
"""

from contextlib import suppress
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from audit.actors import CONTACT
from conecta.accounts import people
from conecta.accounts.models import User
from conecta.accounts.people import PersonData
from conecta.errors import ConflictError
from conecta.local import demo_numbers, demo_people, demo_templates
from conecta.local.demo_people import Person
from conecta.local.demo_templates import Sketch
from conecta.queues import Queue, wake
from conecta.whatsapp import business_accounts, channels
from conecta.whatsapp.business_accounts import AccountData
from conecta.whatsapp.models import BusinessAccount, Channel, ChannelState, Portfolio, Quality
from conecta.whatsapp.readings import ChannelReading
from conecta.whatsapp.tasks import REFRESH
from contacts import custom_fields, directory
from contacts.custom_fields import FieldData
from contacts.directory import ContactData
from contacts.models import Contact, ContactOrigin, Group
from hsm_templates import authoring, mapping, submission
from hsm_templates.authoring import TemplateData
from hsm_templates.components import compose
from optin import consents
from optin.consents import Evidence
from optin.models import EvidenceKind, Source

SETTINGS = frozenset({"conecta.settings.local", "conecta.settings.test"})
SAID_AGO = timedelta(days=12)


def is_allowed() -> bool:
    """Its passwords are printed everywhere: never where other people can reach them."""
    return settings.SETTINGS_MODULE in SETTINGS


@transaction.atomic
def load() -> None:
    agent, supervisor, administrator, _auditor = map(_user, demo_people.USERS)
    _numbers(by=administrator)
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in demo_people.GROUPS}
    for field in demo_people.FIELDS:
        _field(field, by=supervisor)
    for person in demo_people.CONTACTS:
        _contact(person, groups, by=agent)
    for sketch in demo_templates.TEMPLATES:
        _template(sketch, by=supervisor)
    transaction.on_commit(lambda: wake(REFRESH, queue=Queue.MAINTENANCE))


def users() -> list[User]:
    emails = [data.email for data in demo_people.USERS]
    return list(User.objects.filter(email__in=emails).order_by("id"))


def _user(data: PersonData) -> User:
    known = User.objects.filter(email=data.email).first()
    if known is not None:
        return known
    user = people.create(data, by=None)
    user.password = _password()
    user.save(update_fields=["password"])
    return user


@cache
def _password() -> str:
    """The same for all: each time it is hashed takes a quarter of a second, on purpose."""
    return make_password(demo_people.PASSWORD)


def _numbers(*, by: User) -> None:
    for account in demo_numbers.ACCOUNTS:
        if not BusinessAccount.objects.filter(waba_id=account.waba_id).exists():
            data = AccountData(
                name=account.name,
                waba_id=account.waba_id,
                business_id=demo_numbers.PORTFOLIO_ID,
                access_token=demo_numbers.TOKEN,
            )
            business_accounts.create(data, by=by)
    portfolio = Portfolio.objects.get(business_id=demo_numbers.PORTFOLIO_ID)
    business_accounts.rename_portfolio(portfolio, demo_numbers.PORTFOLIO_NAME, by=by)
    for number in demo_numbers.NUMBERS:
        if not Channel.objects.filter(phone_number_id=number.phone_number_id).exists():
            _channel(number, by=by)


def _channel(number: demo_numbers.Number, *, by: User) -> None:
    channel = channels.create(
        BusinessAccount.objects.get(waba_id=number.waba_id),
        phone_number_id=number.phone_number_id,
        name=number.name,
        reading=ChannelReading(
            display_number=number.display,
            verified_name=number.name,
            state=ChannelState.UNKNOWN,
            quality=Quality.UNKNOWN,
        ),
        by=by,
    )
    if number.receptive:
        channels.set_receptive(channel, value=True, by=by)


def _field(data: FieldData, *, by: User) -> None:
    with suppress(ConflictError):
        custom_fields.declare(data, by=by)


def _contact(person: Person, groups: dict[str, Group], *, by: User) -> None:
    data = ContactData(
        name=person.name,
        whatsapp=person.number,
        email=person.email,
        groups=tuple(groups[name] for name in person.groups),
        extra=person.extra,
    )
    try:
        contact = directory.create(data, by=by, origin=ContactOrigin.MANUAL)
    except ConflictError:
        return
    if person.accepted:
        _accept(contact, person.accepted, by=by)
    if person.refused:
        _refuse(contact, person.refused, by=by)


def _accept(contact: Contact, words: str, *, by: User) -> None:
    kinds = {
        demo_people.SHOP_FORM: EvidenceKind.DOCUMENT,
        demo_people.SITE_FORM: EvidenceKind.WEBSITE,
    }
    evidence = Evidence(
        kind=kinds.get(words, EvidenceKind.CALL), text=words, said_at=timezone.now() - SAID_AGO
    )
    consents.grant(contact, evidence=evidence, source=Source.AGENT, by=by)


def _refuse(contact: Contact, words: str, *, by: User) -> None:
    said_at = timezone.now() - SAID_AGO
    if words == demo_people.KEYWORD:
        evidence = Evidence(kind=EvidenceKind.MESSAGE, text=words, said_at=said_at)
        consents.revoke(contact, evidence=evidence, source=Source.KEYWORD, by=CONTACT)
    else:
        evidence = Evidence(kind=EvidenceKind.CALL, text=words, said_at=said_at)
        consents.revoke(contact, evidence=evidence, source=Source.AGENT, by=by)


def _template(sketch: Sketch, *, by: User) -> None:
    data = TemplateData(
        account=BusinessAccount.objects.get(waba_id=sketch.waba_id),
        name=sketch.name,
        language="pt_BR",
        category=sketch.category,
        content=compose(
            header=sketch.header,
            body=sketch.body,
            footer=demo_templates.FOOTER,
            samples=sketch.samples,
        ),
    )
    try:
        template = authoring.create(data, by=by)
    except ConflictError:
        return
    mapping.change(template, sketch.sources, by=by)
    if sketch.submitted:
        submission.submit(template, by=by)
