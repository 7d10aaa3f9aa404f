"""One thing that the check of a template found, with what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error would be rejected by Meta; a warning is advice and blocks nothing."""

    ERROR = "error"
    WARNING = "warning"
    OK = "ok"

    @property
    def label(self) -> str:
        return {"error": "Erro", "warning": "Aviso", "ok": "Certo"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`field`: name, language, category, header, body, footer, a variable's key, or "" for all."""

    level: Level
    field: str
    code: str
    message: str
    cure: str = ""

    @property
    def title(self) -> str:
        """As lists show it: "Erro: variável no fim do corpo"."""
        return f"{self.level.label}: {self.message[:1].lower()}{self.message[1:]}"


def error(field: str, code: str, message: str, cure: str) -> Finding:
    return Finding(level=Level.ERROR, field=field, code=code, message=message, cure=cure)


def warning(field: str, code: str, message: str, cure: str) -> Finding:
    return Finding(level=Level.WARNING, field=field, code=code, message=message, cure=cure)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether Meta would refuse: then nothing is submitted."""
    return any(finding.level is Level.ERROR for finding in findings)
