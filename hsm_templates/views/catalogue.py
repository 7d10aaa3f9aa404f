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
from conecta.whatsapp.models import BusinessAccount
from hsm_templates import catalogue, syncing
from hsm_templates.models import AccountSync, Category, TemplateStatus

MAY_SEE = permission_required("hsm_templates.view_template", raise_exception=True)
MAY_CHANGE = permission_required("hsm_templates.change_template", raise_exception=True)
ROWS = "hsm-linhas"


@require_GET
@MAY_SEE
def template_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, its table; to the rows themselves, what is new in them or nothing."""
    page = catalogue.page(request.GET)
    seen, shown = request.GET.get(catalogue.SEEN, ""), catalogue.glimpse(page.rows)
    is_look = request.htmx and request.htmx.target == ROWS
    if is_look and seen == shown:
        return HttpResponse(status=204)
    context = {
        "page": page,
        "is_filtered": catalogue.is_filtered(request.GET),
        "look_every": catalogue.look_again_every(page.rows),
        "look_url": _address(request, shown),
        "table_url": _address(request),
        "news": catalogue.news(seen),
    }
    if is_look and page.rows:
        return render(request, "hsm_templates/_rows.html", context)
    if request.htmx:
        table = render(request, "hsm_templates/_table.html", context)
        return reswap(retarget(table, "#hsm-tabela"), "outerHTML") if is_look else table
    return render(request, "hsm_templates/list.html", context | _page_context(request))


def _address(request: PersonRequest, seen: str = "") -> str:
    """This list with its filters and page; `seen` asks only for what is new."""
    kept = request.GET.copy()
    kept.pop(catalogue.SEEN, None)
    if seen:
        kept[catalogue.SEEN] = seen
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
    if context["is_syncing"]:
        return HttpResponse(status=204)
    response = render(request, "hsm_templates/_sync.html", context)
    trigger_client_event(response, "templates-synced")
    if context["failures"]:
        return toast(response, "A Meta não respondeu a tudo", level="error")
    return toast(response, "HSM sincronizados com a Meta")


def _page_context(request: PersonRequest) -> dict[str, Any]:
    accounts = list(BusinessAccount.objects.values_list("pk", "name"))
    return _sync_context() | {
        "accounts": accounts,
        "statuses": TemplateStatus.choices,
        "categories": Category.choices,
        "chosen": {name: request.GET.getlist(name) for name in ("account", "status", "category")},
        "list_url": reverse("hsm_templates:list"),
    }


def _sync_context() -> dict[str, Any]:
    syncs = list(AccountSync.objects.select_related("account").order_by("account__name"))
    finished = [sync.finished_at for sync in syncs if sync.finished_at]
    return {
        "is_syncing": any(sync.due_at for sync in syncs),
        "synced_at": min(finished, default=None),
        "failures": [sync for sync in syncs if sync.failure or sync.problems],
    }
