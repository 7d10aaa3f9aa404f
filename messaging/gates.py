"""The one law: may this message leave? Pure; everybody asks here and nobody decides elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contacts.models import OptinStatus
from hsm_templates.models import Category, TemplateStatus


class Reason(StrEnum):
    """Stable codes of the API contract."""

    CHANNEL_RECEPTIVE = "channel_receptive"
    CHANNEL_DISABLED = "channel_disabled"
    ACCOUNT_RESTRICTED = "account_restricted"
    CONTACT_UNREGISTERED = "contact_unregistered"
    NUMBER_INVALID = "number_invalid"
    WRONG_PERSON = "wrong_person"
    OPTED_OUT = "opted_out"
    MARKETING_STOPPED = "marketing_stopped"
    OPTIN_REQUIRED = "optin_required"
    WINDOW_CLOSED = "window_closed"
    AWAITING_REPLY = "awaiting_reply"
    TEMPLATE_NOT_APPROVED = "template_not_approved"
    TEMPLATE_PAUSED = "template_paused"
    TEMPLATE_NOT_ALLOWED = "template_not_allowed"
    VARIABLE_MISSING = "variable_missing"
    HELD_BY_OTHER = "held_by_other"
    QUIET_HOURS = "quiet_hours"
    CONTACT_CAPPED = "contact_capped"
    OPTOUT_NOT_TOLD = "optout_not_told"
    CONTACT_ERASED = "contact_erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """None for the whole means: nobody is registered under that number."""

    has_number: bool
    optin_status: str
    is_wrong_person: bool
    marketing_stopped: bool
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    receptive: bool
    enabled: bool
    account_restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFacts:
    """`problems` are the value rules broken, already in words; None for `allowed`: no limit."""

    status: str
    category: str
    same_account: bool
    problems: tuple[str, ...]
    tells_of_optout: bool
    allowed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the law looks at. `template` None means free text. None elsewhere: no data yet."""

    now: datetime
    channel: ChannelFacts
    contact: ContactFacts | None
    template: TemplateFacts | None
    bulk: bool = False
    window_closes_at: datetime | None = None
    awaiting_reply: bool = False
    held_by_other: bool | None = None
    quiet_hours: bool | None = None
    capped: bool | None = None
    term_in_force: bool | None = None

    @property
    def is_marketing(self) -> bool:
        return self.template is not None and self.template.category == Category.MARKETING

    @property
    def is_window_open(self) -> bool:
        return self.window_closes_at is not None and self.now < self.window_closes_at


@dataclass(frozen=True, slots=True)
class Decision:
    allowed: bool
    reasons: tuple[Reason, ...] = ()


def evaluate(facts: Facts) -> Decision:
    """Every reason that forbids the message, in a fixed order; none means it may leave."""
    reasons = tuple(reason for rule in RULES for reason in rule(facts))
    return Decision(allowed=not reasons, reasons=reasons)


def _any_message(facts: Facts) -> Iterator[Reason]:
    if not facts.channel.enabled:
        yield Reason.CHANNEL_DISABLED
    if facts.channel.account_restricted:
        yield Reason.ACCOUNT_RESTRICTED
    if facts.contact is not None and facts.contact.erased:
        yield Reason.CONTACT_ERASED
    if facts.held_by_other:
        yield Reason.HELD_BY_OTHER


def _active_message(facts: Facts) -> Iterator[Reason]:
    """Any HSM: red means none, authentication codes included."""
    if facts.template is None:
        return
    if facts.channel.receptive:
        yield Reason.CHANNEL_RECEPTIVE
    if facts.contact is None:
        yield Reason.CONTACT_UNREGISTERED
        return
    yield from _person(facts, facts.contact)


def _person(facts: Facts, contact: ContactFacts) -> Iterator[Reason]:
    if not contact.has_number and not contact.erased:
        yield Reason.NUMBER_INVALID
    if contact.is_wrong_person:
        yield Reason.WRONG_PERSON
    if contact.optin_status == OptinStatus.OPTED_OUT:
        yield Reason.OPTED_OUT
    if facts.is_marketing and contact.marketing_stopped:
        yield Reason.MARKETING_STOPPED


def _template(facts: Facts) -> Iterator[Reason]:
    template = facts.template
    if template is None:
        return
    if template.status == TemplateStatus.PAUSED:
        yield Reason.TEMPLATE_PAUSED
    elif template.status != TemplateStatus.APPROVED:
        yield Reason.TEMPLATE_NOT_APPROVED
    if not template.same_account or template.allowed is False:
        yield Reason.TEMPLATE_NOT_ALLOWED
    if template.problems:
        yield Reason.VARIABLE_MISSING
    exempt = template.category == Category.AUTHENTICATION or template.tells_of_optout
    if facts.term_in_force and not exempt:
        yield Reason.OPTOUT_NOT_TOLD


def _bulk_or_marketing(facts: Facts) -> Iterator[Reason]:
    if not (facts.bulk or facts.is_marketing):
        return
    if facts.quiet_hours:
        yield Reason.QUIET_HOURS
    if facts.capped:
        yield Reason.CONTACT_CAPPED


def _bulk(facts: Facts) -> Iterator[Reason]:
    contact = facts.contact
    if facts.bulk and contact is not None and contact.optin_status == OptinStatus.UNDEFINED:
        yield Reason.OPTIN_REQUIRED


def _free_text(facts: Facts) -> Iterator[Reason]:
    if facts.template is not None:
        return
    if not facts.is_window_open:
        yield Reason.WINDOW_CLOSED
    if facts.awaiting_reply:
        yield Reason.AWAITING_REPLY


RULES: tuple[Callable[[Facts], Iterator[Reason]], ...] = (
    _any_message,
    _active_message,
    _template,
    _bulk_or_marketing,
    _bulk,
    _free_text,
)
