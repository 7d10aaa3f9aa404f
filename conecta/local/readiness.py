"""What is missing to send for real: asks settings, database and Meta, and changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from conecta.whatsapp.client import CloudClient
from conecta.whatsapp.connection import client_for
from conecta.whatsapp.errors import PayloadError, WhatsAppError
from conecta.whatsapp.models import BusinessAccount, Channel
from conecta.whatsapp.refresh import explained
from conecta.whatsapp.types import PhoneNumberRecord
from conecta.whatsapp.words import Health, NumberStatus
from hsm_templates.models import Template

WEBHOOK_PATH = "/webhooks/whatsapp/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`cure` is "" for what is in order."""

    about: str
    fact: str
    cure: str = ""

    @property
    def is_missing(self) -> bool:
        return bool(self.cure)


def check() -> Iterator[Finding]:
    """Settings first, then each account with its numbers and templates."""
    yield from _settings()
    accounts = BusinessAccount.objects.prefetch_related("channels")
    if not accounts:
        yield Finding(
            about="Contas",
            fact="nenhuma conta do WhatsApp cadastrada",
            cure="Cadastre a conta, com o token, em Configurações – Canais – Contas.",
        )
    for account in accounts:
        yield from _account(account)


def _settings() -> Iterator[Finding]:
    if settings.SIMULATOR_URL or not settings.WHATSAPP_API_URL.startswith("https://"):
        yield Finding(
            about="Ambiente",
            fact=f"as chamadas vão para {settings.WHATSAPP_API_URL}, não para a Meta",
            cure="Para enviar de verdade, defina WHATSAPP_API_URL=https://graph.facebook.com.",
        )
    for name, what in (
        ("WHATSAPP_APP_SECRETS", "o segredo do aplicativo, que confere os webhooks"),
        ("WHATSAPP_VERIFY_TOKEN", "a palavra que a Meta usa para confirmar o webhook"),
    ):
        if not getattr(settings, name):
            yield Finding(about="Ambiente", fact=f"falta {what}", cure=f"Defina {name}.")


def _account(account: BusinessAccount) -> Iterator[Finding]:
    if not account.access_token:
        yield Finding(
            about=account.name,
            fact="sem token de acesso",
            cure="Guarde um token permanente em Configurações – Canais – Contas.",
        )
        return
    client = client_for(account)
    try:
        yield from _permissions(client, account)
        yield from _numbers(client, account)
    except (WhatsAppError, PayloadError) as error:
        message = (
            explained(error, field="").message if isinstance(error, WhatsAppError) else str(error)
        )
        yield Finding(about=account.name, fact="a Meta não aceitou a consulta", cure=message)
    yield _template(account)


def _permissions(client: CloudClient, account: BusinessAccount) -> Iterator[Finding]:
    health = client.health(account.waba_id)
    if health.can_send in {Health.BLOCKED, Health.UNKNOWN}:
        problems = [text for entity in health.entities for text in entity.problems]
        cure = " ".join(problems) or "Veja a situação da conta no Gerenciador da Meta."
        yield Finding(about=account.name, fact="a Meta não deixa esta conta enviar", cure=cure)
    else:
        yield Finding(about=account.name, fact="o token vale e a conta pode enviar")
    if client.subscribed_apps(account.waba_id):
        yield Finding(about=account.name, fact="o aplicativo recebe os webhooks da conta")
    else:
        yield Finding(
            about=account.name,
            fact="nenhum aplicativo inscrito nos webhooks da conta",
            cure="Inscreva o aplicativo na conta, no painel de desenvolvedores da Meta.",
        )


def _numbers(client: CloudClient, account: BusinessAccount) -> Iterator[Finding]:
    known = {record.id: record for record in client.list_phone_numbers(account.waba_id)}
    channels = list(account.channels.all())
    if not any(channel.enabled and not channel.receptive for channel in channels):
        yield Finding(
            about=account.name,
            fact="nenhum canal habilitado e não Receptivo",
            cure="Ligue um número, ou desligue Receptivo de um canal, em Configurações – Canais.",
        )
    for channel in channels:
        yield from _number(channel, known.get(channel.phone_number_id))


def _number(channel: Channel, record: PhoneNumberRecord | None) -> Iterator[Finding]:
    if record is None:
        cure = "Confira o id do número: a conta não o tem mais na Meta."
        yield Finding(about=channel.name, fact="o número não está na conta", cure=cure)
        return
    if record.status is not NumberStatus.CONNECTED:
        cure = "Veja a situação do número no Gerenciador da Meta."
        yield Finding(about=channel.name, fact=f"o número está {record.status_name}", cure=cure)
    else:
        yield Finding(about=channel.name, fact="o número está conectado")
    if not record.webhook_url.endswith(WEBHOOK_PATH):
        yield Finding(
            about=channel.name,
            fact=f"os webhooks vão para {record.webhook_url or 'lugar nenhum'}",
            cure=f"Na Meta, aponte o webhook do aplicativo para https://…{WEBHOOK_PATH}.",
        )


def _template(account: BusinessAccount) -> Finding:
    count = Template.objects.sendable().filter(account=account).count()
    if count:
        return Finding(about=account.name, fact=f"{count} HSM aprovados")
    return Finding(
        about=account.name,
        fact="nenhum HSM aprovado",
        cure="Crie um em Configurações – HSM e envie para análise.",
    )
