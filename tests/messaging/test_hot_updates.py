"""Receipts change no index: PostgreSQL writes them beside the old row and no index grows."""

import pytest
from django.db import connection
from django.utils import timezone

from conecta.whatsapp.types import Person, StatusUpdate
from conecta.whatsapp.words import DeliveryStatus
from messaging import receipts
from messaging.models import Message, MessageStatus
from tests import factories

COUNT = 40


def receipt(message: Message, status: DeliveryStatus) -> StatusUpdate:
    return StatusUpdate(
        waba_id=factories.WABA_ID,
        phone_number_id=factories.PHONE_NUMBER_ID,
        at=timezone.now(),
        wamid=message.wamid or "",
        status=status,
        status_name=status.value,
        recipient=Person(),
        callback_data=str(message.uuid),
        error=None,
        pricing_category="",
        pricing_type="",
    )


def updates() -> tuple[int, int]:
    """Rows of messages updated in this transaction, and how many of them HOT."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables"
            " WHERE relname = 'messaging_message'"
        )
        found: tuple[int, int] = cursor.fetchone()
        return found


@pytest.mark.django_db
def test_receipts_of_accepted_messages_are_hot() -> None:
    with connection.cursor() as cursor:
        # Room on every page: what is left to decide is whether an index must change.
        cursor.execute("ALTER TABLE messaging_message SET (fillfactor = 10)")
    channel, ana = factories.channel(), factories.contact()
    template = factories.template(account=channel.account)
    messages = [
        factories.message(
            channel,
            ana,
            template=template,
            status=MessageStatus.ACCEPTED,
            due_at=None,
            wamid=f"wamid.hot{n}",
        )
        for n in range(COUNT)
    ]
    before = updates()

    for status in (DeliveryStatus.SENT, DeliveryStatus.DELIVERED):
        receipts.apply([receipt(message, status) for message in messages])

    total, hot = (now - then for now, then in zip(updates(), before, strict=True))
    assert total == 2 * COUNT
    assert hot == total
