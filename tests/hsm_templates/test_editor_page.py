"""Cadastro de template: what is typed is kept, checked as one types, and never overwrites."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conecta.accounts.roles import Role
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import authoring
from hsm_templates.models import Template, TemplateStatus
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
NEW = reverse("hsm_templates:new")
PREVIEW = reverse("hsm_templates:preview")


@pytest.fixture(autouse=True)
def _supervisor(client: Client) -> None:
    client.force_login(factories.user(Role.SUPERVISOR))


def typed(account: BusinessAccount, **fields: Any) -> dict[str, Any]:
    return {
        "account": account.pk,
        "name": "aviso_de_visita",
        "category": "UTILITY",
        "language": "pt_BR",
        "header": "Visita técnica",
        "body": world.BODY,
        "footer": "Aurora Móveis",
        "sample.body.1": "Ana",
        "sample.body.2": "sexta às 10h",
        "action": "save",
    } | fields


def test_a_draft_is_saved_and_shown(client: Client) -> None:
    answer = client.post(NEW, typed(factories.account()))

    template = Template.objects.get()
    assert answer.headers["Location"] == reverse("hsm_templates:detail", args=[template.pk])
    assert template.status == TemplateStatus.DRAFT
    assert template.content.body.samples == ("Ana", "sexta às 10h")


def test_lines_of_the_body_are_kept_as_meta_wants_them(client: Client) -> None:
    client.post(NEW, typed(factories.account(), body="Olá!\r\n\r\nAté logo."))

    assert Template.objects.get().content.body.text == "Olá!\n\nAté logo."


def test_submitting_from_the_form_saves_and_submits(client: Client) -> None:
    client.post(NEW, typed(factories.account(), action="submit"))

    assert Template.objects.get().status == TemplateStatus.SUBMITTING


def test_submitting_errors_saves_nothing_and_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(NEW, typed(factories.account(), action="submit", body="Olá, {{1}}"))

    content = answer.content.decode()
    assert answer.status_code == 422
    assert not Template.objects.exists()
    assert "Corrija 1 erro antes de enviar para análise." in content
    assert "Olá, {{1}}</textarea>" in content


def test_what_the_form_does_not_offer_is_named(client: Client) -> None:
    answer = client.post(NEW, typed(factories.account(), category="OTHER"))

    assert answer.status_code == 422
    assert "Categoria: Faça uma escolha válida." in answer.content.decode()


def test_a_name_that_is_taken_is_said_beside_the_field(client: Client) -> None:
    taken = world.draft()

    answer = client.post(NEW, typed(taken.account))

    assert answer.status_code == 409
    assert "já tem um HSM aviso_de_visita em pt_BR" in answer.content.decode()
    assert Template.objects.count() == 1


def test_a_stale_edit_overwrites_nothing_and_keeps_what_was_typed(client: Client) -> None:
    template = world.draft()
    data = world.data(template.account, footer="De outra pessoa")
    authoring.change(template, data, version=1, by=world.supervisor())
    url = reverse("hsm_templates:edit", args=[template.pk])

    answer = client.post(url, typed(template.account, footer="Meu rodapé", version=1))

    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Outra pessoa alterou este HSM enquanto você editava." in content
    assert 'value="Meu rodapé"' in content
    assert "Ver a versão salva por outra pessoa" in content
    template.refresh_from_db()
    assert template.components[-1]["text"] == "De outra pessoa"


def test_who_was_told_may_save_again_over_it(client: Client) -> None:
    template = world.draft()
    data = world.data(template.account, footer="De outra pessoa")
    authoring.change(template, data, version=1, by=world.supervisor())
    url = reverse("hsm_templates:edit", args=[template.pk])
    sent = typed(template.account, footer="Meu rodapé", version=1)

    told = client.post(url, sent)
    client.post(url, sent | {"version": told.context["version"]})

    template.refresh_from_db()
    assert (template.version, template.components[-1]["text"]) == (3, "Meu rodapé")


def test_an_edit_is_saved(client: Client) -> None:
    template = world.draft()
    url = reverse("hsm_templates:edit", args=[template.pk])

    client.post(url, typed(template.account, footer="Novo rodapé", version=1))

    template.refresh_from_db()
    assert (template.version, template.components[-1]["text"]) == (2, "Novo rodapé")


def test_what_is_not_editable_leads_back_to_its_page(client: Client) -> None:
    template = factories.template(status="pending")

    answer = client.get(reverse("hsm_templates:edit", args=[template.pk]))

    assert answer.headers["Location"] == reverse("hsm_templates:detail", args=[template.pk])


def test_a_name_that_meta_knows_is_not_asked_again(client: Client) -> None:
    template = factories.template(status="rejected", meta_id="9", name="aviso")
    url = reverse("hsm_templates:edit", args=[template.pk])

    client.post(url, {"category": "UTILITY", "body": "Tudo certo.", "version": 1, "name": "outro"})

    template.refresh_from_db()
    assert (template.name, template.status) == ("aviso", TemplateStatus.DRAFT)


def test_another_template_is_the_beginning_of_a_new_one(client: Client) -> None:
    base = world.draft()

    content = client.get(NEW, {"base": base.pk}).content.decode()

    assert 'value="aviso_de_visita_copia"' in content
    assert 'value="sexta às 10h"' in content


def test_the_only_account_is_chosen_already(client: Client) -> None:
    account = factories.account()

    assert f'<option value="{account.pk}" selected>' in client.get(NEW).content.decode()


def test_without_an_account_the_page_says_what_is_missing(client: Client) -> None:
    content = client.get(NEW).content.decode()

    assert "Nenhuma conta do WhatsApp" in content
    assert '<form class="stack' not in content


def test_the_preview_shows_samples_and_findings(client: Client) -> None:
    answer = client.post(
        PREVIEW, typed(factories.account(), body="Oi, {{1}}! {{2}}", known="body.1,body.2")
    )

    content = answer.content.decode()
    assert "Oi, Ana! sexta às 10h" in content
    assert "Erro: variável no fim do corpo" in content
    assert "Corrija 1 erro para enviar." in content
    assert 'id="hsm-exemplos"' not in content


def test_a_text_without_an_account_is_not_ready(client: Client) -> None:
    account = factories.account()
    nowhere = client.post(PREVIEW, typed(account) | {"account": ""}).content.decode()
    somewhere = client.post(PREVIEW, typed(account)).content.decode()

    assert "Escolha a conta para enviar." in nowhere
    assert 'name="action" value="submit" aria-disabled="true"' in nowhere
    assert "pronto para enviar" in somewhere
    assert 'value="submit" aria-disabled' not in somewhere


def test_a_sample_that_is_missing_leaves_the_variable_marked(client: Client) -> None:
    sent = typed(factories.account())
    del sent["sample.body.2"]

    content = client.post(PREVIEW, sent).content.decode()

    assert '<span class="var">{{2}}</span>' in content


def test_fields_for_samples_come_when_the_variables_change(client: Client) -> None:
    content = client.post(PREVIEW, typed(factories.account(), known="body.1")).content.decode()

    assert 'id="hsm-exemplos" hx-swap-oob="true"' in content
    assert 'name="sample.body.2" value="sexta às 10h"' in content


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("livre", "Nome livre nesta conta."),
        ("Aviso!", "Nome com caracteres que a Meta não aceita."),
        ("aviso_de_visita", "Esta conta já tem um HSM com este nome neste idioma."),
    ],
)
def test_the_name_is_judged_while_it_is_typed(client: Client, name: str, sentence: str) -> None:
    taken = world.draft()

    content = client.post(PREVIEW, typed(taken.account, name=name)).content.decode()

    assert sentence in content


def test_a_template_being_edited_does_not_stand_in_its_own_way(client: Client) -> None:
    template = world.draft()
    url = reverse("hsm_templates:preview_edit", args=[template.pk])

    content = client.post(url, typed(template.account)).content.decode()

    assert "Nome livre nesta conta." in content


def test_what_is_typed_is_never_html(client: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"

    content = client.post(
        PREVIEW, typed(factories.account(), body=hostile, header=hostile, footer=hostile)
    ).content.decode()

    assert "<img" not in content


def test_the_preview_takes_the_data_of_a_contact(client: Client) -> None:
    factories.contact("Luciana Teixeira")
    account = factories.account()

    found = client.post(PREVIEW, typed(account, contact="luciana")).content.decode()
    missed = client.post(PREVIEW, typed(account, contact="xyz")).content.decode()

    assert "Olá, Luciana!" in found
    assert "Com os dados de Luciana Teixeira" in found
    assert "Olá, Ana!" in missed
    assert "Nenhum contato com “xyz”" in missed


def test_a_long_marketing_body_is_folded_and_many_buttons_are_behind_a_list(
    client: Client,
) -> None:
    fields = {f"button.{n}.kind": "QUICK_REPLY" for n in range(4)}
    fields |= {f"button.{n}.text": f"Opção {n}" for n in range(4)}
    sent = typed(factories.account(), category="MARKETING", parts="1", **fields)

    content = client.post(PREVIEW, sent | {"body": "Linha de novidades.\n" * 9}).content.decode()

    assert "Ler mais" in content
    assert "Ver todas as opções" in content


def test_other_parts_are_drawn_when_there_are_others(client: Client) -> None:
    account = factories.account()
    first = client.post(PREVIEW, typed(account, parts="1", header_kind="TEXT")).context["sheet"]
    sent = typed(account, parts="1", header_kind="IMAGE", shape=first.shape, known=first.known)

    other = client.post(PREVIEW, sent).content.decode()
    same = client.post(PREVIEW, sent | {"header_kind": "TEXT"}).content.decode()

    assert 'id="hsm-conteudo"' in other
    assert 'id="hsm-conteudo"' not in same


def test_the_validity_is_kept_as_meta_counts_it(client: Client) -> None:
    client.post(NEW, typed(factories.account(), ttl_amount="10", ttl_unit="min"))

    assert Template.objects.get().ttl_seconds == 600


def test_a_validity_that_meta_would_refuse_is_said(client: Client) -> None:
    sent = typed(factories.account(), ttl_amount="10", ttl_unit="d")

    content = client.post(PREVIEW, sent).content.decode()

    assert "Erro: validade de 864000 segundos" in content
    assert "de 30 segundos a 12 horas, ou 30 dias" in content
