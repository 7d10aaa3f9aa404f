"""Taking templates to Meta: creating, editing and deleting what decisions left due."""

import time
from collections.abc import Callable, Mapping

from django.utils import timezone

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.error_catalog import BACKOFF
from conecta.whatsapp.errors import RefusedError, UnknownOutcomeError, WhatsAppError
from conecta.whatsapp.payloads import TemplateDraft
from conecta.whatsapp.transport import open_session
from conecta.whatsapp.types import CreatedTemplate, TemplateRecord
from conecta.whatsapp.words import Category, ParameterFormat
from conecta.whatsapp.words import TemplateStatus as StatusWord
from hsm_templates import removal, resuming, submission
from hsm_templates.components import TemplateContent, parse
from hsm_templates.models import Template, TemplateStatus

RUN_SECONDS = 120.0
NOT_FOUND_SUBCODE = 2593002


def publish_due() -> int:
    """Take what is due to Meta until nothing is, or the time is up; how many were taken."""
    ends, taken = time.monotonic() + RUN_SECONDS, 0
    with open_session() as session:
        while time.monotonic() < ends:
            template = submission.claim()
            if template is None:
                break
            client = client_for(template.account, session)
            act = ACTS.get(template.status, _publish)
            act(client, template)
            taken += 1
    return taken


def _publish(client: CloudClient, template: Template) -> None:
    sent_at = timezone.now()
    try:
        created = _edit(client, template) if template.meta_id else _create(client, template)
    except WhatsAppError as error:
        seconds = _wait_seconds(error, template.attempt)
        if seconds is None:
            submission.record_refused(template, error)
        else:
            submission.postpone(template, error, seconds=seconds)
    else:
        submission.record_submitted(template, created, sent_at=sent_at)


def _delete(client: CloudClient, template: Template) -> None:
    account = template.account
    try:
        client.delete_template(
            account.waba_id, name=template.name, template_id=template.meta_id or ""
        )
    except WhatsAppError as error:
        seconds = _wait_seconds(error, template.attempt)
        if isinstance(error, RefusedError) and error.refusal.subcode == NOT_FOUND_SUBCODE:
            removal.record_deleted(template)
        elif seconds is None:
            removal.record_kept(template, error)
        else:
            submission.postpone(template, error, seconds=seconds)
    else:
        removal.record_deleted(template)


def _resume(client: CloudClient, template: Template) -> None:
    """Asking twice does no harm: Meta refuses what is not paused, and then it is read again."""
    try:
        client.unpause_template(template.meta_id or "")
    except WhatsAppError as error:
        seconds = _wait_seconds(error, template.attempt)
        if seconds is None:
            resuming.record_still_paused(template, error)
        else:
            submission.postpone(template, error, seconds=seconds)
    else:
        resuming.record_resumed(template)


ACTS: Mapping[str, Callable[[CloudClient, Template], None]] = {
    TemplateStatus.DELETING: _delete,
    TemplateStatus.RESUMING: _resume,
}


def _create(client: CloudClient, template: Template) -> CreatedTemplate:
    """A repeated attempt looks first: the one before may have been accepted unheard."""
    if template.attempt > 1:
        records = client.list_templates(template.account.waba_id)
        found = next((record for record in records if _is_same(record, template)), None)
        if found is not None:
            return _as_created(found)
    draft = TemplateDraft(
        name=template.name,
        language=template.language,
        category=_category(template),
        components=tuple(template.components),
        parameter_format=ParameterFormat(template.content.parameter_format),
        ttl_seconds=template.ttl_seconds,
    )
    return client.create_template(template.account.waba_id, draft)


def _edit(client: CloudClient, template: Template) -> CreatedTemplate:
    """Meta's answer to an edit says nothing but yes: the review begins anew."""
    meta_id = template.meta_id or ""
    if template.attempt > 1:
        record = client.get_template(meta_id)
        if _is_same(record, template):
            return _as_created(record)
    newest = template.revisions.first()
    is_fixed = newest is not None and newest.edits_approved
    asked = None if is_fixed else _category(template)
    client.edit_template(
        meta_id,
        components=template.components,
        category=asked,
        ttl_seconds=template.ttl_seconds,
    )
    category = asked or Category(template.category)
    return CreatedTemplate(id=meta_id, status=StatusWord.PENDING, category=category)


def _is_same(record: TemplateRecord, template: Template) -> bool:
    """The same texts under the same name; Meta may list the components in another form."""
    if (record.name, record.language) != (template.name, template.language):
        return False
    theirs, ours = parse(record.components), template.content
    return _texts(theirs) == _texts(ours)


def _texts(content: TemplateContent) -> tuple[str, str, str, list[str]]:
    """Of an access code Meta writes the buttons' words itself."""
    header = content.header.text if content.header else ""
    buttons = [] if content.code else [button.text for button in content.buttons]
    return header, content.body.text, content.footer, buttons


def _as_created(record: TemplateRecord) -> CreatedTemplate:
    return CreatedTemplate(id=record.id, status=record.status, category=record.category)


def _category(template: Template) -> Category:
    return Category(template.requested_category or template.category)


def _wait_seconds(error: WhatsAppError, attempt: int) -> float | None:
    """None: not again. An unknown outcome may be repeated here, because a repeat looks first."""
    if isinstance(error, UnknownOutcomeError):
        return BACKOFF.wait_seconds(attempt)
    return error.entry.retry.wait_seconds(attempt)
