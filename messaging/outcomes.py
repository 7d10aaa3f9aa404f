"""What one answer of Meta means for its message and for the others: by the error's family."""

from dataclasses import dataclass
from datetime import timedelta

from conecta.whatsapp.errors import (
    ErrorEntry,
    ErrorFamily,
    NotSentError,
    RefusedError,
    UnknownOutcomeError,
)
from conecta.whatsapp.types import SendResult
from contacts.identities import Identity
from contacts.phone import from_digits
from messaging.courier import Returned
from messaging.results import Accepted, Failed, Unconfirmed

# No connection: the same message may go again, this long after, each time twice as long.
NOT_SENT_WAIT = timedelta(seconds=2)
NOT_SENT_ATTEMPTS = 5
CHANNEL_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One of the three is set. `hold_seconds`: this person waits; `pause_seconds`: the channel;
    `suspension` says why Meta stopped the whole number.
    """

    accepted: Accepted | None = None
    failed: Failed | None = None
    unconfirmed: Unconfirmed | None = None
    hold_seconds: float = 0.0
    pause_seconds: float = 0.0
    suspension: str = ""

    @property
    def is_failure(self) -> bool:
        return self.failed is not None


def read(returned: Returned) -> Outcome:
    answer = returned.answer
    if isinstance(answer, SendResult):
        return Outcome(accepted=_accepted(returned, answer))
    if isinstance(answer, UnknownOutcomeError):
        return Outcome(
            unconfirmed=Unconfirmed(
                message_id=returned.parcel.message_id, detail=answer.cause, at=returned.at
            )
        )
    if isinstance(answer, NotSentError):
        return Outcome(failed=_not_sent(returned, answer))
    if isinstance(answer, RefusedError):
        return _refused(returned, answer)
    raise answer


def _accepted(returned: Returned, answer: SendResult) -> Accepted:
    parcel = returned.parcel
    own = from_digits(parcel.number).forms if parcel.number else frozenset()
    identity = Identity(wa_id="" if answer.wa_id in own else answer.wa_id, bsuid=answer.user_id)
    return Accepted(
        message_id=parcel.message_id,
        wamid=answer.wamid,
        at=returned.at,
        contact_id=parcel.contact_id,
        learned=identity if identity.aliases else None,
    )


def _not_sent(returned: Returned, error: NotSentError) -> Failed:
    parcel = returned.parcel
    tries_left = parcel.attempt < NOT_SENT_ATTEMPTS
    wait = NOT_SENT_WAIT * 2 ** (parcel.attempt - 1)
    return Failed(
        message_id=parcel.message_id,
        code=None,
        detail=error.cause,
        at=returned.at,
        retry_at=returned.at + wait if tries_left else None,
    )


def _refused(returned: Returned, error: RefusedError) -> Outcome:
    parcel, entry = returned.parcel, error.entry
    wait = _wait(entry, parcel.attempt)
    failed = Failed(
        message_id=parcel.message_id,
        code=entry.code,
        detail=error.refusal.details or error.refusal.message,
        at=returned.at,
        retry_at=None if wait is None else returned.at + timedelta(seconds=wait),
    )
    return Outcome(
        failed=failed,
        hold_seconds=wait or 0.0 if entry.family is ErrorFamily.PAIR else 0.0,
        pause_seconds=_pause(entry.family, wait),
        suspension=entry.title if entry.family is ErrorFamily.PAUSE_CHANNEL else "",
    )


def _wait(entry: ErrorEntry, attempt: int) -> float | None:
    """A number that Meta stopped keeps its messages: they go again once it may send."""
    if entry.family is ErrorFamily.PAUSE_CHANNEL and attempt < NOT_SENT_ATTEMPTS:
        return CHANNEL_PAUSE_SECONDS
    return entry.retry.wait_seconds(attempt)


def _pause(family: ErrorFamily, wait: float | None) -> float:
    if family is ErrorFamily.SLOW_DOWN:
        return wait or 1.0
    return CHANNEL_PAUSE_SECONDS if family is ErrorFamily.PAUSE_CHANNEL else 0.0
