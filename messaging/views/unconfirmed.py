"""Messages without confirmation: the list of them, and what a supervisor settles."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from conecta.accounts import keyset
from conecta.accounts.failures import show
from conecta.accounts.http import PersonRequest
from conecta.accounts.toasts import dialog_done
from conecta.errors import DomainError
from contacts.models import Contact
from messaging import settling, threads
from messaging.forms import SettleForm
from messaging.models import Message
from messaging.settling import SettleOutcome

TARGET = "unconfirmed"
ORDER = ("unknown_at", "id")


@require_GET
@permission_required("messaging.view_message", raise_exception=True)
def unconfirmed(request: PersonRequest) -> HttpResponse:
    """Oldest first: those that wait longest for somebody to look."""
    search = request.GET.get("search", "").replace("\x00", "").strip()
    found = Message.objects.unconfirmed().select_related("contact", "channel", *threads.RELATED)
    if search:
        found = found.filter(contact__in=Contact.objects.search(search))
    page = keyset.read(found, request.GET, order=ORDER)
    lines = [threads.line(message) for message in page.rows]
    context = {"lines": lines, "page": page, "search": search}
    name = "_unconfirmed" if request.htmx.target == TARGET else "unconfirmed"
    return render(request, f"messaging/{name}.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("messaging.settle_message", raise_exception=True)
def settle(request: PersonRequest, uuid: str) -> HttpResponse:
    """The dialog "Conferir mensagem"; a mistake is told in it and loses nothing."""
    message = get_object_or_404(
        Message.objects.select_related("contact", "channel", *threads.RELATED), uuid=uuid
    )
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_settled(message, form, request):
        text = f"Para {message.contact}."
        return dialog_done("1 mensagem conferida", event="messages-changed", text=text)
    context = {"line": threads.line(message), "form": form}
    return render(request, "messaging/_settle.html", context, status=422 if form.is_bound else 200)


def _is_settled(message: Message, form: SettleForm, request: PersonRequest) -> bool:
    """False, with the refusal on the form, when somebody or a receipt was faster."""
    said = form.cleaned_data
    try:
        settling.settle(
            message,
            outcome=SettleOutcome(said["outcome"]),
            note=said["note"],
            by=request.user,
        )
    except DomainError as error:
        show(form, error)
        return False
    return True
