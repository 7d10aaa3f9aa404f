"""The company's term on Configurações – Opt-in: versions, acceptance, progress, withdrawal."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import reswap, retarget, trigger_client_event

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.errors import DomainError
from optin import figures, term_progress, term_texts, terms
from optin.models import Term, TermAcceptance, TermState
from optin.term_forms import SUGGESTED, AcceptTermForm, TermTextForm, WithdrawTermForm

MAY_SEE = permission_required("optin.view_termacceptance", raise_exception=True)
MAY_ACCEPT = permission_required("optin.add_termacceptance", raise_exception=True)
MAY_WITHDRAW = permission_required("optin.change_termacceptance", raise_exception=True)
PAGE = "optin_settings:page"
ACCEPTED = "Termo aceito. Os contatos estão sendo liberados."


def column(form: AcceptTermForm | None = None) -> dict[str, Any]:
    """What the cards of the term show; `form`: with what was said, when it has faults."""
    newest = Term.objects.select_related("published_by").first()
    rows = TermAcceptance.objects.select_related("term", "accepted_by", "withdrawn_by")
    latest = rows.first()
    standing = latest if latest and latest.state != TermState.WITHDRAWN else None
    if form is None and newest and standing is None:
        form = AcceptTermForm(term=newest)
    return {
        "term": standing.term if standing else newest,
        "newest": newest,
        "versions": Term.objects.select_related("published_by"),
        "latest": latest,
        "standing": standing,
        "in_force": standing is not None and standing.state != TermState.WITHDRAWING,
        "progress": term_progress.of(standing) if standing else None,
        "form": form if standing is None else None,
        "colours": figures.colours(),
    }


@require_http_methods(["GET", "POST"])
@MAY_ACCEPT
def new(request: PersonRequest) -> HttpResponse:
    """Write the next version, beginning with the last."""
    newest = Term.objects.first()
    form = TermTextForm(posted(request), initial={"text": newest.text if newest else SUGGESTED})
    if form.is_valid():
        try:
            term = terms.publish(form.cleaned_data["text"], by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            messages.success(request, f"Versão {term.version} publicada")
            return redirect(PAGE)
    context = {"form": form, "version": newest.version + 1 if newest else 1}
    return render(request, "optin/term_new.html", context, status=422 if form.errors else 200)


@require_GET
@MAY_SEE
def version(request: PersonRequest, version: int) -> HttpResponse:
    """The dialog with one version, and what it changed of the one before."""
    term = get_object_or_404(Term.objects.select_related("published_by"), version=version)
    before = Term.objects.filter(version__lt=version).first()
    context = {
        "term": term,
        "before": before,
        "sha256": bytes(term.sha256).hex(),
        "pieces": term_texts.compare(before.text, term.text) if before else [],
    }
    return render(request, "optin/_term_version.html", context)


@require_http_methods(["GET", "POST"])
@MAY_ACCEPT
def accept(request: PersonRequest) -> HttpResponse:
    """What is wrong is said before the password is asked again. A GET leads to the form."""
    newest = Term.objects.first()
    if request.method == "GET" or newest is None:
        return redirect(PAGE)
    form = AcceptTermForm(request.POST, term=newest)
    if not form.is_valid():
        return _with_faults(request, form)
    answer: HttpResponse = _accept(request, newest, form)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def _accept(request: PersonRequest, term: Term, form: AcceptTermForm) -> HttpResponse:
    """Whoever has not just given the password again is asked for it, and then comes back here."""
    try:
        terms.accept(term, form.undertaking, by=request.user)
    except DomainError as error:
        failures.show(form, error)
        return _with_faults(request, form)
    messages.success(request, ACCEPTED)
    return redirect(PAGE)


def _with_faults(request: PersonRequest, form: AcceptTermForm) -> HttpResponse:
    return render(request, "optin/settings.html", column(form), status=422)


@require_http_methods(["GET", "POST"])
@MAY_WITHDRAW
def withdraw(request: PersonRequest) -> HttpResponse:
    """The dialog, with the number it concerns."""
    rows = TermAcceptance.objects.in_force().select_related("term", "accepted_by")
    acceptance = get_object_or_404(rows)
    count = figures.colours().by_term
    form = WithdrawTermForm(posted(request), term=acceptance.term, count=count)
    if form.is_valid():
        said = form.cleaned_data.get("confirmation", "")
        try:
            terms.withdraw(acceptance, confirmation=said, by=request.user)
        except DomainError as error:
            failures.show(form, error)
        else:
            return trigger_client_event(_column(request), "dialog:close")
    context = {"form": form, "acceptance": acceptance, "count": count}
    status = 422 if form.is_bound else 200
    return render(request, "optin/_term_withdraw.html", context, status=status)


@require_GET
@MAY_SEE
def progress(request: PersonRequest) -> HttpResponse:
    """The bar while there is work; at its end the whole column, and the counters are counted again.

    `said`: the last ten in a hundred that were read aloud; the next are said once.
    """
    acceptance = TermAcceptance.objects.select_related("term").first()
    found = term_progress.of(acceptance) if acceptance else None
    if found is None:
        return _column(request)
    said = request.GET.get("said", "")
    context = {
        "progress": found,
        "standing": acceptance,
        "announces": said != f"{found.is_granting}-{found.step}",
    }
    return render(request, "optin/_term_work.html", context)


def _column(request: PersonRequest) -> HttpResponse:
    response = render(request, "optin/_term_column.html", column() | {"announces": True})
    trigger_client_event(response, "optin-recount")
    return reswap(retarget(response, "#termo"), "outerHTML")
