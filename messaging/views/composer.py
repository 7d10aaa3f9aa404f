"""The dialog "Enviar mensagem ativa": choose, fill in, see the gate's reasons, send."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from conecta.accounts.http import PersonRequest
from conecta.accounts.models import User
from conecta.accounts.toasts import dialog_done, toast
from conecta.errors import ConflictError, DomainError
from contacts.identities import living
from contacts.models import Contact
from hsm_templates.models import Template
from messaging import composing, costs, explaining, outbox
from messaging.idempotency import Answer
from messaging.outbox import Draft
from messaging.views import formkeys

MAY_SEND = permission_required("messaging.add_message", raise_exception=True)
PARTS = {"picker", "fields"}
ALREADY_SENT = (
    "Este formulário já foi enviado com outro conteúdo. "
    "Feche-o, confira a conversa e comece de novo."
)


@require_GET
@MAY_SEND
def compose(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole dialog, with a key of its own."""
    context = _context(_contact(pk), request.GET.dict(), request) | {"key": formkeys.fresh()}
    return render(request, "messaging/_compose.html", context)


@require_POST
@MAY_SEND
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """What follows from what is chosen and typed so far; nothing is sent and nothing recorded.

    By POST, so that the values stay out of addresses and logs.
    """
    part, said = request.GET.get("parte", ""), request.POST.dict()
    contact, problem = _contact(pk), ""
    try:
        said = _with_sample(said, request)
    except DomainError as error:
        problem = error.message
    context = _context(contact, said, request) | {"swapping": True}
    name = f"_compose_{part}" if part in PARTS else "_compose_check"
    response = render(request, f"messaging/{name}.html", context)
    if problem:
        return toast(response, "O arquivo não foi enviado à Meta", text=problem, level="error")
    return response


def _with_sample(said: dict[str, str], request: PersonRequest) -> dict[str, str]:
    """With the example's own file where the person asked for it."""
    key = request.GET.get("amostra", "")
    chosen = composing.choices(said, user=request.user) if key else composing.NOTHING
    if chosen.template is None or chosen.channel is None:
        return said
    return composing.with_sample_file(chosen.template, chosen.channel, key, said)


@require_POST
@MAY_SEND
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """204 and closes the dialog when queued; 422 and shows why, with a new key, when not."""
    contact, said = _contact(pk), request.POST.dict()
    draft = _draft(contact, said, request.user)
    if draft is None:
        return _refused(request, contact, said)
    try:
        given = formkeys.once(request, answer=lambda: _queue(draft, request))
    except ConflictError as error:
        return JsonResponse({"code": error.code, "detail": ALREADY_SENT}, status=409)
    if given.status != 201:
        return _refused(request, contact, said)
    text = f"Para {contact}."
    return dialog_done("Mensagem na fila de envio", event="messages-changed", text=text)


def _contact(pk: int) -> Contact:
    """The contact that stands today, through a merge; nobody writes to who was erased."""
    contact = living(get_object_or_404(Contact, pk=pk))
    if contact.erased_at is not None:
        raise Http404
    return contact


def _draft(contact: Contact, said: Mapping[str, str], user: User) -> Draft | None:
    chosen = composing.choices(said, user=user)
    template = chosen.template
    filled = composing.blanks(template, contact, said) if template else []
    return composing.draft(contact, chosen, filled)


def _queue(draft: Draft, request: PersonRequest) -> Answer:
    outcome = outbox.request(draft, by=request.user)
    if outcome.message is None:
        return Answer(422, {})
    return Answer(201, {"message": str(outcome.message.uuid)})


def _refused(request: PersonRequest, contact: Contact, said: Mapping[str, str]) -> HttpResponse:
    extra = {"refused": True, "swapping": True, "key": formkeys.fresh()}
    context = _context(contact, said, request) | extra
    return render(request, "messaging/_compose_check.html", context, status=422)


def _context(contact: Contact, said: Mapping[str, str], request: PersonRequest) -> dict[str, Any]:
    chosen = composing.choices(said, user=request.user)
    context: dict[str, Any] = {"contact": contact, "chosen": chosen, "allowed": False}
    if chosen.template is None:
        return context | _before_choosing(contact, chosen, request)
    filled = composing.blanks(chosen.template, contact, said)
    context["blanks"] = filled
    context["preview"] = composing.preview(chosen.template, filled)
    draft = composing.draft(contact, chosen, filled)
    if draft is not None:
        outcome = outbox.consider(draft, by=request.user)
        context["allowed"] = outcome.decision.allowed
        context["cost"] = costs.estimate(draft, now=timezone.now())
        context["checks"] = explaining.refusals(
            outcome.decision.reasons,
            outcome.problems,
            editor=_editor(draft.template, request.user),
        ) or explaining.permissions(contact, draft.channel, draft.template)
    return context


def _editor(template: Template | None, user: User) -> str:
    """Where this person may edit the HSM; "" when they may not."""
    if template is None or not user.has_perm("hsm_templates.change_template"):
        return ""
    return reverse("hsm_templates:edit", args=[template.pk])


def _before_choosing(
    contact: Contact, chosen: composing.Choices, request: PersonRequest
) -> dict[str, Any]:
    """What is already known of the person and the channel, whatever HSM comes."""
    probe = composing.probe(contact, chosen)
    if probe is None:
        return {}
    reasons = explaining.about_person(outbox.consider(probe, by=request.user))
    return {
        "barred": bool(reasons),
        "checks": explaining.refusals(reasons)
        or explaining.permissions(contact, probe.channel, None),
    }
