"""Messages that contacts wrote, as the upper app would tell of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from contacts.models import Contact
from optin.messages import SaidMessage
from optin.signals import said_messages_sought


@contextmanager
def hearing(said: Mapping[int, Sequence[SaidMessage]]) -> Iterator[None]:
    """Only these messages exist, by contact id, whoever else answers the signal."""

    def answer(
        contact: Contact, *, reference: str | None, since: datetime | None, **_: Any
    ) -> list[SaidMessage]:
        return [
            message
            for message in said.get(contact.pk, [])
            if (reference is None or message.reference == reference)
            and (since is None or message.said_at > since)
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(said_messages_sought, "receivers", [])
        said_messages_sought.sender_receivers_cache.clear()
        said_messages_sought.connect(answer, weak=False)
        yield
