"""The settings page of additional fields, and the form and the page of a contact that has them."""

import pytest
from django.test import Client

from audit.actors import SYSTEM
from contacts import custom_fields, directory
from contacts.directory import ContactData
from contacts.models import Contact, CustomField
from tests import factories
from tests.contacts.markup import attribute, select, text_of

pytestmark = pytest.mark.django_db

URL = "/configuracoes/campos/"


@pytest.fixture
def fields(db: None) -> dict[str, CustomField]:
    """One of each kind, by key, and a retired one."""
    kinds = {"plano": "text", "valor": "number", "vencimento": "date", "ativo": "yes_no"}
    made = {key: factories.custom_field(key, kind=kind) for key, kind in kinds.items()}
    made["antigo"] = custom_fields.retire(factories.custom_field("antigo"), by=SYSTEM)
    return made


def with_extra(**extra: object) -> Contact:
    contact = factories.contact("Ana Beatriz")
    Contact.objects.update(extra=extra)
    contact.refresh_from_db()
    return contact


class TestSettings:
    def test_an_empty_page_says_what_fields_are_for(self, supervisor_client: Client) -> None:
        page = supervisor_client.get(URL)

        assert "Nenhum campo adicional ainda" in text_of(page, ".empty")
        assert text_of(page, ".fab") == "Novo campo"

    def test_a_row_tells_key_kind_and_who_carries_it(
        self, supervisor_client: Client, fields: dict[str, CustomField]
    ) -> None:
        with_extra(plano="Plus", antigo="x")

        rows = text_of(supervisor_client.get(URL), "tbody tr", all_=True)

        assert rows[0] == "Plano plano Texto 1 – Ativo"
        assert rows[2] == "Vencimento vencimento Data 0 – Ativo"
        assert rows[4] == "Antigo antigo Texto 1 – Desativado"

    def test_a_field_is_made_in_the_dialog(self, supervisor_client: Client) -> None:
        sent = {"label": "Nº do pedido", "kind": "text", "key": ""}

        answer = supervisor_client.post(f"{URL}novo/", sent)
        again = supervisor_client.post(
            f"{URL}novo/", sent | {"label": "Outro", "key": "no_do_pedido"}
        )

        assert "fields-changed" in answer["HX-Trigger"]
        assert CustomField.objects.get().key == "no_do_pedido"
        assert again.status_code == 422
        assert "Já existe um campo com a chave no_do_pedido." in text_of(again, "#id_key_error")
        assert attribute(again, "#id_label", "value") == "Outro"

    def test_the_ends_of_the_list_go_no_further(
        self, supervisor_client: Client, fields: dict[str, CustomField]
    ) -> None:
        first, last = fields["plano"].pk, fields["ativo"].pk
        moved = supervisor_client.post(f"{URL}{first}/ordem/", {"way": "down"})
        supervisor_client.post(f"{URL}{last}/ordem/", {"way": "down"})

        page = supervisor_client.get(URL)

        order = [it.split()[1] for it in text_of(page, "tbody tr", all_=True)]
        assert text_of(moved, "#campos-novidade") == "Plano: 2º da lista"
        assert order == ["valor", "plano", "vencimento", "ativo", "antigo"]
        assert attribute(page, f"#subir-{fields['valor'].pk}", "aria-disabled") == "true"
        assert attribute(page, f"#descer-{last}", "aria-disabled") == "true"

    def test_a_retired_field_may_be_had_back_at_once(
        self, supervisor_client: Client, fields: dict[str, CustomField]
    ) -> None:
        pk = fields["plano"].pk

        answer = supervisor_client.post(f"{URL}{pk}/desativar/")
        assert not CustomField.objects.get(pk=pk).active
        supervisor_client.post(f"{URL}{pk}/reativar/")

        assert f"{URL}{pk}/reativar/" in answer["HX-Trigger"]
        assert CustomField.objects.get(pk=pk).active


