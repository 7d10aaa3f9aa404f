"""Pages of Canais: the list with its switches, a new number, the name of one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest
from conecta.accounts.toasts import toast
from conecta.errors import DomainError
from conecta.queues import Queue, wake
from conecta.whatsapp import channels, refresh
from conecta.whatsapp.forms import ChannelForm, ChannelNameForm, SwitchForm
from conecta.whatsapp.models import Channel, Portfolio
from conecta.whatsapp.tasks import REFRESH

MAY_SEE = permission_required("whatsapp.view_channel", raise_exception=True)
MAY_CHANGE = permission_required("whatsapp.change_channel", raise_exception=True)
MAY_ADD = permission_required("whatsapp.add_channel", raise_exception=True)
# A reading of a few numbers takes about a second; after this the page stops asking.
MOST_LOOKS = 15


@require_GET
@MAY_SEE
def channel_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table. `since`, `look`: asks again until a reading is newer."""
    name = "whatsapp/_channels.html" if request.htmx else "whatsapp/channels.html"
    return render(request, name, _list_context(request))


@require_POST
@MAY_CHANGE
def start_refresh(request: PersonRequest) -> HttpResponse:
    asked_at = timezone.now()
    wake(REFRESH, queue=Queue.MAINTENANCE)
    context = _list_context(request) | _look(asked_at, 1)
    return render(request, "whatsapp/_channels.html", context)


@require_POST
@MAY_CHANGE
def set_receptive(request: PersonRequest, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk)
    value = _switched(request)
    channels.set_receptive(channel, value=value, by=request.user)
    if value:
        title, text = f"{channel.name} agora é Receptivo", "Sai das listas de envio ativo."
    else:
        title, text = f"{channel.name} não é mais Receptivo", "Volta às listas de envio ativo."
    return _done(title, text, undo=_undo("whatsapp:set_receptive", pk, value=value))


@require_POST
@MAY_CHANGE
def set_enabled(request: PersonRequest, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel, pk=pk)
    value = _switched(request)
    channels.set_enabled(channel, value=value, by=request.user)
    if value:
        title, text = f"{channel.name} habilitado", "Volta a enviar."
    else:
        title, text = f"{channel.name} desabilitado", "Nada sai por ele, nem respostas."
    return _done(title, text, undo=_undo("whatsapp:set_enabled", pk, value=value))


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    """A number of a registered account, checked at Meta before it is kept."""
    form = ChannelForm(request.POST or None, initial={"account": request.GET.get("account")})
    if form.is_valid():
        data = form.cleaned_data
        try:
            reading = refresh.find_number(data["account"], data["phone_number_id"])
            channel = channels.create(**data, reading=reading, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, f"{channel.name} ligado ao Conecta")
            return redirect("whatsapp:channels")
    return render(request, "whatsapp/channel_new.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
@MAY_CHANGE
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel.objects.select_related("account__portfolio"), pk=pk)
    form = ChannelNameForm(request.POST or None, initial={"name": channel.name})
    if form.is_valid():
        channel = channels.rename(channel, form.cleaned_data["name"], by=request.user)
        messages.success(request, f"Canal salvo como {channel.name}")
        return redirect("whatsapp:channels")
    context = {"form": form, "channel": channel}
    return render(request, "whatsapp/channel_edit.html", context, status=_status(form))


def _list_context(request: PersonRequest) -> dict[str, Any]:
    rows = Channel.objects.select_related("account__portfolio").order_by("name", "id")
    oldest = rows.aggregate(Min("read_at"))["read_at__min"]
    problems = refresh.problems()
    context: dict[str, Any] = {
        "channels": rows,
        "read_at": oldest,
        "problems": problems,
        "may_change": request.user.has_perm("whatsapp.change_channel"),
        "portfolios": Portfolio.objects.filter(accounts__channels__isnull=False).distinct(),
    }
    since, look = _asked(request)
    if since is None:
        return context
    newest_problem = max((problem.at for problem in problems), default=since)
    done = (oldest is not None and oldest >= since) or newest_problem > since
    return context if done else context | _look(since, look + 1)


def _asked(request: PersonRequest) -> tuple[datetime | None, int]:
    """Since when a reading is awaited, and how often the page has looked."""
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
        return (since if since.tzinfo else None), int(request.GET.get("look", "1"))
    except ValueError:
        return None, 0


def _look(since: datetime, number: int) -> dict[str, Any]:
    """While `look_url` is there the table asks again in a second."""
    if number > MOST_LOOKS:
        return {"gave_up": True}
    query = {"since": since.isoformat(), "look": number}
    return {"look_url": reverse("whatsapp:channels", query=query)}


def _switched(request: PersonRequest) -> bool:
    form = SwitchForm(request.POST or request.GET)
    form.full_clean()
    return bool(form.cleaned_data["value"])


def _undo(name: str, pk: int, *, value: bool) -> str:
    return reverse(name, args=[pk], query={"value": "" if value else "on"})


def _done(title: str, text: str, *, undo: str) -> HttpResponse:
    response = toast(HttpResponse(status=204), title, text=text, undo_url=undo)
    trigger_client_event(response, "channels-changed")
    return response


def _status(form: ChannelForm | ChannelNameForm) -> int:
    return 422 if form.errors else 200
