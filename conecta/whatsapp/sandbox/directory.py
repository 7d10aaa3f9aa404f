"""The business accounts and their phone numbers. Their ids are fixed: demonstrations name them."""

import re
from dataclasses import dataclass, field

from conecta.whatsapp.sandbox.environment import Target
from conecta.whatsapp.sandbox.wire import JsonObject

NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber:
    id: str
    account_id: str
    display: str
    verified_name: str
    # Status webhooks spell the number in digits only.
    digits: str

    def as_json(self, throughput: int, webhooks: dict[str, str]) -> JsonObject:
        """The node as Meta shows it; ``throughput`` is in messages a second.

        ``webhooks`` is the address of the application and, where it is set, of the account.
        """
        return {
            "id": self.id,
            "display_phone_number": self.display,
            "verified_name": self.verified_name,
            "name_status": "APPROVED",
            "code_verification_status": "VERIFIED",
            "quality_rating": "GREEN",
            "status": "CONNECTED",
            "platform_type": "CLOUD_API",
            "account_mode": "LIVE",
            "webhook_configuration": webhooks,
            "throughput": {"level": "STANDARD" if throughput <= 80 else "HIGH"},
            "whatsapp_business_manager_messaging_limit": "TIER_100K",
        }


@dataclass(slots=True, kw_only=True)
class Account:
    """``override`` replaces the address of the webhooks while it is set."""

    id: str
    name: str
    is_subscribed: bool = True
    override: Target | None = None
    deleted_names: dict[tuple[str, str], float] = field(default_factory=dict)

    def as_json(self) -> JsonObject:
        return {
            "id": self.id,
            "name": self.name,
            "currency": "BRL",
            "timezone_id": "25",
            "account_review_status": "APPROVED",
            "message_template_namespace": f"sandbox_{self.id}",
        }


ACCOUNTS = (
    ("100000000000001", "Conta Aurora Serviços"),
    ("100000000000002", "Conta Aurora Varejo"),
)
NUMBERS = (
    ("200000000000001", "100000000000001", "+55 11 4003-1020", "Aurora Cobrança"),
    ("200000000000002", "100000000000001", "+55 11 4003-1000", "Aurora SAC"),
    ("200000000000003", "100000000000002", "+55 11 4003-1044", "Aurora Relacionamento"),
)


def seeded_accounts() -> dict[str, Account]:
    return {waba_id: Account(id=waba_id, name=name) for waba_id, name in ACCOUNTS}


def seeded_numbers() -> dict[str, PhoneNumber]:
    return {
        number_id: PhoneNumber(
            id=number_id,
            account_id=waba_id,
            display=display,
            verified_name=name,
            digits=NOT_DIGIT.sub("", display),
        )
        for number_id, waba_id, display, name in NUMBERS
    }
