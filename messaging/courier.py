"""A bounded pool of threads that only talk to Meta: a keep-alive Session each, no database."""

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from queue import Empty, Queue
from types import TracebackType
from typing import Self

from django.utils import timezone

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import NotSentError, UnknownOutcomeError, WhatsAppError
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.types import SendResult
from messaging.parcels import Parcel

logger = logging.getLogger(__name__)

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
        # Not a SimpleQueue: its C code waits for ever when a deadline passes between two looks at
        # the clock, which a halted process or a busy machine brings about.
        self._returned: Queue[Returned] = Queue()
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

    def post(self, parcel: Parcel, *, until: float) -> None:
        """Once the wall clock has passed `until` its row is nobody's: then it does not leave."""
        future = self._pool.submit(self._send, parcel, until)
        future.add_done_callback(partial(self._bring_back, parcel))

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

    def _send(self, parcel: Parcel, until: float) -> SendResult:
        if time.time() > until:
            raise NotSentError("the process stood still past its lease")
        client: CloudClient = self._local.client
        return client.send(self._phone_number_id, parcel.payload)

    def _bring_back(self, parcel: Parcel, future: "Future[SendResult]") -> None:
        """Every post comes back, however it ended; those cancelled on leaving nobody awaits."""
        if future.cancelled():
            return
        error = future.exception()
        answer: SendResult | WhatsAppError
        if error is None:
            answer = future.result()
        elif isinstance(error, WhatsAppError):
            answer = error
        else:
            logger.error("a post broke off, nobody knows how far it came", exc_info=error)
            answer = UnknownOutcomeError(type(error).__name__)
        self._returned.put(Returned(parcel, timezone.now(), answer))
