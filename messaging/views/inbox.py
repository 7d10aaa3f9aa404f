"""The queue of Atendimento: unanswered conversations, the longest waiting first."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conecta.accounts import keyset
from conecta.accounts.http import PersonRequest
from contacts.models import Contact
from messaging import waiting
from messaging.models import Conversation
from messaging.views import live

PAGE_SIZE = 30
TARGET = "queue"
ORDER = ("unanswered_since", "id")
# What the links of the list keep of the address.
KEPT = ("search", keyset.AFTER, keyset.BEFORE)


@require_GET
@permission_required("messaging.view_conversation", raise_exception=True)
def inbox(request: PersonRequest) -> HttpResponse:
    """`nova` in the address opens the dialog of a new message with that number."""
    context = queue(request)
    if request.htmx.target == TARGET:
        return fragment(request, context)
    return render(request, "messaging/inbox.html", context | {"new": request.GET.get("nova", "")})


def queue(request: PersonRequest, *, current: Conversation | None = None) -> dict[str, Any]:
    """One page of the list, with the search and the key that the address asks for."""
    params = request.GET.copy()
    for name in set(params) - set(KEPT):
        del params[name]
    search = params.get("search", "").replace("\x00", "").strip()
    found = Conversation.objects.unanswered().select_related("channel", "contact")
    if search:
        found = found.filter(contact__in=Contact.objects.living().search(search))
    page = keyset.read(found, params, order=ORDER, size=PAGE_SIZE)
    rows = waiting.rows(page.rows)
    keys = [(name, params[name]) for name in KEPT[1:] if name in params]
    marks = [row.mark for row in rows]
    return {
        "waiting": rows,
        "page": page,
        "search": search,
        "kept": params.urlencode(),
        "keys": keys,
        "current": current,
        "queue_seen": live.fingerprint(
            marks, page.total, search, keys, current and current.pk, _minute()
        ),
    }


def fragment(request: PersonRequest, context: dict[str, Any]) -> HttpResponse:
    """The list alone, when it differs from the one on the screen."""
    if live.is_shown(request, context["queue_seen"]):
        return live.nothing()
    return render(request, "messaging/_queue.html", context)


def _minute() -> int:
    """The list says how long people have waited: each minute it reads differently."""
    return int(timezone.now().timestamp() // 60)
