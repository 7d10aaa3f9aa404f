"""What administrators type about the words of consent: one word or phrase a line."""

from dataclasses import replace
from typing import Any

from django import forms

from optin import wording
from optin.keywords import is_one_of
from optin.wording import CANCEL, Wording

# Room for all words that may be kept, with their line breaks.
LIST_LENGTH = wording.MOST_WORDS * (wording.WORD_LENGTH + 2)
TEST_LENGTH = 4096
ONE_A_LINE = "Uma palavra ou frase por linha. Maiúsculas, acentos e sinais não fazem diferença."


def _list_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LIST_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


class WordsForm(forms.Form):
    refusal_words = _list_field(
        "Recusam, além de #OPTOUT",
        f"{ONE_A_LINE} Só valem quando são a mensagem inteira.",
    )
    cancel = forms.BooleanField(
        label="CANCELAR também recusa",
        required=False,
        help_text="Cuidado: muita gente responde CANCELAR sobre um pedido ou uma visita, "
        "sem querer deixar de receber mensagens.",
    )
    acceptance_words = _list_field(
        "Aceitam, como resposta ao nosso pedido",
        f"{ONE_A_LINE} Só valem até 24 horas depois do pedido. Sozinha, só #OPTIN aceita.",
    )
    confirms_refusal = forms.BooleanField(
        label="Confirmar cada recusa com uma mensagem",
        required=False,
        help_text="Uma única vez, e só com a janela de 24 h aberta.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def typed(self, now: Wording) -> Wording:
        """`now` with what was typed; for a form that is valid."""
        said: dict[str, Any] = self.cleaned_data
        refusals = _lines(said["refusal_words"]) + ((CANCEL,) if said["cancel"] else ())
        return replace(
            now,
            refusal_words=refusals,
            acceptance_words=_lines(said["acceptance_words"]),
            confirms_refusal=said["confirms_refusal"],
        )


class RequestForm(forms.Form):
    request_text = forms.CharField(
        label="O que a pessoa lê",
        max_length=wording.REQUEST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vai com os botões “Aceito receber” e “Não quero”. Diga o que ela vai receber e "
        "como sair. O texto enviado fica guardado como prova junto com a resposta.",
        error_messages={"required": "Escreva o texto do pedido."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def typed(self, now: Wording) -> Wording:
        return replace(now, request_text=self.cleaned_data["request_text"])


class TestForm(forms.Form):
    text = forms.CharField(
        label="Testar uma mensagem", required=False, max_length=TEST_LENGTH, strip=False
    )


def words_now(now: Wording) -> dict[str, Any]:
    """What the form of words shows first; CANCELAR has a box of its own."""
    cancels = [word for word in now.refusal_words if is_one_of(word, frozenset({CANCEL}))]
    listed = [word for word in now.refusal_words if word not in cancels]
    return {
        "refusal_words": "\n".join(listed),
        "cancel": bool(cancels),
        "acceptance_words": "\n".join(now.acceptance_words),
        "confirms_refusal": now.confirms_refusal,
        "version": now.version,
    }


def request_now(now: Wording) -> dict[str, Any]:
    return {"request_text": now.request_text, "version": now.version}
