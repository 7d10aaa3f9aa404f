"""The portfolio, accounts and numbers of the demonstration: the ids that the simulator has."""

from dataclasses import dataclass

PORTFOLIO_ID, PORTFOLIO_NAME = "400000000000001", "Aurora Móveis"
TOKEN = "demo-token"  # noqa: S105 - the simulator takes any


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    waba_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    phone_number_id: str
    waba_id: str
    display: str
    name: str
    receptive: bool = False


SERVICES, RETAIL = "100000000000001", "100000000000002"
ACCOUNTS = (
    Account(waba_id=SERVICES, name="Conta Aurora Serviços"),
    Account(waba_id=RETAIL, name="Conta Aurora Varejo"),
)
NUMBERS = (
    Number(
        phone_number_id="200000000000001",
        waba_id=SERVICES,
        display="+55 11 4003-1020",
        name="Aurora Cobrança",
    ),
    Number(
        phone_number_id="200000000000002",
        waba_id=SERVICES,
        display="+55 11 4003-1000",
        name="Aurora SAC",
        receptive=True,
    ),
    Number(
        phone_number_id="200000000000003",
        waba_id=RETAIL,
        display="+55 11 4003-1044",
        name="Aurora Relacionamento",
    ),
)
