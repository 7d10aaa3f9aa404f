"""What the words of a template would make Meta's reviewers, or the person who reads them, think."""

import re

from contacts.names import search_key
from hsm_templates.placeholders import VARIABLE

_PICTURE = (
    "[\U0001f000-\U0001f0ff\U0001f170-\U0001f251\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
    "\u231a-\u23ff\u25fd\u25fe\u2600-\u27bf\u2b05-\u2b55]"
)
_MODIFIERS = "[\ufe0f\U0001f3fb-\U0001f3ff]*"
# One emoji each: a flag, a keycap, a picture with its skin tone and all that it is joined to.
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[0-9#*]\ufe0f?\u20e3"
    f"|{_PICTURE}{_MODIFIERS}(?:\u200d{_PICTURE}{_MODIFIERS})*"
)
_OPTOUT = re.compile(r"#optout(?![^\W_])", re.IGNORECASE)
_FORMATTING = re.compile(r"\*|```|(?<![^\W_])([_~])(?!\s)[^\n]+?(?<!\s)\1(?![^\W_])")
_BLANK_RUNS = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n|[^\S\n]{5,}|\t")

_SHOUT_MINIMUM = 20  # letters: below that a name or an acronym decides
_SHOUT_SHARE = 0.6

_SENTENCE_END = re.compile(r"[.!?;\n]")
_ASKS = (
    r"\b(?:informe|informar|envie|enviar|mande|mandar|digite|digitar|responda|responder|passe"
    r"|forneca|fornecer|preencha|confirme|confirmar|compartilhe|escreva|diga|precisamos|qual)\b"
)
_SECRETS = (
    r"\b(?:cpf|rg|cnh|cvv|senha|numero d[oe] (?:seu )?cartao|dados d[oe] (?:seu )?cartao"
    r"|codigo de seguranca|dados bancarios|numero da (?:sua )?conta|agencia e conta)\b"
)
_REQUEST = re.compile(_ASKS + r".*" + _SECRETS)
_HARMLESS = re.compile(r"\b(?:nao|nunca|jamais|sem|ultimos|primeiros|finais|final)\b")


def count_emojis(text: str) -> int:
    return len(_EMOJI.findall(text))


def tells_optout(text: str) -> bool:
    """Whether the person is told of the code #OPTOUT."""
    return _OPTOUT.search(text) is not None


def has_formatting(text: str) -> bool:
    """WhatsApp's marks for bold, italic, strike or code."""
    return _FORMATTING.search(text) is not None


def has_blank_runs(text: str) -> bool:
    """Two blank lines together, five spaces together, or a tab."""
    return _BLANK_RUNS.search(text) is not None


def is_shouting(text: str) -> bool:
    """Mostly capitals, the code #OPTOUT and the variables apart."""
    letters = [c for c in _OPTOUT.sub("", VARIABLE.sub("", text)) if c.isalpha()]
    shouted = sum(c.isupper() for c in letters)
    return len(letters) >= _SHOUT_MINIMUM and shouted > _SHOUT_SHARE * len(letters)


def asks_for_secrets(text: str) -> bool:
    """Asks for a whole document, card or account number, or a password, in one sentence.

    The last digits of one may be asked for, and telling people not to send theirs is good advice.
    """
    sentences = (search_key(sentence) for sentence in _SENTENCE_END.split(text))
    return any(_REQUEST.search(s) and not _HARMLESS.search(s) for s in sentences)
