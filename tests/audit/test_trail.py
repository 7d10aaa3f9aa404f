"""One entry and its detail, in the transaction of the change they tell of."""

import hashlib
import json

import pytest
from django.db import transaction

from audit import context, trail
from audit.actions import Action
from audit.actors import CONTACT, META, SYSTEM
from audit.context import Origin
from audit.models import Entry, EntryDetail
from tests import factories


@pytest.mark.django_db
def test_an_entry_tells_who_what_of_what_and_whence() -> None:
    user = factories.user()
    with context.coming_from(Origin.API, ip="192.0.2.7", request_id="r-1"):
        trail.record(
            Action.USER_CHANGED,
            by=user,
            obj=user,
            changes={"name": ("Ana", "Ana Maria"), "email": ("a@x", "b@x")},
            note="casou",
        )

    entry = Entry.objects.get()
    assert (entry.actor_kind, entry.actor) == ("person", user)
    assert (entry.action, entry.object_type, entry.object_id) == (
        "user_changed",
        "accounts.user",
        str(user.pk),
    )
    assert entry.field_names == ["email", "name"]
    assert (entry.origin, entry.request_id) == ("api", "r-1")
    assert entry.detail.values == {
        "label": user.name,
        "before": {"name": "Ana", "email": "a@x"},
        "after": {"name": "Ana Maria", "email": "b@x"},
        "ip": "192.0.2.7",
        "note": "casou",
    }


@pytest.mark.django_db
def test_the_digest_covers_the_salt_and_every_value() -> None:
    trail.record(Action.OPTED_OUT, by=CONTACT, contact_id=3, evidence={"text": "#OPTOUT não"})

    detail = EntryDetail.objects.get()
    written = json.dumps(
        detail.values, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    assert bytes(detail.entry.digest) == hashlib.sha256(bytes(detail.salt) + written).digest()
    assert len(bytes(detail.salt)) == 16


@pytest.mark.django_db
def test_the_same_values_never_have_the_same_digest() -> None:
    for _ in range(2):
        trail.record(Action.LOGIN_FAILED, by=SYSTEM, login="ana@exemplo.com.br")

    first, second = Entry.objects.values_list("digest", flat=True)
    assert bytes(first) != bytes(second)


@pytest.mark.django_db(transaction=True)
def test_an_entry_vanishes_with_its_transaction() -> None:
    with transaction.atomic():
        trail.record(Action.CHANNEL_CHANGED, by=META)
        assert Entry.objects.count() == 1
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0
    assert EntryDetail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        trail.record(Action.CHANNEL_CHANGED, by=META)

    assert Entry.objects.count() == 0
