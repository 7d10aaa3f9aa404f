"""The decision to change what Meta has approved or paused: written and sent in one act."""

from django.db import transaction

from audit.actors import Author
from conecta.errors import DomainError
from hsm_templates import authoring, editing, revisions, submission
from hsm_templates.authoring import TemplateData
from hsm_templates.models import Template, TemplateStatus

CATEGORY_FIXED = "A Meta não muda a categoria de um HSM aprovado."


@transaction.atomic
def revise(template: Template, data: TemplateData, *, version: int, by: Author) -> Template:
    """Send the new text to be reviewed; the approved one stays on record.

    Raises DomainError `not_editable` (with when it will be) or `category_fixed`, ConflictError
    `stale`; and what `submission.submit` raises. Nothing is sent when nothing changed.
    """
    locked = Template.objects.locked().get(pk=template.pk)
    if why := editing.obstacle(locked):
        raise DomainError("not_editable", why)
    is_approved = locked.status == TemplateStatus.APPROVED
    if is_approved and data.category not in {locked.category, locked.requested_category}:
        raise DomainError("category_fixed", CATEGORY_FIXED, field="category")
    before = locked.version
    revisions.keep_approved(locked)
    changed = authoring.change(locked, data, version=version, by=by, revises=True)
    if changed.version == before:
        return changed
    return submission.submit(changed, by=by, revises=True)
