"""What the words of a template would make Meta's reviewers, or the person who reads them, think."""

import re
from collections.abc import Mapping

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

# What Meta's reviewers read as selling; a text of UTILITY with one of these changes category.
_MARKETING = re.compile(
    r"\b(?:descontos?|promocao|promocoes|promocional|ofertas?|gratis|cupom|cupons|liquidacao"
    r"|imperdivel|imperdiveis|aproveite|compre|black friday|queima de estoque|brindes?|sorteio"
    r"|cashback|lancamentos?|ultimas unidades|frete gratis|novidades)\b"
)
_SHORT_LINK = re.compile(
    r"(?<![\w.])(?:https?://)?(?:www\.)?"
    r"(?:bit\.ly|goo\.gl|tinyurl\.com|t\.co|ow\.ly|is\.gd|cutt\.ly|encurtador\.com\.br|wa\.me)"
    r"/\S+",
    re.IGNORECASE,
)
# UTF-8 read as Latin-1: "Ã§" for "ç"; and the sign of what could not be read at all.
_BROKEN = re.compile(
    "(?:\u00c3[\u0080-\u00bf\u0192\u2018-\u2030\u0152-\u0178]|\u00e2\u20ac.|\ufffd)"
)
# Words that exist in Portuguese only with their accent.
_ACCENTS: Mapping[str, str] = {
    "nao": "não",
    "voce": "você",
    "voces": "vocês",
    "promocao": "promoção",
    "promocoes": "promoções",
    "informacao": "informação",
    "informacoes": "informações",
    "atencao": "atenção",
    "ola": "olá",
    "codigo": "código",
    "numero": "número",
    "servico": "serviço",
    "servicos": "serviços",
    "cartao": "cartão",
    "ate": "até",
    "tambem": "também",
    "amanha": "amanhã",
    "horario": "horário",
    "proximo": "próximo",
    "proxima": "próxima",
    "endereco": "endereço",
    "preco": "preço",
    "sera": "será",
    "disponivel": "disponível",
    "confirmacao": "confirmação",
    "avaliacao": "avaliação",
    "solicitacao": "solicitação",
    "entao": "então",
    "necessario": "necessário",
    "possivel": "possível",
    "agencia": "agência",
    "usuario": "usuário",
    "orcamento": "orçamento",
    "situacao": "situação",
    "opcao": "opção",
    "opcoes": "opções",
    "obrigacao": "obrigação",
    "ligacao": "ligação",
    "manutencao": "manutenção",
}
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


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


def marketing_words(text: str) -> list[str]:
    """The words that make a text read as an offer, without their accents."""
    return _MARKETING.findall(search_key(_ADDRESS.sub(" ", VARIABLE.sub(" ", text))))


def short_links(text: str) -> list[str]:
    """Addresses of services that hide where a link leads."""
    return _SHORT_LINK.findall(text)


def broken_characters(text: str) -> list[str]:
    """What a bad paste made of accented letters."""
    return _BROKEN.findall(text)


def without_accents(text: str) -> list[tuple[str, str]]:
    """Words that lost their accent, each once, with the right ones; addresses apart."""
    words = _WORD.findall(_ADDRESS.sub(" ", VARIABLE.sub(" ", text)))
    found = dict.fromkeys(word for word in words if word.lower() in _ACCENTS)
    return [(word, _ACCENTS[word.lower()]) for word in found]
