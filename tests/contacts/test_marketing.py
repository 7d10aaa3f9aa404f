"""Meta's own marketing stop: apart from the colour, in Meta's order."""

from datetime import UTC, datetime

import pytest

from audit.actions import Action
from audit.actors import META
from audit.models import Entry
from contacts import marketing
from contacts.models import OptinStatus
from tests import factories

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = (datetime(2026, 11, day, 9, tzinfo=UTC) for day in (1, 2, 3))


def test_a_stop_is_kept_and_the_colour_stays() -> None:
    contact = factories.green(factories.contact())

    assert marketing.stop(contact, said_at=FIRST, by=META)

    contact.refresh_from_db()
    assert contact.marketing_stopped_at == FIRST
    assert contact.optin_status == OptinStatus.OPTED_IN
    assert Entry.objects.filter(action=Action.MARKETING_STOPPED).count() == 1


def test_a_later_resume_ends_it() -> None:
    contact = factories.contact()
    marketing.stop(contact, said_at=FIRST, by=META)

    assert marketing.resume(contact, said_at=SECOND, by=META)

    contact.refresh_from_db()
    assert contact.marketing_stopped_at is None


def test_an_older_event_changes_nothing() -> None:
    contact = factories.contact()
    marketing.resume(contact, said_at=SECOND, by=META)

    assert not marketing.stop(contact, said_at=FIRST, by=META)

    contact.refresh_from_db()
    assert contact.marketing_stopped_at is None


def test_a_repeated_stop_keeps_the_first_hour_and_one_entry() -> None:
    contact = factories.contact()
    marketing.stop(contact, said_at=FIRST, by=META)
    marketing.stop(contact, said_at=THIRD, by=META)

    assert not marketing.resume(contact, said_at=SECOND, by=META)
    contact.refresh_from_db()
    assert contact.marketing_stopped_at == FIRST
    assert Entry.objects.filter(action=Action.MARKETING_STOPPED).count() == 1
