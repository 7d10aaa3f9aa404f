"""Additional fields declared, renamed, ordered, retired and restored, each act in the trail."""

import importlib

import pytest
from django.db import connection

from audit import reading
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry
from conecta.errors import ConflictError, DomainError
from contacts import custom_fields, directory, merging
from contacts.custom_fields import FieldData
from contacts.directory import ContactData
from contacts.models import Contact, CustomField
from tests import factories

pytestmark = pytest.mark.django_db


def declare(label: str, key: str = "", kind: str = "text") -> CustomField:
    return custom_fields.declare(FieldData(label=label, key=key, kind=kind), by=SYSTEM)


def offered() -> list[str]:
    return list(CustomField.objects.active().values_list("key", flat=True))


@pytest.mark.parametrize(
    ("label", "key", "kept"),
    [
        ("Nº do pedido", "", "no_do_pedido"),
        ("Vencimento", "vence_em", "vence_em"),
        ("  2ª   via ", "", "2a_via"),
    ],
)
def test_a_key_is_given_or_made_from_the_label(label: str, key: str, kept: str) -> None:
    field = declare(label, key)

    assert (field.key, field.label) == (kept, " ".join(label.split()))
    entry = Entry.objects.get(action=Action.CUSTOM_FIELD_CREATED)
    assert (entry.object_id, entry.detail.values["field_key"]) == (str(field.pk), kept)


@pytest.mark.parametrize("key", ["Plano", "número", "a b", "_a", "a-b", "x" * 61])
def test_a_key_is_a_plain_word(key: str) -> None:
    with pytest.raises(DomainError) as refused:
        declare("Plano", key)

    assert (refused.value.code, refused.value.extra["field"]) == ("key_invalid", "key")


def test_a_label_without_letters_needs_a_key() -> None:
    with pytest.raises(DomainError) as refused:
        declare("%")

    assert refused.value.code == "key_invalid"


@pytest.mark.parametrize(
    ("label", "key", "field", "said"),
    [
        ("Outro", "plano", "key", "Já existe um campo com a chave plano, desativado: reative-o."),
        ("Plano", "outro", "label", "Já existe um campo chamado Plano, desativado: reative-o."),
    ],
)
def test_what_is_in_use_is_told_with_its_field(label: str, key: str, field: str, said: str) -> None:
    first = custom_fields.retire(declare("Plano"), by=SYSTEM)

    with pytest.raises(ConflictError) as refused:
        declare(label, key)

    assert (refused.value.message, refused.value.extra) == (said, {"field": field, "id": first.pk})


def test_a_new_label_is_in_the_trail_and_the_old_one_changes_nothing() -> None:
    field = declare("Plano")

    custom_fields.rename(field, "Plano contratado", by=SYSTEM)
    custom_fields.rename(field, "Plano contratado", by=SYSTEM)

    entry = Entry.objects.get(action=Action.CUSTOM_FIELD_CHANGED)
    assert entry.detail.values["before"] == {"label": "Plano"}
    assert entry.detail.values["after"] == {"label": "Plano contratado"}


@pytest.mark.parametrize(
    ("key", "to", "order"),
    [("c", 1, "cab"), ("a", 2, "bac"), ("a", 99, "bca"), ("b", -5, "bac"), ("b", 2, "abc")],
)
def test_a_field_takes_its_new_place(key: str, to: int, order: str) -> None:
    fields = {letter: declare(letter.upper(), letter) for letter in "abxc"}
    custom_fields.retire(fields["x"], by=SYSTEM)

    custom_fields.move(fields[key], to=to, by=SYSTEM)

    assert offered() == list(order)
    moved = Entry.objects.filter(action=Action.CUSTOM_FIELD_CHANGED).count()
    assert moved == (0 if order == "abc" else 1)


def test_a_retired_field_keeps_its_values_and_comes_back() -> None:
    field = factories.custom_field("plano")
    contact = factories.contact()
    Contact.objects.update(extra={"plano": "Plus"})

    custom_fields.retire(field, by=SYSTEM)
    custom_fields.retire(field, by=SYSTEM)
    assert offered() == []
    custom_fields.restore(field, by=SYSTEM)

    contact.refresh_from_db()
    assert (offered(), contact.extra) == (["plano"], {"plano": "Plus"})
    assert Entry.objects.filter(action=Action.CUSTOM_FIELD_RETIRED).count() == 1
    assert Entry.objects.filter(action=Action.CUSTOM_FIELD_RESTORED).count() == 1


