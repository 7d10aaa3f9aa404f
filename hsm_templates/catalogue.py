"""The list of templates as its page asks for it, and what has changed since it was last shown."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from conecta.accounts import keyset
from conecta.accounts.keyset import Page
from conecta.accounts.models import User
from conecta.whatsapp.models import Channel
from hsm_templates import languages
from hsm_templates.models import Template
from hsm_templates.querysets import TemplateQuerySet

ORDER = ("name", "id")
SEEN = "seen"
CHIPS = ("account", "channel", "status", "category", "language", "quality")
MOST_CHOSEN = 200
# A review that is not done soon will take hours.
SOON = timedelta(minutes=2)
OFTEN, SELDOM = "2s", "15s"


def page(params: QueryDict, *, user: User) -> Page[Template]:
    """What the address asks for, of what the person may see; the deleted only when asked for."""
    rows = Template.objects.visible_to(user)
    rows = rows.named(params.get("name", "")).with_words(params.get("body", ""))
    kept = params.copy()
    kept.pop(SEEN, None)
    shown = _filtered(rows, params).select_related("account")
    return keyset.read(shown.prefetch_related("account__channels"), kept, order=ORDER)


def _filtered(rows: TemplateQuerySet, params: QueryDict) -> TemplateQuerySet:
    if "status" not in params:
        rows = rows.visible()
    for name in ("status", "category", "language", "quality"):
        if values := params.getlist(name):
            rows = rows.filter(**{f"{name}__in": values})
    if accounts := _ids(params, "account"):
        rows = rows.filter(account__in=accounts)
    if channels := _ids(params, "channel"):
        rows = rows.filter(account__in=Channel.objects.filter(pk__in=channels).values("account"))
    return rows


def is_filtered(params: QueryDict) -> bool:
    return any(params.get(name) for name in ("name", "body", *CHIPS))


def chosen(marks: Iterable[str], *, user: User) -> list[Template]:
    """The rows that were ticked, in the list's order."""
    ids = [int(mark) for mark in marks if is_id(mark)][:MOST_CHOSEN]
    rows = Template.objects.visible_to(user).visible().filter(pk__in=ids)
    return list(rows.select_related("account").order_by(*ORDER))


def languages_in_use() -> list[tuple[str, str]]:
    """Codes and names of the languages that some template is written in."""
    codes = Template.objects.order_by("language").values_list("language", flat=True).distinct()
    return [(code, languages.name_of(code)) for code in codes]


def _ids(params: QueryDict, name: str) -> list[int]:
    return [int(pk) for pk in params.getlist(name) if is_id(pk)]


def glimpse(templates: Iterable[Template]) -> str:
    """What a page has shown of them, short enough for an address."""
    return ",".join(f"{it.pk}:{it.status}:{it.updated_at.timestamp():.3f}" for it in templates)


def news(seen: str, *, user: User) -> list[str]:
    """Sentences about those whose status is not the one that was seen."""
    marks = (part.split(":") for part in seen.split(","))
    before = {int(mark[0]): mark[1] for mark in marks if len(mark) == 3 and is_id(mark[0])}
    templates = Template.objects.visible_to(user).filter(pk__in=before).order_by(*ORDER)
    changed = [template for template in templates if template.status != before[template.pk]]
    return [f"{template.name}: {template.get_status_display()}." for template in changed]


def look_again_every(templates: Sequence[Template]) -> str:
    """How often the page should ask, in htmx's words; "" when nothing is on its way."""
    waiting = [template for template in templates if template.is_waiting]
    if not waiting:
        return ""
    newest = max(template.updated_at for template in waiting)
    return OFTEN if timezone.now() - newest < SOON else SELDOM


def is_id(text: str) -> bool:
    """Digits that a 64-bit column can be compared with."""
    return text.isascii() and text.isdigit() and len(text) < 19
