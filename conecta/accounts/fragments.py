"""One address serves the page and, to htmx, a fragment of it: caches must know the difference."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponseBase]


def vary_on_htmx(get_response: Handler) -> Handler:
    """Middleware. Without it, the browser's Back may show a stored fragment without its page."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return respond
