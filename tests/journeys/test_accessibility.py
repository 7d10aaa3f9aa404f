"""Every kind of page as axe sees it, in both themes, by WCAG and by axe's own good practice; and
whether it fits a telephone and a tablet."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from audit.actors import SYSTEM
from audit.exporting import TRAIL, parameters
from conecta.accounts.models import User
from conecta.accounts.roles import Role
from conecta.exports import requests
from conecta.local import demo
from conecta.whatsapp.models import Channel
from contacts import erasing
from contacts.models import Contact
from hsm_templates.models import Template
from messaging.models import Conversation, MessageStatus
from tests import factories
from tests.desk import Desk
from tests.hsm_templates import accepted
from tests.journeys.composer import Composer
from tests.journeys.inspection import DIALOG, Inspection
from tests.journeys.processes import Conecta

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

FINAL = (
    MessageStatus.UNKNOWN,
    MessageStatus.ACCEPTED,
    MessageStatus.SENT,
    MessageStatus.FAILED,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
    MessageStatus.SKIPPED,
)


@pytest.fixture
def talk(conecta: Conecta) -> Conversation:
    """The demonstration, and a conversation with a message in every state that lasts."""
    demo.load()
    contact, channel = Contact.objects.earliest("id"), Channel.objects.earliest("id")
    template = Template.objects.filter(account=channel.account).earliest("id")
    for status in FINAL:
        factories.message(channel, contact, template=template, status=status, due_at=None)
    factories.rate(valid_from=date(2099, 1, 1))
    administrator = User.objects.get(email="admin@conecta.local")
    requests.request(TRAIL, parameters(""), format="csv", by=administrator)
    return Conversation.objects.get()


def test_pages_have_no_violation_and_fit_small_screens(
    conecta: Conecta, talk: Conversation, open_page: Callable[[], Page]
) -> None:
    desk = Desk(open_page(), conecta.url, User.objects.get(email="admin@conecta.local"))
    inspection = Inspection(desk.page)
    desk.page.goto(f"{conecta.url}/entrar/")
    inspection.look()
    desk.arrive()

    for path, landmark in places(talk).items():
        desk.page.goto(conecta.url + path)
        expect(desk.page.get_by_text(landmark).filter(visible=True).first).to_be_visible()
        inspection.look()

    assert inspection.found == []


def test_the_dialog_has_no_violation_and_fits_small_screens(
    conecta: Conecta, talk: Conversation, open_page: Callable[[], Page]
) -> None:
    desk = Desk(open_page(), conecta.url, User.objects.get(email="agente@conecta.local"))
    desk.arrive(talk.contact.get_absolute_url())
    composer = Composer(desk.page)
    composer.open()
    expect(composer.reasons).to_be_visible()

    inspection = Inspection(desk.page)
    inspection.look(DIALOG)
    assert inspection.found == []


def test_the_editor_and_the_page_of_every_part_have_no_violation(
    conecta: Conecta, channel: Channel, open_page: Callable[[], Page]
) -> None:
    desk = Desk(open_page(), conecta.url, factories.user(Role.ADMINISTRATOR))
    inspection = Inspection(desk.page)
    for name in ("actions_first", "carousel", "code_one_tap"):
        template = rich(channel, name)
        for page in ("edit", "detail"):
            desk.arrive(reverse(f"hsm_templates:{page}", args=[template.pk]))
            expect(desk.page.locator(".phone")).to_be_visible()
            inspection.look()

    assert inspection.found == []


def rich(channel: Channel, name: str) -> Template:
    """A draft with the parts that the demonstration does not have."""
    case = next(case for case in accepted.ALL if case.name == name)
    return factories.template(
        account=channel.account,
        name=name,
        status="draft",
        category=case.category,
        components=list(case.components),
    )


def test_dialogs_have_no_violation(
    conecta: Conecta, talk: Conversation, open_page: Callable[[], Page]
) -> None:
    desk = Desk(open_page(), conecta.url, User.objects.get(email="supervisor@conecta.local"))
    inspection = Inspection(desk.page)
    for place, clicks in dialogs(talk.contact):
        desk.arrive(place)
        for selector in clicks:
            desk.page.locator(selector).first.click()
        expect(desk.page.get_by_role("dialog").get_by_role("heading", level=2)).to_be_visible()
        inspection.look(DIALOG)

    assert inspection.found == []


def dialogs(contact: Contact) -> Iterator[tuple[str, list[str]]]:
    """Where they are, and what is clicked to open them."""
    yield reverse("audit:list"), [f"[hx-get^='{reverse('audit:export')}']"]
    for name in ("contacts:erase", "messaging:export_person"):
        button = f"[hx-get^='{reverse(name, args=[contact.pk])}']"
        yield contact.get_absolute_url(), ["#cabecalho summary[aria-label='Mais ações']", button]
    yield reverse("custom_fields:list"), [".fab"]
    mapped = Template.objects.get(name="lembrete_vencimento")
    yield reverse("hsm_templates:detail", args=[mapped.pk]), ["#hsm-preencher"]


def places(talk: Conversation) -> dict[str, str]:
    """Addresses, each with words that are there once the page is whole."""
    contact = talk.contact
    return {
        reverse("messaging:dashboard"): "Opt-in dos contatos",
        reverse("messaging:inbox"): "Ninguém esperando",
        reverse("messaging:thread", args=[talk.pk]): "Sem confirmação",
        reverse("contacts:list"): contact.name,
        reverse("contacts:new"): "O que o OPTIN permite",
        contact.get_absolute_url(): "Histórico do opt-in",
        reverse("hsm_templates:list"): "Rascunho",
        reverse("hsm_templates:new"): "Conferência",
        reverse("custom_fields:list"): "Nº do pedido",
        reverse("whatsapp:channels"): "Aurora SAC",
        reverse("rates:list"): "Futura",
        reverse("rates:new"): "Vale a partir de",
        reverse("optin_settings:page"): "O que cada estado permite",
        reverse("optin_settings:term_new"): "Publicar a versão 1",
        reverse("optin_help"): "Como a pessoa recusa",
        reverse("accounts:users"): "Camila Portela",
        reverse("messaging:optin_report"): "Recusas por HSM",
        reverse("optin_wording:words"): "Texto do pedido de opt-in",
        f"{reverse('audit:list')}?contact={contact.pk}": "Cadastrou contato",
        reverse("messaging:story", args=[contact.pk]): "Livro de opt-in",
        reverse("exports:list"): "Trilha de auditoria",
        forgotten().get_absolute_url(): "Contato apagado",
    }


def forgotten() -> Contact:
    contact = factories.contact("Quem pediu para sair")
    return erasing.erase(contact, by=SYSTEM, reason="Pedido do titular")
