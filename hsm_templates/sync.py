"""Reading templates at Meta: an account's whole list, or those whose status is passing."""

import logging
import time
from collections import Counter
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
from hsm_templates.models import AccountSync, Template
from hsm_templates.syncing import SyncReport
from hsm_templates.vocabulary import explain

logger = logging.getLogger(__name__)

RUN_SECONDS = 120.0
# A review usually takes minutes and may take a day: ask after a minute, then ever more rarely.
READ_AGAIN_AFTER = timedelta(minutes=1)
SHARE_OF_WAIT = 10
MOST_READ_AGAIN = 50


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


def read_account(sync: AccountSync) -> SyncReport:
    """Take over every template of the account; one that cannot be kept costs no other."""
    account, read_at = sync.account, timezone.now()
    counts: Counter[str] = Counter()
    problems: list[str] = []
    seen: set[str] = set()
    try:
        with open_session() as session:
            for record in client_for(account, session).list_templates(account.waba_id):
                seen.add(record.id)
                _take_over(account, record, read_at, counts, problems)
    except WhatsAppError as error:
        return SyncReport(counts=counts, problems=problems, failure=explain(error))
    counts["deleted"] = len(mirror.mark_vanished(account, seen, read_at=read_at))
    return SyncReport(counts=counts, problems=problems)


def _take_over(
    account: BusinessAccount,
    record: TemplateRecord,
    read_at: datetime,
    counts: Counter[str],
    problems: list[str],
) -> None:
    counts["read"] += 1
    try:
        counts[mirror.apply_record(account, record, read_at=read_at)] += 1
    except DomainError as error:
        problems.append(f"{record.name or record.id} ({record.language}): {error.message}")
        counts["failed"] += 1
    except (DatabaseError, ValueError):
        logger.exception("template %s of account %s was not kept", record.id, account.pk)
        problems.append(f"{record.name or record.id} ({record.language}): não pôde ser guardado.")
        counts["failed"] += 1


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