def test_there_is_an_end_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custom_fields, "MOST_ACTIVE", 1)
    retired = custom_fields.retire(declare("Plano"), by=SYSTEM)
    declare("Vencimento")

    with pytest.raises(DomainError, match="no máximo 1"):
        declare("Outro")
    with pytest.raises(DomainError, match="no máximo 1"):
        custom_fields.restore(retired, by=SYSTEM)


def test_carried_keys_are_counted_among_the_newest_living() -> None:
    for key in ("plano", "cor"):
        factories.custom_field(key)
    for extra in ({"cor": "azul"}, {"plano": "A"}, {"plano": "B", "cor": "verde"}, {}):
        contact = factories.contact()
        Contact.objects.filter(pk=contact.pk).update(extra=extra)
    Contact.objects.filter(extra={}).update(
        merged_into=Contact.objects.earliest("id"), whatsapp=None
    )

    assert Contact.objects.extra_keys(newest=9) == {"plano": 2, "cor": 2}
    assert Contact.objects.extra_keys(newest=2) == {"plano": 2, "cor": 1}


class TestOfAContact:
    def test_what_changes_is_told_by_label_in_the_trail(self) -> None:
        factories.custom_field("vencimento", kind="date")
        factories.custom_field("plano")
        factories.custom_field("cor")
        contact = factories.contact("Ana")
        Contact.objects.update(extra={"vencimento": "2026-11-22", "plano": "A", "cor": "azul"})

        data = ContactData(
            name="Ana",
            whatsapp=contact.display_number,
            extra={"vencimento": "2026-11-28", "plano": None},
        )
        contact = directory.change(contact, data, version=contact.version, by=SYSTEM)

        assert contact.extra == {"vencimento": "2026-11-28", "cor": "azul"}
        [line] = reading.lines([Entry.objects.get(action=Action.CONTACT_CHANGED)])
        [change] = line.changes
        assert change.label == "Campos adicionais"
        assert change.before == "Plano: A; Vencimento: 22/11/2026"
        assert change.after == "Plano: –; Vencimento: 28/11/2026"

    def test_what_is_written_the_same_is_no_change(self) -> None:
        factories.custom_field("contrato")
        contact = factories.contact("Ana")
        Contact.objects.update(extra={"contrato": 4817})

        data = ContactData(name="Ana", whatsapp=contact.display_number, extra={"contrato": "4817"})
        contact = directory.change(contact, data, version=contact.version, by=SYSTEM)

        assert contact.extra == {"contrato": 4817}
        assert not Entry.objects.filter(action=Action.CONTACT_CHANGED).exists()

    def test_a_merge_keeps_the_values_of_both(self) -> None:
        older, younger = factories.contact(), factories.contact()
        Contact.objects.filter(pk=older.pk).update(extra={"plano": "A"})
        Contact.objects.filter(pk=younger.pk).update(extra={"plano": "B", "cor": "azul"})

        assert merging.merge(older, younger, by=SYSTEM).extra == {"plano": "A", "cor": "azul"}


def test_keys_from_before_they_were_declared_become_fields() -> None:
    for extra in (
        {"Nº do pedido": 48, "ativo": True, "obs": None},
        {"Nº do pedido": "A-1", "ativo": False, "misto": True},
        {"misto": "sim"},
    ):
        Contact.objects.filter(pk=factories.contact().pk).update(extra=extra)
    migration = importlib.import_module("contacts.migrations.0007_custom_fields")

    with connection.cursor() as cursor:
        cursor.execute(migration.DECLARE)

    found = CustomField.objects.values_list("key", "label", "kind", "active")
    assert set(found) == {
        ("Nº do pedido", "Nº do pedido", "text", True),
        ("ativo", "ativo", "yes_no", True),
        ("misto", "misto", "text", True),
    }
