"""Names of people: the key to search and sort by, and the short forms that screens show."""

import unicodedata

_PARTICLES = frozenset({"da", "das", "de", "del", "di", "do", "dos", "du", "e", "la", "van", "von"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘´`ʼ", "'"))


def search_key(name: str) -> str:
    """Unaccented, lower case, single spaces. May be longer than the name ("ß" becomes "ss")."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    visible = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    folded = unicodedata.normalize("NFKD", visible.casefold())
    return " ".join(folded.split())


def initials(name: str) -> str:
    """Of the first and the last word: "Maria da Silva" gives "MS", a name without letters "?"."""
    words = [word for word in _words(name) if word.casefold() not in _PARTICLES]
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in ends)


def first_name(name: str) -> str:
    """As one greets: "MARIA DA SILVA" gives "Maria"; an empty text when there is no name."""
    words = name.split()
    if not words:
        return ""
    first = words[0].strip(",;.")
    is_flat = first.islower() or (first.isupper() and len(first) > 2)
    return first.capitalize() if is_flat else first


def _words(name: str) -> list[str]:
    """The words that begin with a letter, signs around them taken away."""
    spaced = "".join(c if c.isalpha() or c in "'’-" else " " for c in name)
    trimmed = (word.strip("'’-") for word in spaced.split())
    return [word for word in trimmed if word]
