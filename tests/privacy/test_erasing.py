"""Forgetting a person: nothing that they are called is left anywhere, and the proof is."""

from datetime import datetime

import pytest
from django.apps import apps

from audit import merkle
from audit.models import Entry, EntryDetail, Erasure
from conecta.accounts.models import User
from conecta.errors import ConflictError, DomainError
from conecta.exports import making, requests
from contacts import erasing
from contacts.models import Contact, ContactAlias, Suppression
from messaging import media
from messaging.models import MediaFile, MessageStatus
from messaging.person_files import PERSON
from optin.models import OptinDetail, OptinEvent
from tests import factories
from tests.privacy.conftest import NUMBER, WORDS, Person

pytestmark = pytest.mark.django_db

REASON = "Pedido do titular"


def everything() -> str:
    """Every value in every table of ours, as text; names of files on the disk are among them."""
    return "\n".join(
        text(field.value_from_object(row))
        for label in ("audit", "contacts", "optin", "messaging", "exports")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        for row in model._base_manager.all()
        for field in model._meta.concrete_fields
    )


def text(value: object) -> str:
    """Bytes as what they spell: in base64 a digest may spell anybody's name, and hide any. The
    microseconds of a moment may be anybody's number."""
    if isinstance(value, datetime):
        return str(value.date())
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)


def forget(person: Person, by: User) -> Contact:
    erased = erasing.erase(person.contact, by=by, reason=REASON)
    media.discard_due()
    return erased


def test_nothing_that_the_person_is_called_or_said_is_left(ana: Person, supervisor: User) -> None:
    before = everything()
    assert [word for word in WORDS if word not in before] == []

    forget(ana, supervisor)

    after = everything()
    assert [word for word in WORDS if word in after] == []


def test_the_contact_and_those_merged_into_it_are_empty(ana: Person, supervisor: User) -> None:
    forget(ana, supervisor)

    for contact in Contact.objects.filter(pk__in=[ana.contact.pk, ana.merged_id]):
        assert (contact.name, contact.whatsapp, contact.email, contact.extra) == ("", None, "", {})
        assert contact.erased_at is not None
        assert contact.groups.count() == 0
    assert ContactAlias.objects.count() == 0
    assert str(ana.contact.__class__.objects.get(pk=ana.contact.pk)).startswith("Contato apagado")


def test_the_proof_of_the_refusal_stays(ana: Person, supervisor: User) -> None:
    events = list(OptinEvent.objects.values_list("pk", "after", "said_at", "entry_id", "digest"))

    forget(ana, supervisor)

    assert (
        list(OptinEvent.objects.values_list("pk", "after", "said_at", "entry_id", "digest"))
        == events
    )
    assert OptinDetail.objects.count() == 0
    assert Contact.objects.get(pk=ana.contact.pk).is_refused


def test_a_new_registration_of_the_number_is_born_red(ana: Person, supervisor: User) -> None:
    forget(ana, supervisor)

    assert factories.contact("Outra", f"+{NUMBER}").is_refused
    assert factories.contact("Mais uma", "+55 11 97777-1234").is_refused
    assert Suppression.objects.filter(reason="erased").exists()


def test_who_did_not_refuse_leaves_no_hash(supervisor: User) -> None:
    contact = factories.green(factories.contact("Bia"))
    digits = contact.whatsapp

    erasing.erase(contact, by=supervisor, reason=REASON)

    assert Suppression.objects.count() == 0
    assert factories.contact("Bia", f"+{digits}").optin_status == "undefined"


def test_what_waits_does_not_leave_and_what_was_sent_loses_its_words(
    ana: Person, supervisor: User
) -> None:
    forget(ana, supervisor)

    ana.waiting.refresh_from_db()
    ana.heard.refresh_from_db()
    assert ana.waiting.status == MessageStatus.SKIPPED
    assert ana.waiting.decision["reasons"][0]["code"] == "contact_erased"
    assert (ana.waiting.text, ana.waiting.values) == ("", {})
    assert (ana.heard.text, ana.heard.wamid) == ("", None)
    assert ana.heard.content_erased_at is not None
    assert Entry.objects.filter(action="message_skipped").count() == 1


