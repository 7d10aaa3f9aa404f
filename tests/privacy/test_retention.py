"""What has passed its time goes, by whole batches, and one entry tells how much."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from audit import checks, retention, trail
from audit.actions import Action
from audit.actors import SYSTEM
from audit.models import Entry, EntryDetail, Erasure
from messaging import media
from messaging.models import IdempotencyKey, MediaFile, WebhookDelivery
from optin.models import OptinDetail
from tests import factories, rivals

pytestmark = pytest.mark.django_db

WEBHOOKS, CONTENTS = "Avisos da Meta como vieram", "Conteúdo de mensagens"
ACCESS, TRAIL = "Detalhes de acessos (entradas e saídas)", "Detalhes da trilha"
EVIDENCE = "Evidências de opt-in substituídas"


def age(days: float) -> None:
    """All that is stored becomes older: the database dates evidence itself, so triggers must rest
    (as when the tests empty it)."""
    columns = (
        ("audit_entry", "at"),
        ("optin_optinevent", "at"),
        ("messaging_message", "created_at"),
        ("messaging_webhookdelivery", "received_at"),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, column in columns:
            cursor.execute(
                f"UPDATE {table} SET {column} = {column} - make_interval(days => %s)", [days]
            )
        cursor.execute("RESET session_replication_role")


def delivery(number: int, **fields: Any) -> WebhookDelivery:
    return WebhookDelivery.objects.create(
        body=b"{}", digest=bytes([number]) * 32, has_messages=True, **{"due_at": None} | fields
    )


def actions() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def test_nothing_due_leaves_no_trace() -> None:
    factories.inbound(factories.channel(), factories.contact())
    before = actions()

    assert retention.apply() == {}
    assert actions() == before


def test_webhooks_as_they_came_go_after_thirty_days_unless_they_wait() -> None:
    delivery(1)
    waiting = delivery(2, due_at=timezone.now())

    age(29)
    assert retention.apply() == {}
    age(2)
    assert retention.apply() == {WEBHOOKS: 1}

    assert WebhookDelivery.objects.get() == waiting
    entry = Entry.objects.get(action="retention_applied")
    assert (entry.actor_kind, entry.detail.values["counts"]) == ("system", {WEBHOOKS: 1})


def test_conversations_lose_words_and_files_after_two_years_and_keep_decisions() -> None:
    channel, contact = factories.channel(), factories.contact()
    heard = factories.inbound(channel, contact, "Quero boleto")
    kept = MediaFile.objects.create(message=heard, media_id="m1")
    kept.file.save("foto", ContentFile(b"foto"))
    sent = factories.message(channel, contact, status=60, due_at=None)

    age(731)
    counts = retention.apply()
    media.discard_due()

    assert counts[CONTENTS] == 2
    heard.refresh_from_db()
    sent.refresh_from_db()
    assert (heard.text, heard.wamid, sent.text, sent.values) == ("", None, "", {})
    assert (sent.status, sent.template_id is not None) == (60, True)
    assert not kept.file.storage.exists(str(kept.file.name))
    assert MediaFile.objects.count() == 0
    age(1)
    assert CONTENTS not in retention.apply()


def test_log_ins_lose_their_address_after_half_a_year_and_stay() -> None:
    entry = trail.record(Action.LOGIN_FAILED, by=SYSTEM, login="ana@exemplo.com.br")
    other = trail.record(Action.CHANNEL_CHANGED, by=SYSTEM, note="fica")

    age(181)
    assert retention.apply() == {ACCESS: 1}

    assert Entry.objects.filter(pk=entry.pk).exists()
    assert not EntryDetail.objects.filter(pk=entry.pk).exists()
    assert EntryDetail.objects.filter(pk=other.pk).exists()
    erasure = Erasure.objects.get()
    assert (erasure.object_type, erasure.ids) == ("audit.entrydetail", [entry.pk])


def test_the_trails_details_go_after_five_years() -> None:
    entries = [trail.record(Action.CHANNEL_CHANGED, by=SYSTEM, note=str(n)) for n in range(3)]

    age(1827)
    counts = retention.apply()

    assert counts == {TRAIL: 3}
    assert not EntryDetail.objects.filter(pk__in=[entry.pk for entry in entries]).exists()
    assert Entry.objects.filter(action="channel_changed").count() == 3


def test_evidence_that_a_colour_rests_on_is_kept_for_as_long_as_it_does() -> None:
    ana = factories.red(factories.green(factories.contact("Ana")))
    bia = factories.green(factories.contact("Bia"))

    age(1827)
    counts = retention.apply()

    assert counts[EVIDENCE] == 1
    left = OptinDetail.objects.values_list("event__contact_id", "event__after")
    assert set(left) == {(ana.pk, "opted_out"), (bia.pk, "opted_in")}


def test_more_than_a_batch_goes_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        trail.record(Action.CHANNEL_CHANGED, by=SYSTEM, note=str(number))

    age(1827)
    assert retention.apply() == {TRAIL: 5}


def test_answers_of_api_calls_are_not_kept_longer_than_they_are_replayed() -> None:
    kept = IdempotencyKey.objects.create(owner=factories.user(), key="k", body_digest=b"")
    old = IdempotencyKey.objects.create(owner=kept.owner, key="o", body_digest=b"")
    IdempotencyKey.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=3))

    assert sum(retention.apply().values()) == 1

    assert IdempotencyKey.objects.get() == kept


def test_the_terms_are_settings(settings: Settings) -> None:
    settings.RETENTION_WEBHOOK_DAYS = 90
    delivery(1)

    age(60)
    assert retention.apply() == {}


def test_what_broke_off_is_told_as_far_as_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery(1)

    def fail(_before: datetime) -> int:
        raise OSError("disk")

    broken = retention.Keeper(label="Z", setting="RETENTION_WEBHOOK_DAYS", sweep=fail)
    monkeypatch.setitem(retention._keepers, "Z", broken)

    age(31)
    with pytest.raises(OSError, match="disk"):
        retention.apply()

    assert Entry.objects.get(action="retention_applied").detail.values["counts"] == {WEBHOOKS: 1}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_delete_each_thing_once() -> None:
    with transaction.atomic():
        ids = [trail.record(Action.CHANNEL_CHANGED, by=SYSTEM).pk for _ in range(20)]

    age(1827)
    outcomes = rivals.together(retention.apply, retention.apply)

    assert [outcome.error for outcome in outcomes] == [None, None]
    named = [pk for erasure in Erasure.objects.all() for pk in erasure.ids]
    assert set(ids) <= set(named)
    assert len(named) == len(set(named))
    assert EntryDetail.objects.filter(pk__in=ids).count() == 0


@pytest.mark.parametrize(
    ("name", "days", "codes"),
    [
        ("RETENTION_ACCESS_DAYS", 180, []),
        ("RETENTION_ACCESS_DAYS", 179, ["audit.E002"]),
        ("RETENTION_WEBHOOK_DAYS", 0, ["audit.E001"]),
    ],
)
def test_terms_that_cannot_be_are_refused_at_the_start(
    settings: Settings, name: str, days: int, codes: list[str]
) -> None:
    setattr(settings, name, days)

    assert [found.id for found in checks.terms_of_retention_are_possible()] == codes
