"""Reading templates at Meta: an account's whole list, or those whose status is passing."""

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from conecta.errors import DomainError
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import NotSentError, UnknownOutcomeError, WhatsAppError
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.transport import Session, open_session
from conecta.whatsapp.types import TemplateRecord
from hsm_templates import mirror, syncing
from hsm_templates.mirror import Outcome
from hsm_templates.models import AccountSync, Template
from hsm_templates.syncing import Result, SyncReport
from hsm_templates.vocabulary import explain

logger = logging.getLogger(__name__)

RUN_SECONDS = 120.0
# A review usually takes minutes and may take a day: ask after a minute, then ever more rarely.
READ_AGAIN_AFTER = timedelta(minutes=1)
SHARE_OF_WAIT = 10
MOST_READ_AGAIN = 50
SHOW_EVERY = 50
NEWS = frozenset({Outcome.ADDED, Outcome.CHANGED, Outcome.LEFT})


def run(account_id: int | None = None) -> int:
    """Do the readings that were asked for; how many were done."""
    ends, done = time.monotonic() + RUN_SECONDS, 0
    while time.monotonic() < ends:
        claimed = syncing.claim(account_id)
        if claimed is None:
            break
        syncing.finish(claimed, read_account(claimed))
        done += 1
    return done


@dataclass(slots=True, kw_only=True)
class Reading:
    """What a reading has found so far."""

    account: BusinessAccount
    read_at: datetime
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def report(self, failure: str = "") -> SyncReport:
        return SyncReport(
            counts=self.counts, problems=self.problems, results=self.results, failure=failure
        )


def read_account(sync: AccountSync) -> SyncReport:
    """Take over every template of the account; one that cannot be kept costs no other."""
    account = sync.account
    reading = Reading(account=account, read_at=timezone.now())
    try:
        with open_session() as session:
            for record in client_for(account, session).list_templates(account.waba_id):
                _take_over(reading, record)
                if reading.counts["read"] % SHOW_EVERY == 0:
                    syncing.advance(sync, read=reading.counts["read"])
    except WhatsAppError as error:
        return reading.report(failure=explain(error))
    vanished = mirror.mark_vanished(account, reading.seen, read_at=reading.read_at)
    reading.counts["deleted"] = len(vanished)
    for gone in vanished:
        reading.results.append(
            Result(id=gone.meta_id or "", name=gone.name, language=gone.language, outcome="deleted")
        )
    return reading.report()


def _take_over(reading: Reading, record: TemplateRecord) -> None:
    reading.seen.add(record.id)
    reading.counts["read"] += 1
    try:
        outcome = mirror.apply_record(reading.account, record, read_at=reading.read_at)
    except DomainError as error:
        _fail(reading, record, error.message)
    except (DatabaseError, ValueError):
        logger.exception("template %s of account %s was not kept", record.id, reading.account.pk)
        _fail(reading, record, "não pôde ser guardado.")
    else:
        reading.counts[outcome] += 1
        if outcome in NEWS:
            _tell(reading, record, outcome)


def _fail(reading: Reading, record: TemplateRecord, why: str) -> None:
    reading.problems.append(f"{record.name or record.id} ({record.language}): {why}")
    reading.counts["failed"] += 1


def _tell(reading: Reading, record: TemplateRecord, outcome: str) -> None:
    reading.results.append(
        Result(id=record.id, name=record.name, language=record.language, outcome=outcome)
    )


def due_again(now: datetime) -> list[Template]:
    """Templates whose status is passing, or of which a reading was asked for."""
    waiting = Template.objects.to_read_again(now, after=READ_AGAIN_AFTER).select_related("account")
    return [template for template in waiting if _is_time(template, now)][:MOST_READ_AGAIN]


def read_again() -> int:
    """Read single templates, as long as Meta answers; how many were read."""
    due, done, ends = due_again(timezone.now()), 0, time.monotonic() + RUN_SECONDS
    with open_session() as session:
        for template in due:
            if time.monotonic() > ends or not _read_one(template, session):
                break
            done += 1
    return done


def _read_one(template: Template, session: Session) -> bool:
    """False when Meta is out of reach: the others would only wait as long."""
    read_at = timezone.now()
    try:
        record = client_for(template.account, session).get_template(template.meta_id or "")
        mirror.apply_record(template.account, record, read_at=read_at)
    except (NotSentError, UnknownOutcomeError):
        return False
    except DomainError as error:
        logger.warning("template %s was not read: %s", template.pk, error.code)
        Template.objects.filter(pk=template.pk).update(synced_at=read_at)
    return True


def _is_time(template: Template, now: datetime) -> bool:
    if template.synced_at is None:
        return True
    since_change = now - template.updated_at
    return (now - template.synced_at) * SHARE_OF_WAIT >= since_change
