"""Where the values of a template come from: decided by a supervisor, used at each send."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from audit.actions import Action
from audit.actors import SYSTEM
from conecta.accounts.roles import Role
from conecta.errors import DomainError
from contacts import custom_fields
from contacts.field_values import FieldKind
from contacts.models import Contact, CustomField
from hsm_templates import mapping, sources
from hsm_templates.models import Template
from hsm_templates.sources import Origin, Source
from tests import factories
from tests.hsm_templates import world

pytestmark = pytest.mark.django_db
MAPPING = {
    "body.1": Source(origin=Origin.FIRST_NAME, fallback="cliente"),
    "body.2": Source(origin=Origin.EXTRA, text="horario", fallback="breve"),
}


def mapped() -> Template:
    factories.custom_field("horario", "Horário da visita")
    return mapping.change(world.draft(), MAPPING, by=world.supervisor())


def test_it_is_kept_and_audited() -> None:
    template = mapped()

    assert sources.parse(template.mapping) == MAPPING
    (entry,) = world.entries(Action.TEMPLATE_MAPPED)
    assert entry.object_id == str(template.pk)


@pytest.mark.parametrize(
    ("name", "extra", "values"),
    [
        ("Ana Beatriz", {"horario": "10h"}, ("Ana", "10h")),
        ("", {}, ("cliente", "breve")),
        ("Ana", {"horario": {"no": 1}}, ("Ana", "breve")),
    ],
)
def test_an_empty_field_gives_way_to_the_fallback(
    name: str, extra: dict[str, Any], values: tuple[str, str]
) -> None:
    template = mapped()
    contact = factories.contact()
    contact.name, contact.extra = name, extra

    filled = sources.fill(template.content, template.mapping, contact)

    assert (filled["body.1"], filled["body.2"]) == values


def test_a_fixed_text_needs_its_text_and_a_variable_must_exist() -> None:
    template = world.draft()

    for key, source in (("body.1", Source(origin=Origin.FIXED)), ("body.9", Source(text="x"))):
        with pytest.raises(DomainError) as refused:
            mapping.change(template, {key: source}, by=world.supervisor())
        assert refused.value.code == "mapping_invalid"
    assert Template.objects.get().mapping == {}


def test_the_dialog_saves_it_and_the_page_tells_it(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:mapping", args=[template.pk])

    client.post(url, {"origin.body.1": "fixed", "text.body.1": "Ana", "origin.body.2": "typed"})

    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    assert "Texto fixo: Ana" in page
    assert Template.objects.get().mapping.keys() == {"body.1"}


def test_a_gap_is_said_and_what_was_typed_stays(client: Client) -> None:
    template = world.draft()
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:mapping", args=[template.pk])

    answer = client.post(url, {"origin.body.1": "extra", "fallback.body.1": "você"})

    assert answer.status_code == 422
    assert "Escolha o campo adicional que preenche {{1}} do corpo." in answer.content.decode()
    assert 'value="você"' in answer.content.decode()


def test_the_api_sets_it() -> None:
    template = world.draft()
    api = APIClient()
    api.force_authenticate(factories.user(Role.SUPERVISOR))
    sent = {"mapping": {"body.1": {"origin": "name", "fallback": "cliente"}}}

    answer = api.put(f"/api/v1/templates/{template.pk}/mapping/", sent, format="json")

    assert answer.json()["mapping"] == {
        "body.1": {"origin": "name", "text": "", "fallback": "cliente"}
    }


def test_the_dialog_offers_the_active_fields_by_their_labels(client: Client) -> None:
    template = world.draft()
    factories.custom_field("plano", "Plano")
    custom_fields.retire(factories.custom_field("cor", "Cor"), by=SYSTEM)
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:mapping", args=[template.pk])

    form = client.get(url).content.decode()
    client.post(url, {"origin.body.1": "extra:plano", "text.body.1": "sobra"})

    assert '<option value="extra:plano">Plano</option>' in form
    assert "Cor" not in form
    assert Template.objects.get().mapping == {
        "body.1": {"origin": "extra", "text": "plano", "fallback": ""}
    }


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (FieldKind.DATE, "2026-11-22", "22/11/2026"),
        (FieldKind.NUMBER, 1234.5, "1.234,50"),
        (FieldKind.YES_NO, False, "Não"),
    ],
)
def test_a_value_is_written_by_its_kind(kind: str, value: object, written: str) -> None:
    template = mapped()
    CustomField.objects.update(kind=kind)
    contact = factories.contact()
    contact.extra = {"horario": value}

    assert sources.fill(template.content, template.mapping, contact)["body.2"] == written


def test_a_retired_field_gives_way_to_the_fallback_and_the_page_says_so(client: Client) -> None:
    template = mapped()
    custom_fields.retire(CustomField.objects.get(), by=SYSTEM)
    contact = factories.contact()
    contact.extra = {"horario": "10h"}
    client.force_login(factories.user(Role.SUPERVISOR))

    filled = sources.fill(template.content, template.mapping, contact)
    page = client.get(reverse("hsm_templates:detail", args=[template.pk])).content.decode()
    form = client.get(reverse("hsm_templates:mapping", args=[template.pk])).content.decode()

    assert filled["body.2"] == "breve"
    assert "vinha de Horário da visita: vai a reserva, “breve”." in page
    assert 'value="extra:horario" selected>Horário da visita (fora de uso)' in form


def test_the_preview_with_a_contact_writes_the_value_or_says_what_is_missing(
    client: Client,
) -> None:
    template, field = mapped(), CustomField.objects.get()
    CustomField.objects.update(kind=FieldKind.DATE)
    factories.contact("Luciana Teixeira")
    Contact.objects.update(extra={"horario": "2026-11-22"})
    client.force_login(factories.user(Role.SUPERVISOR))
    url = reverse("hsm_templates:preview_edit", args=[template.pk])
    typed = {"name": template.name, "body": world.BODY, "contact": "luciana"}

    before = client.post(url, typed).content.decode()
    custom_fields.retire(field, by=SYSTEM)
    after = client.post(url, typed).content.decode()

    assert "marcada para 22/11/2026." in before
    assert "fora de uso" not in before
    assert "marcada para breve." in after
    assert "Horário da visita está fora de uso: vale a reserva." in after


def test_a_mapping_with_a_retired_field_is_saved_again_but_not_made_anew() -> None:
    template = mapped()
    custom_fields.retire(CustomField.objects.get(), by=SYSTEM)
    other = {"body.1": MAPPING["body.2"], "body.2": MAPPING["body.2"]}

    assert mapping.change(template, other, by=world.supervisor()).mapping.keys() == set(other)
    mapping.change(template, {}, by=world.supervisor())
    with pytest.raises(DomainError) as refused:
        mapping.change(template, other, by=world.supervisor())

    assert refused.value.code == "mapping_invalid"


def test_the_api_says_which_fields_there_are() -> None:
    template = world.draft()
    factories.custom_field("plano")
    api = APIClient()
    api.force_authenticate(factories.user(Role.SUPERVISOR))
    sent = {"mapping": {"body.1": {"origin": "extra", "text": "planno"}}}

    answer = api.put(f"/api/v1/templates/{template.pk}/mapping/", sent, format="json")

    assert (answer.status_code, answer.json()["code"]) == (400, "mapping_invalid")
    assert answer.json()["errors"]["body.1"] == [
        "Não há campo adicional ativo com a chave “planno”. Crie-o em Configurações – "
        "Campos adicionais, ou use um destes: plano."
    ]


def test_the_page_of_fields_is_told_how_many_use_each(client: Client) -> None:
    mapped()
    unused = factories.custom_field("plano")
    used = CustomField.objects.get(key="horario")
    client.force_login(factories.user(Role.SUPERVISOR))

    told = client.get(reverse("hsm_templates:field_uses")).content.decode()

    assert f'id="campo-hsm-{used.pk}" hx-swap-oob="true">1<' in told
    assert f'id="campo-hsm-{unused.pk}" hx-swap-oob="true">0<' in told