def test_files_go_from_the_disk_and_then_their_rows(ana: Person, supervisor: User) -> None:
    path = ana.media.file.path
    erasing.erase(ana.contact, by=supervisor, reason=REASON)
    assert MediaFile.objects.get().discard_at is not None

    assert media.discard_due() == 1

    assert not ana.media.file.storage.exists(path)
    assert MediaFile.objects.count() == 0


def test_each_missing_detail_is_named_by_an_entry_that_proves_it(
    ana: Person, supervisor: User
) -> None:
    details = set(EntryDetail.objects.values_list("pk", flat=True))
    evidence = set(OptinDetail.objects.values_list("pk", flat=True))

    forget(ana, supervisor)

    named: dict[str, set[int]] = {"audit.entrydetail": set(), "optin.optindetail": set()}
    for erasure in Erasure.objects.select_related("entry"):
        named[erasure.object_type] |= set(erasure.ids)
        text = f'["{erasure.object_type}", [{", ".join(map(str, erasure.ids))}]]'
        covers = merkle.root([merkle.leaf(text.encode())])
        assert bytes(erasure.entry.covers or b"") == covers
        assert erasure.entry.action == "details_erased"
        assert erasure.entry.contact_id == ana.contact.pk
    assert named["audit.entrydetail"] == details
    assert named["optin.optindetail"] == evidence
    assert details.isdisjoint(EntryDetail.objects.values_list("pk", flat=True))


def test_the_act_is_told_without_the_name(ana: Person, supervisor: User) -> None:
    forget(ana, supervisor)

    entry = Entry.objects.get(action="contact_erased")
    assert (entry.actor, entry.contact_id) == (supervisor, ana.contact.pk)
    assert entry.detail.values["reason"] == REASON
    assert entry.detail.values["label"] == f"Contato apagado {ana.contact.pk}"


def test_files_about_the_person_go_too(ana: Person, supervisor: User) -> None:
    asked = {"contact": ana.contact.pk}
    export = requests.request(PERSON, asked, format="zip", by=supervisor, contact_id=ana.contact.pk)
    making.make_due()

    forget(ana, supervisor)

    export.refresh_from_db()
    assert (export.state, export.stored_name) == ("expired", "")


def test_others_keep_everything(ana: Person, supervisor: User) -> None:
    bia = factories.green(factories.contact("Bia", "+55 21 99888-7766"))
    message = factories.message(ana.heard.channel, bia, text="Olá, Bia!")
    details = EntryDetail.objects.filter(entry__contact_id=bia.pk).count()

    forget(ana, supervisor)

    message.refresh_from_db()
    assert (message.text, message.status) == ("Olá, Bia!", MessageStatus.QUEUED)
    assert EntryDetail.objects.filter(entry__contact_id=bia.pk).count() == details
    assert OptinDetail.objects.filter(event__contact=bia).count() == 1


def test_without_a_reason_nothing_happens(ana: Person, supervisor: User) -> None:
    with pytest.raises(DomainError, match="motivo"):
        erasing.erase(ana.contact, by=supervisor, reason="  ")

    assert Contact.objects.get(pk=ana.contact.pk).erased_at is None


@pytest.mark.parametrize("which", ["contact", "merged"])
def test_who_is_gone_cannot_be_erased_again(ana: Person, supervisor: User, which: str) -> None:
    pk = ana.contact.pk if which == "contact" else ana.merged_id
    stale = Contact.objects.get(pk=pk)
    forget(ana, supervisor)

    with pytest.raises(ConflictError):
        erasing.erase(stale, by=supervisor, reason=REASON)
