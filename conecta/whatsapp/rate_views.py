"""Pages of Tarifas: what holds now, the history of each category, a new line, taking one back."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import dialog_done
from conecta.errors import DomainError
from conecta.whatsapp import rates
from conecta.whatsapp.forms import RateForm
from conecta.whatsapp.models import Rate
from conecta.whatsapp.prices import Line, RateCard, RateCategory, Standing
from conecta.whatsapp.rates import RateData

MAY_SEE = permission_required("whatsapp.view_rate", raise_exception=True)
MAY_ADD = permission_required("whatsapp.add_rate", raise_exception=True)
MAY_REMOVE = permission_required("whatsapp.delete_rate", raise_exception=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    rate: Rate
    standing: Standing

    @property
    def is_removable(self) -> bool:
        return self.standing is Standing.FUTURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What a category costs today; `line` None: nothing is registered."""

    label: str
    line: Line | None


@require_GET
@MAY_SEE
def rate_list(request: PersonRequest) -> HttpResponse:
    """The page; to htmx, what is under its head."""
    today, card = timezone.localdate(), rates.card()
    context = {
        "rows": list(_rows(card)),
        "current": [Current(label=it.label, line=card.line(it, today)) for it in RateCategory],
    }
    name = "whatsapp/_rates.html" if request.htmx else "whatsapp/rates.html"
    return render(request, name, context)


@require_http_methods(["GET", "POST"])
@MAY_ADD
def new(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    first = {"category": request.GET.get("category"), "valid_from": today}
    form = RateForm(posted(request), initial=first)
    if form.is_valid():
        try:
            rate = rates.add(RateData(**form.cleaned_data), by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            what = "corrigida" if rate.corrects else "cadastrada"
            messages.success(request, f"Tarifa {what}: {rate}")
            return redirect("rates:list")
    status = 422 if form.errors else 200
    return render(request, "whatsapp/rate_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@MAY_REMOVE
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """The dialog that asks; then the act."""
    rate = get_object_or_404(Rate.objects.select_related("corrects"), pk=pk)
    if request.method != "POST":
        return render(request, "whatsapp/_rate_remove.html", {"rate": rate})
    told = str(rate)
    try:
        rates.remove(rate, by=request.user)
    except DomainError as error:
        context = {"rate": rate, "problem": error.message}
        return render(request, "whatsapp/_rate_remove.html", context, status=422)
    return dialog_done("Tarifa removida", event="rates-changed", text=told)


def _rows(card: RateCard) -> Iterator[Row]:
    """By category in Meta's order, the newest first."""
    today, lines = timezone.localdate(), {line.id: line for line in card.lines}
    order = {category: place for place, category in enumerate(RateCategory)}
    found = Rate.objects.select_related("created_by")
    for rate in sorted(found, key=lambda it: order[RateCategory(it.category)]):
        line = lines.get(rate.pk)
        standing = card.standing(line, today) if line else Standing.CORRECTED
        yield Row(rate=rate, standing=standing)
