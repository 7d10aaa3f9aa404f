"""What every page may say about the installation."""

from django.conf import settings
from django.http import HttpRequest


def environment(_request: HttpRequest) -> dict[str, str]:
    return {"simulator_url": settings.SIMULATOR_URL}
