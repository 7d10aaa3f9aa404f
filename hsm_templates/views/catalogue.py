"""The list of HSM, whose rows follow Meta by themselves, and the wish to read Meta's list."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from conecta.accounts.http import PersonRequest
from conecta.accounts.toasts import toast
from conecta.whatsapp.models import BusinessAccount, Channel, Quality
from hsm_templates import catalogue, syncing
from hsm_templates.models import AccountSync, Category, TemplateStatus

MAY_SEE = permission_required("hsm_templates.view_template", raise_exception=True)
MAY_CHANGE = permission_required("hsm_templates.change_template", raise_exception=True)
ROWS = "hsm-linhas"
CARDS = "cards"
VIEW = "view"
OUTCOMES = {
    "added": "Novo",
    "changed": "Mudou",
    "deleted": "Não está mais na Meta",
    "left": "Deixado como está: há alteração nossa a caminho ou em rascunho",
}


@require_GET
@MAY_SEE
def template_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table; to the rows themselves, what is new in them or nothing."""
    page = catalogue.page(request.GET, user=request.user)
    seen, shown = request.GET.get(catalogue.SEEN, ""), catalogue.glimpse(page.rows)
    is_look = request.htmx and request.htmx.target == ROWS
    if is_look and seen == shown:
        return HttpResponse(status=204)
    context = {
        "page": page,
        "is_cards": request.GET.get(VIEW) == CARDS,
        "is_filtered": catalogue.is_filtered(request.GET),
        "look_every": catalogue.look_again_every(page.rows),
        "look_url": _address(request, **{catalogue.SEEN: shown}),
        "table_url": _address(request),
        "table_address": _address(request, **{VIEW: ""}),
        "cards_address": _address(request, **{VIEW: CARDS}),
        "news": catalogue.news(seen, user=request.user),
        "is_look": is_look,
    }
    if is_look and page.rows:
        return render(request, "hsm_templates/_rows.html", context)
    if request.htmx:
        table = render(request, "hsm_templates/_table.html", context)
        return reswap(retarget(table, "#hsm-tabela"), "outerHTML") if is_look else table
    return render(request, "hsm_templates/list.html", context | _page_context(request))


def _address(request: PersonRequest, **marks: str) -> str:
    """This list with its filters and page, and with the marks given; "" takes one away."""
    kept = request.GET.copy()
    for name, value in ({catalogue.SEEN: ""} | marks).items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return f"{request.path}?{kept.urlencode()}"


@require_POST
@MAY_CHANGE
def start_sync(request: PersonRequest) -> HttpResponse:
    """Ask for the list of every account."""
    for account in BusinessAccount.objects.all():
        syncing.request(account, by=request.user)
    return render(request, "hsm_templates/_sync.html", _sync_context())


@require_GET
@MAY_SEE
def sync_state(request: PersonRequest) -> HttpResponse:
    """How the reading goes; when it is over the table is told to show itself again."""
    context = _sync_context()
    if context["is_syncing"] and request.GET.get("read") == str(context["read_count"]):
        return HttpResponse(status=204)
    response = render(request, "hsm_templates/_sync.html", context)
    if context["is_syncing"]:
        return response
    trigger_client_event(response, "templates-synced")
    if context["failures"]:
        return toast(response, "A Meta não respondeu a tudo", level="error")
    return toast(response, "HSM sincronizados com a Meta")


def _page_context(request: PersonRequest) -> dict[str, Any]:
    return _sync_context() | {
        "accounts": list(BusinessAccount.objects.order_by("name").values_list("pk", "name")),
        "channels": list(Channel.objects.order_by("name", "pk").values_list("pk", "name")),
        "statuses": TemplateStatus.choices,
        "categories": Category.choices,
        "languages": catalogue.languages_in_use(),
        "qualities": Quality.choices,
        "chosen": {name: request.GET.getlist(name) for name in catalogue.CHIPS},
        "list_url": reverse("hsm_templates:list"),
    }


def _sync_context() -> dict[str, Any]:
    syncs = list(AccountSync.objects.select_related("account").order_by("account__name"))
    finished = [sync.finished_at for sync in syncs if sync.finished_at]
    return {
        "is_syncing": any(sync.due_at for sync in syncs),
        "read_count": sum(sync.read_count for sync in syncs if sync.due_at),
        "results": [line for sync in syncs for line in _lines(sync)],
        "synced_at": min(finished, default=None),
        "failures": [sync for sync in syncs if sync.failure or sync.problems],
    }


def _lines(sync: AccountSync) -> list[dict[str, str]]:
    """What the last reading changed, one line a template."""
    return [{**result, "text": OUTCOMES.get(result["outcome"], "")} for result in sync.results]
