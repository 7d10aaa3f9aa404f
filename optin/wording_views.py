"""The cards "Palavras" and "Texto do pedido de opt-in" of the settings, and the box to try a text.

To htmx a card; to a browser that asks by address, a page with both.
"""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conecta.accounts import failures
from conecta.accounts.http import PersonRequest, posted
from conecta.accounts.toasts import toast
from conecta.errors import DomainError
from optin import wording
from optin.wording import Effect, Wording
from optin.wording_forms import RequestForm, TestForm, WordsForm, request_now, words_now

MAY_SEE = permission_required("optin.view_consentsettings", raise_exception=True)
CHANGE = "optin.change_consentsettings"
WORDS, REQUEST = "optin/_words.html", "optin/_request_text.html"
# Both cards may stand on one page.
REQUEST_IDS = "request_%s"
EFFECTS = {
    Effect.REFUSE: ("opted_out", "O contato fica Recusado na hora, e nada mais sai para ele."),
    Effect.ASK_REFUSE: (
        "",
        "Parece #OPTOUT escrito errado. Nada muda até a pessoa tocar em “Parar mensagens”, na "
        "pergunta que enviamos de volta.",
    ),
    Effect.ACCEPT: ("opted_in", "O contato fica Aceito, com esta mensagem como evidência."),
    Effect.AS_ANSWER: (
        "",
        "Aceita só como resposta ao nosso pedido, em até 24 horas. Fora disso, nada muda.",
    ),
    Effect.NONE: ("", "Nada muda: é uma mensagem comum."),
}


@require_http_methods(["GET", "POST"])
@MAY_SEE
def words(request: PersonRequest) -> HttpResponse:
    now = wording.current()
    form = WordsForm(posted(request), initial=words_now(now))
    if _saves(request, form, now):
        return _saved(request, WORDS, "Palavras salvas")
    return _shown(request, WORDS, {"words_form": form}, failed=bool(form.errors))


@require_http_methods(["GET", "POST"])
@MAY_SEE
def request_text(request: PersonRequest) -> HttpResponse:
    now = wording.current()
    form = RequestForm(posted(request), initial=request_now(now), auto_id=REQUEST_IDS)
    if _saves(request, form, now):
        return _saved(request, REQUEST, "Texto do pedido salvo")
    context = {"request_form": form}
    return _shown(request, REQUEST, context, failed=bool(form.errors))


@require_POST
@MAY_SEE
def try_text(request: PersonRequest) -> HttpResponse:
    """What a text would do, with the words as they are typed, saved or not."""
    now = wording.current()
    typed = WordsForm(request.POST)
    may_type = request.user.has_perm(CHANGE) and typed.is_valid()
    text = TestForm(request.POST)
    said = text.cleaned_data["text"] if text.is_valid() else ""
    if not said.strip():
        return render(request, "optin/_effect.html", {})
    effect = wording.effect(said, typed.typed(now) if may_type else now)
    colour, sentence = EFFECTS[effect]
    return render(request, "optin/_effect.html", {"colour": colour, "sentence": sentence})


def _saves(request: PersonRequest, form: WordsForm | RequestForm, now: Wording) -> bool:
    """Whether it was posted and saved; refusals are then on the form."""
    if not form.is_bound:
        return False
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    if not form.is_valid():
        return False
    try:
        wording.change(form.typed(now), version=form.cleaned_data["version"], by=request.user)
    except DomainError as error:
        failures.show(form, error)
        return False
    return True


def _saved(request: PersonRequest, card: str, title: str) -> HttpResponse:
    """The card again, as it now stands."""
    if not request.htmx:
        return redirect("optin_wording:words")
    response = render(request, card, cards())
    return toast(response, title, text="Vale a partir de agora.")


def _shown(
    request: PersonRequest, card: str, context: dict[str, Any], *, failed: bool
) -> HttpResponse:
    template = card if request.htmx else "optin/wording.html"
    return render(request, template, cards() | context, status=422 if failed else 200)


def cards() -> dict[str, Any]:
    """What both cards and the box need, as the words now stand."""
    now = wording.current()
    return {
        "words_form": WordsForm(initial=words_now(now)),
        "request_form": RequestForm(initial=request_now(now), auto_id=REQUEST_IDS),
        "test_form": TestForm(),
    }
