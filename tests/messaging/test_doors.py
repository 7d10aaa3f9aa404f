"""Every door to red and to green: what the ledger then says of source, evidence and place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from audit.actors import SYSTEM
from conecta.accounts.roles import Role
from contacts.models import Contact
from messaging import inbox
from optin import consents, history, wording
from optin.consents import Evidence
from optin.models import EvidenceKind, OptinEvent, Source
from tests import factories
from tests.messaging import webhook

pytestmark = pytest.mark.django_db

ANA = "5511987654321"
Door = Callable[[Contact], object]


def said(value: dict[str, object]) -> None:
    webhook.post(Client(), webhook.body(value))
    inbox.drain()


def quick_reply(payload: str, title: str) -> dict[str, object]:
    value = webhook.text(ANA, title)
    message = value["messages"][0]
    del message["text"]
    message |= {"type": "button", "button": {"payload": payload, "text": title}}
    return value


def api(role: Role) -> APIClient:
    client = APIClient()
    client.force_authenticate(factories.user(role))
    return client


def elsewhere(kind: str, sender: str, words: str) -> None:
    body = {"channel_kind": kind, "from": sender, "text": words, "at": timezone.now().isoformat()}
    answer = api(Role.SUPERVISOR).post("/api/v1/inbound/", body, format="json")
    assert answer.status_code == 200


def by_api(contact: Contact, action: str) -> None:
    proof = {"kind": "document", "text": "Ficha", "obtained_at": timezone.now().isoformat()}
    url = f"/api/v1/contacts/{contact.pk}/optin/"
    answer = api(Role.AGENT).post(url, {"action": action, "evidence": proof}, format="json")
    assert answer.status_code == 200


def by_agent(contact: Contact, name: str) -> None:
    client = Client()
    client.force_login(factories.user(Role.AGENT))
    form = {
        "kind": "call",
        "text": "Pediu por telefone",
        "obtained_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "reference": "gravação 12",
    }
    assert client.post(reverse(name, args=[contact.pk]), form).status_code == 204


def by_import(contact: Contact) -> None:
    proof = Evidence(
        kind=EvidenceKind.DOCUMENT,
        text="Lista de recusas de 2025",
        said_at=timezone.now() - timedelta(days=90),
        reference="recusas.csv, linha 7",
    )
    consents.revoke(contact, evidence=proof, source=Source.IMPORT, by=SYSTEM)


REFUSALS: dict[str, tuple[Door, Source, EvidenceKind, str]] = {
    "#OPTOUT": (
        lambda _: said(webhook.text(ANA, "#OPTOUT")),
        Source.KEYWORD,
        EvidenceKind.MESSAGE,
        "mensagem “#OPTOUT” no canal Aurora Cobrança",
    ),
    "a synonym": (
        lambda _: said(webhook.text(ANA, "Sair!")),
        Source.KEYWORD,
        EvidenceKind.MESSAGE,
        "mensagem “Sair!” no canal Aurora Cobrança",
    ),
    "the payload of a quick reply": (
        lambda _: said(quick_reply("#OPTOUT", "Agora não")),
        Source.KEYWORD,
        EvidenceKind.MESSAGE,
        "mensagem “Agora não” no canal Aurora Cobrança",
    ),
    "web chat": (
        lambda _: elsewhere("webchat", f"+{ANA}", "#optout"),
        Source.KEYWORD,
        EvidenceKind.OTHER_CHANNEL,
        "outro canal “#optout” no canal webchat",
    ),
    "sms": (
        lambda _: elsewhere("sms", "11 98765-4321", "PARAR"),
        Source.KEYWORD,
        EvidenceKind.OTHER_CHANNEL,
        "outro canal “PARAR” no canal sms",
    ),
    "e-mail": (
        lambda _: elsewhere("email", "ana@exemplo.com.br", "#OPTOUT"),
        Source.KEYWORD,
        EvidenceKind.OTHER_CHANNEL,
        "outro canal “#OPTOUT” no canal email",
    ),
    "an agent": (
        lambda contact: by_agent(contact, "optin:refuse"),
        Source.AGENT,
        EvidenceKind.CALL,
        "ligação “Pediu por telefone”, referência gravação 12",
    ),
    "the API": (
        lambda contact: by_api(contact, "revoke"),
        Source.API,
        EvidenceKind.DOCUMENT,
        "documento “Ficha”",
    ),
    "an import": (
        by_import,
        Source.IMPORT,
        EvidenceKind.DOCUMENT,
        "documento “Lista de recusas de 2025”, referência recusas.csv, linha 7",
    ),
}
ACCEPTANCES: dict[str, tuple[Door, Source, EvidenceKind, str]] = {
    "#OPTIN": (
        lambda _: said(webhook.text(ANA, "#OPTIN")),
        Source.KEYWORD,
        EvidenceKind.MESSAGE,
        "mensagem “#OPTIN” no canal Aurora Cobrança",
    ),
    "#OPTIN elsewhere": (
        lambda _: elsewhere("sms", f"+{ANA}", "#optin"),
        Source.KEYWORD,
        EvidenceKind.OTHER_CHANNEL,
        "outro canal “#optin” no canal sms",
    ),
    "an agent": (
        lambda contact: by_agent(contact, "optin:accept"),
        Source.AGENT,
        EvidenceKind.CALL,
        "ligação “Pediu por telefone”, referência gravação 12",
    ),
    "the API": (
        lambda contact: by_api(contact, "grant"),
        Source.API,
        EvidenceKind.DOCUMENT,
        "documento “Ficha”",
    ),
}


@pytest.fixture
def ana() -> Contact:
    factories.channel()
    made = factories.contact("Ana", f"+{ANA}")
    Contact.objects.filter(pk=made.pk).update(email="ana@exemplo.com.br")
    return made


@pytest.mark.parametrize("door", REFUSALS)
def test_a_refusal_by_each_door(ana: Contact, door: str) -> None:
    enter, source, kind, told = REFUSALS[door]

    enter(ana)

    event = OptinEvent.objects.get(contact=ana)
    ana.refresh_from_db()
    assert ana.is_refused
    assert (event.source, event.evidence_kind) == (source, kind)
    assert history.lines(ana)[0].evidence == told


@pytest.mark.parametrize("door", ACCEPTANCES)
def test_an_acceptance_by_each_door(ana: Contact, door: str) -> None:
    enter, source, kind, told = ACCEPTANCES[door]

    enter(ana)

    event = OptinEvent.objects.get(contact=ana)
    ana.refresh_from_db()
    assert ana.optin_status == "opted_in"
    assert (event.source, event.evidence_kind) == (source, kind)
    assert history.lines(ana)[0].evidence == told


def test_a_misspelling_on_another_channel_is_left_to_that_channel_to_ask(ana: Contact) -> None:
    body = {
        "channel_kind": "sms",
        "from": f"+{ANA}",
        "text": "#optuot",
        "at": timezone.now().isoformat(),
    }

    answer = api(Role.SUPERVISOR).post("/api/v1/inbound/", body, format="json")

    assert answer.json()["decision"] == "ask_refuse"
    assert not OptinEvent.objects.exists()


@pytest.mark.parametrize(
    "enter",
    [
        lambda: said(webhook.text(ANA, "chega de mensagem")),
        lambda: elsewhere("sms", f"+{ANA}", "chega de mensagem"),
    ],
)
def test_a_word_of_the_settings_refuses_at_once_on_every_channel(
    ana: Contact, enter: Callable[[], None]
) -> None:
    enter()
    ana.refresh_from_db()
    assert not ana.is_refused

    own = wording.Wording(refusal_words=("CHEGA DE MENSAGEM",))
    wording.change(own, version=1, by=factories.user(Role.ADMINISTRATOR))
    enter()

    ana.refresh_from_db()
    assert ana.is_refused


def test_a_synonym_taken_out_of_the_settings_refuses_no_more(ana: Contact) -> None:
    bare = wording.Wording(refusal_words=())
    wording.change(bare, version=1, by=factories.user(Role.ADMINISTRATOR))

    said(webhook.text(ANA, "SAIR"))
    ana.refresh_from_db()
    assert not ana.is_refused

    said(webhook.text(ANA, "#OPTOUT"))
    ana.refresh_from_db()
    assert ana.is_refused


@pytest.mark.parametrize(("confirms", "replies"), [(True, 1), (False, 0)])
def test_a_refusal_is_confirmed_if_so_configured(
    ana: Contact, confirms: bool, replies: int
) -> None:
    own = wording.Wording(confirms_refusal=confirms)
    wording.change(own, version=1, by=factories.user(Role.ADMINISTRATOR))

    said(webhook.text(ANA, "#OPTOUT"))

    assert ana.messages.filter(direction="out").count() == replies