class TestContact:
    def test_the_form_shows_each_field_as_people_write_it(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        contact = with_extra(plano="Plus", valor=1234.5, vencimento="2026-11-28", ativo=False)

        page = agent_client.get(f"/contatos/{contact.pk}/editar/")

        shown = {key: f"#id_extra_{field.pk}" for key, field in fields.items()}
        assert attribute(page, shown["plano"], "value") == "Plus"
        assert attribute(page, shown["valor"], "value") == "1.234,50"
        assert attribute(page, shown["vencimento"], "value") == "2026-11-28"
        assert attribute(page, shown["vencimento"], "type") == "date"
        chosen = [
            it for it in select(page, f"{shown['ativo']} option") if "selected" in it.attributes
        ]
        assert [it.text for it in chosen] == ["Não"]
        assert not select(page, shown["antigo"])

    def test_a_saved_form_stores_each_kind_and_leaves_the_retired(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        contact = with_extra(antigo="x", plano="Plus")
        typed = {"plano": " ", "valor": "1.234,56", "vencimento": "2026-11-28", "ativo": "true"}
        sent = {f"extra_{fields[key].pk}": value for key, value in typed.items()}
        known = {"name": "Ana", "whatsapp": contact.display_number, "version": contact.version}

        answer = agent_client.post(f"/contatos/{contact.pk}/editar/", known | sent)

        contact.refresh_from_db()
        assert answer.status_code == 302
        assert contact.extra == {
            "antigo": "x",
            "valor": 1234.56,
            "vencimento": "2026-11-28",
            "ativo": True,
        }

    def test_a_form_from_before_a_field_was_restored_empties_nothing(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        contact = with_extra(antigo="x")
        custom_fields.restore(fields["antigo"], by=SYSTEM)
        sent = {"name": "Ana", "whatsapp": contact.display_number, "version": contact.version}

        agent_client.post(f"/contatos/{contact.pk}/editar/", sent)

        contact.refresh_from_db()
        assert (contact.name, contact.extra) == ("Ana", {"antigo": "x"})

    def test_an_error_stands_at_its_field_and_nothing_is_lost(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        valor, plano, day = (f"extra_{fields[key].pk}" for key in ("valor", "plano", "vencimento"))
        sent = {"name": "Ana", valor: "184.90", plano: "Plus", day: "2026-02-30"}

        page = agent_client.post("/contatos/novo/", sent)

        assert page.status_code == 422
        assert text_of(page, f"#id_{valor}_error") == "Escreva o número como 1.234,56."
        assert attribute(page, f"#id_{valor}", "value") == "184.90"
        assert attribute(page, f"#id_{plano}", "value") == "Plus"
        assert "data válida" in text_of(page, f"#id_{day}_error")
        assert not Contact.objects.exists()

    def test_the_page_tells_them_by_label(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        contact = with_extra(vencimento="2026-11-28", ativo=True, antigo="x", avulso=7)

        page = agent_client.get(f"/contatos/{contact.pk}/")

        [card] = [it.parent for it in select(page, "#h-campos")]
        told = card.parent.text if card and card.parent else ""
        for words in (
            "Vencimento 28/11/2026",
            "Ativo Sim",
            "Plano Não informado",
            "Antigo x (campo desativado)",
            "avulso 7 (campo desativado)",
        ):
            assert words in told

    def test_an_older_form_is_shown_beside_what_is_stored(
        self, agent_client: Client, fields: dict[str, CustomField]
    ) -> None:
        contact = with_extra()
        data = ContactData(
            name="Ana", whatsapp=contact.display_number, extra={"vencimento": "2026-11-28"}
        )
        directory.change(contact, data, version=contact.version, by=SYSTEM)
        sent = {"name": "Ana", "version": contact.version}

        page = agent_client.post(f"/contatos/{contact.pk}/editar/", sent)

        assert "Vencimento 28/11/2026" in text_of(page, ".callout--warn")
