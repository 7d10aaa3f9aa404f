"""The dialog "Enviar mensagem ativa": choose, fill in, see the gate's reasons, send."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from conecta.accounts.http import PersonRequest
from conecta.errors import DomainError
from contacts.models import Contact
from contacts.phone import PhoneError, parse
from messaging import composing, outbox

MAY_SEND = permission_required("messaging.add_message", raise_exception=True)
PARTS = {"picker", "fields", "check"}


@require_GET
@MAY_SEND
def compose(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole dialog, or the part of it that `parte` names."""
    contact = get_object_or_404(Contact.objects.living(), pk=pk)
    part = request.GET.get("parte", "")
    name = f"messaging/_compose_{part}.html" if part in PARTS else "messaging/_compose.html"
    return render(request, name, _context(contact, request.GET.dict(), request))


@require_POST
@MAY_SEND
def send(request: PersonRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.living(), pk=pk)
    said = request.POST.dict()
    chosen = composing.choices(said)
    content = chosen.template.content if chosen.template else None
    filled = composing.blanks(content, contact, said) if content else []
    draft = composing.draft(contact, chosen, filled)
    if draft is None:
        return render(
            request, "messaging/_compose_check.html", _context(contact, said, request), status=422
        )
    outcome = outbox.request(draft, by=request.user)
    if outcome.message is None:
        context = _context(contact, said, request) | {"refused": True}
        return render(request, "messaging/_compose_check.html", context, status=422)
    response = HttpResponse(status=204)
    trigger_client_event(response, "dialog:close")
    trigger_client_event(response, "messages-changed")
    news = {"level": "success", "title": f"Mensagem para {contact.name} na fila de envio"}
    return trigger_client_event(response, "toast", news)


@require_GET
@MAY_SEND
def start(request: PersonRequest) -> HttpResponse:
    """A number typed by hand: its contact, or the offer to register it with OPTIN shown."""
    said = request.GET.get("numero", "").strip()
    context: dict[str, Any] = {"said": said}
    if said:
        try:
            number = parse(said)
            context["number"] = number
            context["contact"] = Contact.objects.living().filter(whatsapp=number.digits).first()
        except PhoneError as error:
            context["error"] = error.message
    part = "_start_result" if request.GET.get("parte") else "_start"
    return render(request, f"messaging/{part}.html", context)


def _context(contact: Contact, said: dict[str, str], request: PersonRequest) -> dict[str, Any]:
    chosen = composing.choices(said)
    context: dict[str, Any] = {"contact": contact, "chosen": chosen}
    if chosen.template is None:
        return context
    filled = composing.blanks(chosen.template.content, contact, said)
    draft = composing.draft(contact, chosen, filled)
    context["blanks"] = filled
    context["preview"] = composing.preview(chosen.template, filled)
    if draft is not None:
        try:
            outcome = outbox.consider(draft, by=request.user)
        except DomainError as error:
            context["problem"] = error.message
            return context
        context["allowed"] = outcome.decision.allowed
        context["checks"] = composing.checks(contact, chosen, outcome)
    return context
