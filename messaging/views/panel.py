"""The panel that the contact's page embeds: the last messages on every channel."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from conecta.accounts.http import PersonRequest
from contacts.identities import living
from contacts.models import Contact
from messaging import threads
from messaging.models import Conversation, Message
from messaging.views import live

SHOWN = 20


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def contact_messages(request: PersonRequest, pk: int) -> HttpResponse:
    """It asks again by itself, and at once on the event `messages-changed`."""
    contact = living(get_object_or_404(Contact, pk=pk))
    related = (*threads.RELATED, "channel")
    found = Message.objects.filter(contact=contact).select_related(*related).order_by("-id")
    messages = list(found[:SHOWN])
    talks = list(
        Conversation.objects.filter(contact=contact).select_related("channel").order_by("id")
    )
    windows = [(talk.pk, talk.last_inbound_at, talk.is_window_open) for talk in talks]
    seen = live.fingerprint(threads.marks(messages), windows, contact.pk)
    if live.is_shown(request, seen):
        return live.nothing()
    context = {
        "contact": contact,
        "lines": [threads.line(message) for message in messages],
        "conversations": talks,
        "is_cut": len(messages) == SHOWN,
        "seen": seen,
    }
    return render(request, "messaging/_contact_messages.html", context)
