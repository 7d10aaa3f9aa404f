"""The Painel: what left today, who waits, how people consent, what needs a person."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from conecta.whatsapp.models import Channel
from messaging import alerts, figures
from messaging.models import Conversation

SHOWN_WAITING = 7
SHOWN_CHANNELS = 6


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def dashboard(request: PersonRequest) -> HttpResponse:
    """The page; for htmx, its numbers alone, which it asks for again by itself."""
    waiting = Conversation.objects.unanswered().select_related("contact", "channel")
    context = {
        "waiting_count": waiting.count(),
        "waiting": waiting[:SHOWN_WAITING],
        "today": figures.today(),
        "consent": figures.consent(),
        "alerts": alerts.current(),
        "channels": Channel.objects.order_by("-enabled", "name", "id")[:SHOWN_CHANNELS],
    }
    name = "_dashboard" if request.htmx else "dashboard"
    return render(request, f"messaging/{name}.html", context)
