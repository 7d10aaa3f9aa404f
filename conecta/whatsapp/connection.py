"""The door to Meta in the name of a business account, as the settings place it."""

from django.conf import settings

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.transport import Session


def client_for(account: BusinessAccount, session: Session | None = None) -> CloudClient:
    """Cheap to make; a thread that calls often keeps its `session` and passes it in."""
    return client_with(account.access_token, session)


def client_with(token: str, session: Session | None = None) -> CloudClient:
    """For a token that is not stored yet."""
    return CloudClient(
        token,
        base_url=settings.WHATSAPP_API_URL,
        version=settings.WHATSAPP_API_VERSION,
        timeout=settings.WHATSAPP_TIMEOUT,
        session=session,
    )
