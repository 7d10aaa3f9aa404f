"""What can be said of a number before anything is saved."""

from dataclasses import dataclass

from contacts import identities, suppressions
from contacts.models import Contact, OptinStatus
from contacts.phone import PhoneError, PhoneNumber, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCheck:
    """`number` None: empty, or not a number (`problem` says why). `bearer`: who has it already.

    `optin_status` is what the contact of this form has with the number, or would be born with.
    """

    number: PhoneNumber | None = None
    problem: str = ""
    bearer: Contact | None = None
    optin_status: str = OptinStatus.UNDEFINED
    by_term: bool = False
    drops_acceptance: bool = False


def check(said: str, *, own: Contact | None = None) -> NumberCheck:
    """`own`: the contact whose form it is; its own number is not taken."""
    if not said.strip():
        return NumberCheck()
    try:
        number = parse(said)
    except PhoneError as error:
        return NumberCheck(problem=error.message)
    bearer = identities.bearer(number)
    if bearer is not None and bearer != own:
        return NumberCheck(
            number=number,
            bearer=bearer,
            optin_status=bearer.optin_status,
            by_term=bearer.is_by_term,
        )
    if own is not None and own.whatsapp == number.digits:
        return NumberCheck(number=number, optin_status=own.optin_status, by_term=own.is_by_term)
    return NumberCheck(
        number=number,
        optin_status=_status_at(number, own),
        drops_acceptance=own is not None and own.optin_status == OptinStatus.OPTED_IN,
    )


def _status_at(number: PhoneNumber, own: Contact | None) -> str:
    """Red stays with the person and with the number; green with neither."""
    is_refused = own is not None and own.is_refused
    if is_refused or suppressions.is_suppressed(suppressions.digests_of_number(number)):
        return OptinStatus.OPTED_OUT
    return OptinStatus.UNDEFINED
