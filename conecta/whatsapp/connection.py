"""The way from an account of ours to Meta: its token, and where and how long to call."""

from django.conf import settings

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.models import BusinessAccount
from conecta.whatsapp.transport import Session


def client_for(account: BusinessAccount, *, session: Session | None = None) -> CloudClient:
    """Calls in the name of the account; without a Session of the caller's, one is opened."""
    return CloudClient(
        account.access_token,
        base_url=settings.WHATSAPP_API_URL,
        version=settings.WHATSAPP_API_VERSION,
        timeout=settings.WHATSAPP_TIMEOUT,
        session=session,
    )
