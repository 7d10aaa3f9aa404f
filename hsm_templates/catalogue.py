"""The list of templates as its page asks for it, and what has changed since it was last shown."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from conecta.accounts import keyset
from conecta.accounts.keyset import Page
from hsm_templates.models import Template

ORDER = ("name", "id")
SEEN = "seen"
# A review that is not done soon will take hours.
SOON = timedelta(minutes=2)
OFTEN, SELDOM = "2s", "15s"


def page(params: QueryDict) -> Page[Template]:
    """Filters `name`, `body`, `account`, `status`, `category`; deleted ones only when asked for."""
    rows = Template.objects.named(params.get("name", "")).with_words(params.get("body", ""))
    statuses = params.getlist("status")
    rows = rows.filter(status__in=statuses) if statuses else rows.visible()
    if accounts := [int(pk) for pk in params.getlist("account") if _is_id(pk)]:
        rows = rows.filter(account__in=accounts)
    if categories := params.getlist("category"):
        rows = rows.filter(category__in=categories)
    kept = params.copy()
    kept.pop(SEEN, None)
    shown = rows.select_related("account").prefetch_related("account__channels")
    return keyset.read(shown, kept, order=ORDER)


def is_filtered(params: QueryDict) -> bool:
    return any(params.get(name) for name in ("name", "body", "account", "status", "category"))


def glimpse(templates: Iterable[Template]) -> str:
    """What a page has shown of them, short enough for an address."""
    return ",".join(f"{it.pk}:{it.status}:{it.updated_at.timestamp():.3f}" for it in templates)


def news(seen: str) -> list[str]:
    """Sentences about those whose status is not the one that was seen."""
    marks = (part.split(":") for part in seen.split(","))
    before = {int(mark[0]): mark[1] for mark in marks if len(mark) == 3 and _is_id(mark[0])}
    templates = Template.objects.filter(pk__in=before).order_by(*ORDER)
    changed = [template for template in templates if template.status != before[template.pk]]
    return [f"{template.name}: {template.get_status_display()}." for template in changed]


def look_again_every(templates: Sequence[Template]) -> str:
    """How often the page should ask, in htmx's words; "" when nothing is on its way."""
    waiting = [template for template in templates if template.is_waiting]
    if not waiting:
        return ""
    newest = max(template.updated_at for template in waiting)
    return OFTEN if timezone.now() - newest < SOON else SELDOM


def _is_id(text: str) -> bool:
    """Digits that a 64-bit column can be compared with."""
    return text.isascii() and text.isdigit() and len(text) < 19
