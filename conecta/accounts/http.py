"""The request of somebody who is logged in, as the middleware leaves it."""

from typing import cast

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from conecta.accounts.models import User


class PersonRequest(HttpRequest):
    """LoginRequiredMiddleware has let it pass: `user` is a person. `htmx` is truthy for htmx's."""

    user: User
    htmx: HtmxDetails


def person_of(request: HttpRequest | Request) -> User:
    """Who calls the API or administers; everybody who is not logged in has been refused."""
    return cast(User, request.user)


def posted(request: HttpRequest) -> QueryDict | None:
    """For a form: what was sent, though it be nothing; None when it is only looked at."""
    return request.POST if request.method == "POST" else None
