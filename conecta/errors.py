"""The base of every expected failure."""

from typing import Any


class DomainError(Exception):
    """A failure that the person can act on.

    `code` is stable English for programs, `message` a Portuguese sentence for people, `extra`
    whatever else the answer must carry (ids, field errors) as JSON-ready values.
    """

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.extra = extra


class ConflictError(DomainError):
    """Somebody else was first: a duplicate, or a row that changed under the person's hands."""


class NotAllowedError(DomainError):
    """The rules forbid it for this person, whatever the data."""
