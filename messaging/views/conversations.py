"""Atendimento: who waits for an answer, the thread of one conversation, and the reply."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from conecta.accounts.http import PersonRequest
from contacts.models import Contact
from messaging import outbox, threads
from messaging.models import Conversation, Message
from messaging.outbox import Draft
from messaging.reasons import SENTENCES

MAY_SEE = permission_required("messaging.view_conversation", raise_exception=True)
MAY_SEND = permission_required("messaging.add_message", raise_exception=True)
LIST_LIMIT = 50
RELATED = ("channel", "contact", "held_by")
PANEL_LIMIT = 20


@require_GET
@MAY_SEE
def inbox(request: PersonRequest) -> HttpResponse:
    """Unanswered conversations, the longest waiting first; the list refreshes by itself."""
    context = _queue(request)
    name = "_queue" if request.htmx else "inbox"
    return render(request, f"messaging/{name}.html", context)


@require_GET
@MAY_SEE
def thread(request: PersonRequest, pk: int) -> HttpResponse:
    conversation = get_object_or_404(_conversations(), pk=pk)
    if request.GET.get("parte") == "mensagens":
        return render(request, "messaging/_thread.html", _thread(conversation, request))
    return render(
        request, "messaging/thread.html", _queue(request) | _thread(conversation, request)
    )


@require_POST
@MAY_SEND
def reply(request: PersonRequest, pk: int) -> HttpResponse:
    """Free text, inside the window only; a refusal keeps what was typed and says why."""
    conversation = get_object_or_404(_conversations(), pk=pk)
    text = request.POST.get("text", "").strip()
    context: dict[str, Any] = {}
    if text:
        draft = Draft(channel=conversation.channel, contact=conversation.contact, text=text)
        outcome = outbox.request(draft, by=request.user)
        if outcome.message is None:
            context = {"typed": text, "problems": _sentences(outcome)}
        conversation = get_object_or_404(_conversations(), pk=pk)
    if not request.htmx:
        return redirect("messaging:thread", pk=pk)
    context |= _thread(conversation, request) | {"swap_composer": True}
    return render(request, "messaging/_thread.html", context)


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def contact_messages(request: PersonRequest, pk: int) -> HttpResponse:
    """The panel that the contact's page embeds: the last messages on every channel."""
    contact = get_object_or_404(Contact, pk=pk)
    rows = Message.objects.filter(contact=contact).select_related("template", "sender", "channel")
    lines = [threads.line(message) for message in rows.order_by("-id")[:PANEL_LIMIT]]
    conversations = Conversation.objects.filter(contact=contact).select_related("channel")
    context = {"contact": contact, "lines": lines, "conversations": conversations.order_by("id")}
    return render(request, "messaging/_contact_messages.html", context)


def _conversations() -> QuerySet[Conversation]:
    return Conversation.objects.select_related(*RELATED)


def _queue(request: PersonRequest) -> dict[str, Any]:
    search = request.GET.get("search", "").strip()
    waiting = Conversation.objects.unanswered().select_related(*RELATED)
    if search:
        waiting = waiting.filter(contact__in=Contact.objects.living().search(search))
    found = list(waiting[: LIST_LIMIT + 1])
    return {
        "waiting": [_with_last(conversation) for conversation in found[:LIST_LIMIT]],
        "more": len(found) > LIST_LIMIT,
        "search": search,
    }


def _with_last(conversation: Conversation) -> dict[str, Any]:
    last = conversation.messages.order_by("-id").first()
    return {"conversation": conversation, "last": threads.line(last) if last else None}


def _thread(conversation: Conversation, request: PersonRequest) -> dict[str, Any]:
    is_open = conversation.is_window_open and not conversation.is_awaiting_reply
    shown = request.GET.get("composer") or request.POST.get("composer")
    state = "open" if is_open else "closed"
    return {
        "conversation": conversation,
        "contact": conversation.contact,
        "days": threads.by_day(threads.latest(conversation)),
        "composer": state,
        "swap_composer": bool(shown) and shown != state,
    }


def _sentences(outcome: outbox.Outcome) -> list[str]:
    return [str(SENTENCES[reason]) for reason in outcome.decision.reasons]
