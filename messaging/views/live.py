"""Panels that ask again by themselves: while nothing has changed they get an empty answer.

A panel carries the print of what it shows and sends it back; equal prints mean nothing to swap, so
that a reader's focus, selection and place stay where they are.
"""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse

PRINT = "seen"


def fingerprint(*shown: object) -> str:
    """A short name for what is on the screen; values whose `repr` says all about them."""
    return sha256(repr(shown).encode()).hexdigest()[:16]


def is_shown(request: HttpRequest, print_: str) -> bool:
    return request.GET.get(PRINT) == print_


def nothing() -> HttpResponse:
    return HttpResponse(status=204)
