"""What is typed and not saved yet: kept by itself, so that a browser that dies loses nothing."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from conecta.accounts.models import User
from hsm_templates.models import Jotting, Template

# Whoever typed within this time is taken to be at it still.
PRESENT = timedelta(minutes=2)
KEPT_FOR = timedelta(days=30)
MOST_FIELDS = 400
# Of the page and not of the template.
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "action", "act", "known", "shape", "contact"})


def keep(template: Template | None, said: Mapping[str, str], *, by: User, version: int) -> Jotting:
    """In the place of what this person had typed before. Nothing changes: no act of the trail."""
    fields = {name: value for name, value in said.items() if name not in OF_THE_PAGE}
    kept, _ = Jotting.objects.update_or_create(
        user=by,
        template=template,
        defaults={
            "fields": dict(list(fields.items())[:MOST_FIELDS]),
            "version": version,
            "kept_at": timezone.now(),
        },
    )
    return kept


def find(template: Template | None, *, by: User) -> Jotting | None:
    return Jotting.objects.filter(user=by, template=template).first()


def drop(template: Template | None, *, by: User) -> None:
    """It was saved, or the person does not want it."""
    Jotting.objects.filter(user=by, template=template).delete()


def others_at(template: Template, *, by: User) -> list[str]:
    """Names of who else has typed in the same template just now."""
    since = timezone.now() - PRESENT
    present = template.jottings.filter(kept_at__gt=since).exclude(user=by).select_related("user")
    return [str(jotting.user) for jotting in present.order_by("user__name", "pk")]


def drop_forgotten() -> int:
    """What nobody came back to; how many."""
    count, _ = Jotting.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
    return count
