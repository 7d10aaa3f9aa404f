"""One person with everything that can be known of one, and a supervisor who is asked to forget."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from audit import trail
from audit.actions import Action
from audit.actors import META, SYSTEM
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from contacts import directory, identities, merging
from contacts.directory import ContactData
from contacts.identities import Identity
from contacts.models import Contact, ContactOrigin, Group
from messaging.models import IdempotencyKey, MediaFile, Message
from tests import factories

NAME, NUMBER, EMAIL, USERNAME = "Ana Beatriz", "5511987654321", "ana@exemplo.com.br", "anabia"
WORDS = ("Ana", "ana@", "98765", "87654321", USERNAME, "BR.1234", "azul", "Quero boleto", "#OPTOUT")


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, settings: Settings) -> None:
    settings.EXPORTS_ROOT = tmp_path / "exports"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def supervisor(db: None) -> User:
    return factories.user(Role.SUPERVISOR, name="Camila Portela")


@pytest.fixture
def supervisor_client(supervisor: User) -> Client:
    client = Client()
    client.force_login(supervisor)
    return client


@pytest.fixture
def auditor(db: None) -> User:
    return factories.user(Role.AUDITOR, name="Otávio Bastos")


@dataclass(frozen=True, slots=True)
class Person:
    contact: Contact
    merged_id: int
    heard: Message
    waiting: Message
    media: MediaFile


@pytest.fixture
def ana(db: None) -> Person:
    """Merged from two contacts, red, in a group, with a file and a message that waits."""
    factories.custom_field("cor")
    data = ContactData(
        name=NAME,
        whatsapp=f"+{NUMBER}",
        email=EMAIL,
        groups=(Group.objects.create(name="Clientes"),),
        extra={"cor": "azul"},
    )
    contact = directory.create(data, by=SYSTEM, origin=ContactOrigin.MANUAL)
    other = factories.contact("Ana B.", "+55 11 97777-1234")
    contact = merging.merge(contact, other, by=SYSTEM)
    names = Identity(wa_id="551187654321", bsuid="BR.1234", username=USERNAME)
    contact = identities.learn(contact, names, by=META)
    channel = factories.channel()
    heard = factories.inbound(channel, contact, "Quero boleto", ago=timedelta(minutes=5))
    media = MediaFile.objects.create(message=heard, media_id="m1", filename="ana.jpg")
    media.file.save("ana", ContentFile(b"retrato"))
    contact = factories.red(contact)
    waiting = factories.message(channel, contact, text="Olá, Ana Beatriz!")
    trail.record(Action.MESSAGE_REFUSED, by=SYSTEM, number=NUMBER)
    IdempotencyKey.objects.create(
        owner=factories.user(),
        key="k1",
        body_digest=b"",
        status_code=201,
        answer={"contact": contact.pk, "text": "Olá, Ana Beatriz!"},
    )
    return Person(contact, other.pk, heard, waiting, media)
