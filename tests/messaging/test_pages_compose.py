"""The dialog "Enviar mensagem ativa": what it offers, previews and explains before a send."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from conecta.whatsapp.models import Channel
from contacts.models import Contact
from hsm_templates.models import Template, TemplateStatus
from messaging.models import Message
from tests import factories
from tests.contacts.markup import attribute, select, text_of
from tests.messaging.pages import form, is_blocked, preview

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Contact:
    return factories.contact("Ana Beatriz", "+55 11 98765-4321")


def dialog(client: Client, contact: Contact) -> Any:
    return client.get(reverse("messaging:compose", args=[contact.pk]))


def test_it_names_the_person_and_waits_for_a_choice(
    agent_client: Client, ana: Contact, template: Template
) -> None:
    page = dialog(agent_client, ana)

    assert text_of(page, ".dialog__head p") == "Para Ana Beatriz, +55 11 98765-4321"
    assert text_of(page, "#compose-reasons-title") == "Antes de escolher o HSM"
    assert text_of(page, "#compose-news") == "Escolha um HSM."
    assert is_blocked(page)
    assert attribute(page, "#compose-submit", "aria-describedby") == "compose-news"


def test_it_offers_what_the_account_of_the_channel_may_send(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    factories.template(account=channel.account, name="aprovado")
    factories.template(account=channel.account, name="em_analise", status=TemplateStatus.PENDING)
    other = factories.account(waba_id="100000000000002")
    factories.template(account=other, name="de_outra_conta")

    page = dialog(agent_client, ana)

    assert text_of(page, ".picker__item b", all_=True) == ["aprovado"]
    assert text_of(page, "#compose-count") == "1 de 1 HSM aprovados na conta do canal."


def test_a_template_that_we_cannot_fill_yet_says_so_and_cannot_be_chosen(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    body = {"type": "BODY", "text": "Veja o catálogo."}
    image = {"type": "HEADER", "format": "GIF", "example": {"header_handle": ["x"]}}
    factories.template(account=channel.account, components=[image, body])

    page = dialog(agent_client, ana)

    assert "disabled" in select(page, "#compose-picker .radio")[0].attributes
    assert text_of(page, ".picker__text") == "Ainda não enviamos cabeçalho com GIF."


def test_receptive_channels_are_shown_with_their_reason_and_cannot_be_chosen(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    factories.channel(
        account=channel.account, phone_number_id="9", name="Aurora Avisos", receptive=True
    )

    options = select(dialog(agent_client, ana), "#compose-channel option")

    assert [option.text for option in options] == [
        "Aurora Cobrança, +55 11 4003-1020",
        "Aurora Avisos, +55 11 4003-1020 (Receptivo: só responde)",
    ]
    assert ["disabled" in option.attributes for option in options] == [False, True]
    assert ["selected" in option.attributes for option in options] == [True, False]


def test_with_receptive_channels_only_the_reason_is_told_at_once(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    Channel.objects.update(receptive=True)

    page = dialog(agent_client, ana)

    assert text_of(page, "#compose-reasons strong", all_=True) == ["O canal é Receptivo"]
    assert is_blocked(page)
    assert attribute(page, "#compose-submit", "aria-describedby") == "compose-reasons"


def test_a_red_contact_is_told_before_any_choice(
    agent_client: Client, ana: Contact, template: Template
) -> None:
    factories.red(ana)

    page = dialog(agent_client, ana)

    assert text_of(page, "#compose-reasons strong", all_=True) == [
        "O contato recusou mensagens ativas (#OPTOUT)"
    ]
    assert text_of(page, "#compose-news") == "Não pode ser enviada: 1 motivo."


def test_without_channels_it_says_so(agent_client: Client, ana: Contact) -> None:
    page = dialog(agent_client, ana)

    assert text_of(page, "#compose-channel option") == "Nenhum canal cadastrado"
    assert is_blocked(page)


def test_choosing_a_template_brings_its_variables_with_the_first_name_filled_in(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    said = {"channel": channel.pk, "template": template.pk}

    page = preview(agent_client, ana, said, part="fields")

    field = select(page, "#compose-blanks .input")[0].attributes
    assert (field["name"], field["value"], field["placeholder"]) == (
        "value.body.1",
        "Ana",
        "Ex.: Ana",
    )
    assert text_of(page, ".wa__bubble p") == "Olá, Ana! Seu pedido saiu."
    assert not is_blocked(page)


def test_what_is_typed_shows_in_the_bubble_and_a_gap_keeps_its_placeholder(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    typed = preview(agent_client, ana, form(channel, template, name="*Aninha*"))
    empty = preview(agent_client, ana, form(channel, template, name=" "))

    assert text_of(typed, ".wa__bubble p") == "Olá, Aninha ! Seu pedido saiu."
    assert text_of(typed, ".wa__bubble strong") == "Aninha"
    assert text_of(empty, ".wa__bubble p") == "Olá, {{1}} ! Seu pedido saiu."
    assert text_of(empty, "#compose-reasons p", all_=True) == ["Preencha {{1}} do corpo."]
    assert is_blocked(empty)


def test_header_footer_and_buttons_are_in_the_bubble(
    agent_client: Client, ana: Contact, channel: Channel
) -> None:
    whole = factories.template(
        account=channel.account,
        components=[
            {"type": "HEADER", "format": "TEXT", "text": "Entrega"},
            {"type": "BODY", "text": "Seu pedido saiu."},
            {"type": "FOOTER", "text": "Envie #OPTOUT para sair."},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Obrigada"}]},
        ],
    )

    page = preview(agent_client, ana, form(channel, whole))

    assert text_of(page, ".wa__head") == "Entrega"
    assert text_of(page, ".wa__foot") == "Envie #OPTOUT para sair."
    assert text_of(page, ".wa__action") == "Obrigada"


def test_an_allowed_message_says_why_and_what_to_mind(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    page = preview(agent_client, ana, form(channel, template))

    assert text_of(page, "#compose-reasons-title") == "Por que este envio é permitido"
    assert text_of(page, "#compose-reasons strong", all_=True) == [
        "O canal não é Receptivo",
        "O contato está cadastrado",
        "Opt-in indefinido: só envio individual",
        "Janela de 24 h fechada: só HSM",
    ]
    assert "Este HSM não informa" in text_of(page, "#compose-reasons")


def test_a_green_contact_in_an_open_window_needs_no_warning(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    factories.green(ana)
    factories.conversation(channel, ana, inbound_ago=timedelta(hours=1))

    page = preview(agent_client, ana, form(channel, template))

    assert text_of(page, "#compose-reasons strong", all_=True)[2:] == [
        "Opt-in aceito",
        "Janela de 24 h aberta",
    ]


def test_a_search_keeps_the_chosen_template_in_sight(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    factories.template(account=channel.account, name="segunda_via")
    said = form(channel, template, search="segunda")

    page = preview(agent_client, ana, said, part="picker")

    assert text_of(page, ".picker__item b", all_=True) == [template.name, "segunda_via"]
    assert text_of(page, "#compose-count") == "1 de 2 HSM aprovados na conta do canal."
    assert not is_blocked(page)


def test_another_account_drops_the_template_that_is_not_its_own(
    agent_client: Client, ana: Contact, template: Template
) -> None:
    other = factories.channel(account=factories.account(waba_id="2"), phone_number_id="2")

    page = preview(agent_client, ana, form(other, template), part="picker")

    assert "ainda não tem HSM aprovado" in text_of(page, ".picker__item")
    assert text_of(page, "#compose-blanks") == ""
    assert is_blocked(page)


@pytest.mark.parametrize("template_id", ["9" * 40, "-1", "1e3", "²", "\x00", ""])
def test_a_template_that_is_no_id_is_none(
    agent_client: Client, ana: Contact, channel: Channel, template_id: str
) -> None:
    page = preview(
        agent_client, ana, {"channel": channel.pk, "template": template_id, "search": "\x00"}
    )

    assert page.status_code == 200
    assert is_blocked(page)


def test_previews_record_nothing(
    agent_client: Client, ana: Contact, channel: Channel, template: Template
) -> None:
    before = Entry.objects.count()
    factories.red(ana)
    consent = Entry.objects.count() - before

    preview(agent_client, ana, form(channel, template))

    assert Entry.objects.count() == before + consent
    assert Message.objects.count() == 0


def test_a_merged_contact_is_followed_and_an_erased_one_is_gone(
    agent_client: Client, ana: Contact, template: Template
) -> None:
    old = factories.contact("Ana antiga", "")
    Contact.objects.filter(pk=old.pk).update(merged_into=ana)
    gone = factories.contact("Sem rastro")
    Contact.objects.filter(pk=gone.pk).update(erased_at="2026-01-01T00:00:00Z")

    assert "Para Ana Beatriz" in text_of(dialog(agent_client, old), ".dialog__head p")
    assert dialog(agent_client, gone).status_code == 404
