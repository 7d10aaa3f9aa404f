"""Work: the e-mail with which a person chooses the first password."""

from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from conecta.accounts.models import User
from conecta.accounts.signals import invitation_sent
from conecta.errors import DomainError

SECONDS_A_DAY = 24 * 60 * 60


def send(user: User, *, by: User) -> None:
    """By the same keys as "Esqueci a senha". Raises DomainError `mail_not_sent`."""
    key = f"{user_pk_to_url_str(user)}-{PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}"
    adapter = get_adapter()
    context = {
        "user": user,
        "url": adapter.get_reset_password_from_key_url(key),
        "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
    }
    try:
        adapter.send_mail("accounts/email/invitation", user.email, context)
    except (SMTPException, OSError) as error:
        raise DomainError(
            "mail_not_sent",
            "O e-mail com o link não saiu. Confira o servidor de e-mail e envie de novo.",
        ) from error
    invitation_sent.send(User, user=user, by=by)
