"""Times as a person at work reads them: of today, of yesterday, how long ago."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400


@register.filter
def clock(at: datetime) -> str:
    """ "14:05" of today, "23/11" of another day."""
    local = timezone.localtime(at)
    return local.strftime("%H:%M" if local.date() == timezone.localdate() else "%d/%m")


@register.filter
def waited(since: datetime) -> str:
    """ "há 2 min", "há 1 h", "há 3 dias"; "agora" under a minute."""
    seconds = int((timezone.now() - since).total_seconds())
    if seconds < MINUTE:
        return "agora"
    if seconds < HOUR:
        return f"há {seconds // MINUTE}\u00a0min"
    if seconds < DAY:
        return f"há {seconds // HOUR}\u00a0h"
    days = seconds // DAY
    return f"há {days}\u00a0dias" if days > 1 else "há 1\u00a0dia"


@register.filter
def day_name(on: date) -> str:
    """ "Hoje, 24/11/2026", "Ontem, 23/11/2026", "18/11/2026"."""
    today = timezone.localdate()
    written = date_format(on, "d/m/Y")
    if on == today:
        return f"Hoje, {written}"
    return f"Ontem, {written}" if on == today - timedelta(days=1) else written
