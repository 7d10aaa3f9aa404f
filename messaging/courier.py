"""A bounded pool of threads that only talk to Meta: a keep-alive Session each, no database."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from django.utils import timezone

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import WhatsAppError
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.types import SendResult
from messaging.parcels import Parcel

# While answers follow each other so closely, they are worth handling together.
MOMENT_SECONDS = 0.002


@dataclass(frozen=True, slots=True)
class Returned:
    """What became of one post: the answer of Meta, or the error that says what is known."""

    parcel: Parcel
    at: datetime
    answer: SendResult | WhatsAppError


class Courier:
    """Used as a context manager: leaving it waits for the posts under way, and no longer."""

    def __init__(self, account: BusinessAccount, phone_number_id: str, *, threads: int) -> None:
        self._account = account
        self._phone_number_id = phone_number_id
        self._local = threading.local()
        self._returned: SimpleQueue[Returned] = SimpleQueue()
        self._pool = ThreadPoolExecutor(threads, "courier", initializer=self._open)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def post(self, parcel: Parcel) -> None:
        self._pool.submit(self._post, parcel)

    def collect(self, *, wait_seconds: float, enough: int) -> list[Returned]:
        """What has come back; waits for the first at most so long, and for each next a moment."""
        found: list[Returned] = []
        patience = wait_seconds
        try:
            while len(found) < enough:
                found.append(self._returned.get(timeout=patience))
                patience = MOMENT_SECONDS
        except Empty:
            pass
        return found

    def _open(self) -> None:
        self._local.client = client_for(self._account, session=open_session())

    def _post(self, parcel: Parcel) -> None:
        client: CloudClient = self._local.client
        answer: SendResult | WhatsAppError
        try:
            answer = client.send(self._phone_number_id, parcel.payload)
        except WhatsAppError as error:
            answer = error
        self._returned.put(Returned(parcel, timezone.now(), answer))
