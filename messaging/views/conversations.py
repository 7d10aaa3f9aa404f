"""One conversation: its thread, which follows what happens, and the reply inside the window."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from audit import viewing
from conecta.accounts.http import PersonRequest
from conecta.errors import ConflictError, DomainError
from contacts import extras
from messaging import asking, outbox, replying, threads
from messaging.forms import ReplyForm
from messaging.idempotency import Answer
from messaging.models import Conversation
from messaging.outbox import Draft
from messaging.reasons import explain
from messaging.views import formkeys, inbox, live
from messaging.views.composer import ALREADY_SENT, MAY_SEND

MAY_SEE = permission_required("messaging.view_conversation", raise_exception=True)
TARGET = "thread"


@require_GET
@MAY_SEE
def thread(request: PersonRequest, pk: int) -> HttpResponse:
    """The page; for htmx, the part that is its target: the thread or the queue beside it."""
    conversation = _conversation(pk)
    if request.htmx.target == inbox.TARGET:
        return inbox.fragment(request, inbox.queue(request, current=conversation))
    if request.htmx.target == TARGET:
        return _thread(request, conversation)
    _note_view(request, conversation)
    context = _page(request, conversation)
    return render(request, "messaging/thread.html", context)


@require_GET
@MAY_SEE
def history(request: PersonRequest, pk: int, before: int) -> HttpResponse:
    """The page with the messages before one; these no longer change by themselves."""
    conversation = _conversation(pk)
    _note_view(request, conversation)
    context = _page(request, conversation)
    context |= {"page_of_messages": threads.read(conversation, before=before), "is_past": True}
    return render(request, "messaging/thread.html", context)


@require_POST
@MAY_SEND
def reply(request: PersonRequest, pk: int) -> HttpResponse:
    """Free text, inside the window only; a refusal says why and leaves the text where it is."""
    conversation = _conversation(pk)
    form = ReplyForm(request.POST)
    problems: list[str] = []
    if form.is_valid():
        text = form.cleaned_data["text"]
        draft = Draft(channel=conversation.channel, contact=conversation.contact, text=text)
        try:
            given = formkeys.once(request, answer=lambda: _queue(draft, request))
        except ConflictError as error:
            return JsonResponse({"code": error.code, "detail": ALREADY_SENT}, status=409)
        problems = given.body.get("problems", [])
    else:
        problems = [str(problem) for problem in form.errors["text"]]
    context = _latest(request, _conversation(pk)) | {"problems": problems, "swapping": True}
    status = 422 if problems else 200
    return render(request, "messaging/_thread.html", context, status=status)


@require_POST
@MAY_SEND
def ask_optin(request: PersonRequest, pk: int) -> HttpResponse:
    """Our request for the opt-in, with its buttons; the thread shows it, or why it did not go."""
    conversation = _conversation(pk)
    problems: list[str] = []
    try:
        outcome = asking.request_optin(conversation, by=request.user)
        problems = [reason["detail"] for reason in explain(outcome.decision.reasons)]
    except DomainError as error:
        problems = [error.message]
    context = _latest(request, _conversation(pk)) | {"problems": problems, "swapping": True}
    status = 422 if problems else 200
    return render(request, "messaging/_thread.html", context, status=status)


def _note_view(request: PersonRequest, conversation: Conversation) -> None:
    viewing.note(request.user, conversation, contact_id=conversation.contact_id, page="Conversa")


def _conversation(pk: int) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("channel__account", "contact"), pk=pk
    )


def _queue(draft: Draft, request: PersonRequest) -> Answer:
    outcome = outbox.request(draft, by=request.user)
    if outcome.message is None:
        reasons = explain(outcome.decision.reasons)
        return Answer(422, {"problems": [reason["detail"] for reason in reasons]})
    return Answer(201, {"message": str(outcome.message.uuid)})


def _thread(request: PersonRequest, conversation: Conversation) -> HttpResponse:
    context = _latest(request, conversation)
    if live.is_shown(request, context["thread_seen"]):
        return live.nothing()
    return render(request, "messaging/_thread.html", context | {"swapping": True})


def _page(request: PersonRequest, conversation: Conversation) -> dict[str, Any]:
    """The thread between the queue and what is known of the contact."""
    beside = inbox.queue(request, current=conversation)
    beside["told"] = extras.filled(conversation.contact)
    return beside | _latest(request, conversation)


def _latest(request: PersonRequest, conversation: Conversation) -> dict[str, Any]:
    contact = conversation.contact
    page = threads.read(conversation)
    box = replying.box(conversation, by=request.user)
    offer = replying.optin_offer(conversation, box)
    return {
        "conversation": conversation,
        "contact": contact,
        "page_of_messages": page,
        "newest": threads.line(page.messages[-1]) if page.messages else None,
        "box": box,
        "offer": offer,
        "key": formkeys.fresh(),
        "thread_seen": live.fingerprint(
            threads.marks(page.messages),
            contact.optin_status,
            contact.optin_source,
            conversation.last_inbound_at,
            box,
            offer,
            contact.marketing_stopped_at,
            timezone.localdate(),
        ),
    }
