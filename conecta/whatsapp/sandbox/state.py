"""The whole world of the simulator, in memory; a reset makes a new one."""

from collections import Counter, defaultdict

from conecta.whatsapp.sandbox import directory
from conecta.whatsapp.sandbox.agenda import Agenda
from conecta.whatsapp.sandbox.config import Config
from conecta.whatsapp.sandbox.deliveries import Deliveries
from conecta.whatsapp.sandbox.environment import Environment, Target
from conecta.whatsapp.sandbox.ledger import Ledger
from conecta.whatsapp.sandbox.limits import PairLimit, Throughput
from conecta.whatsapp.sandbox.media import MediaStore
from conecta.whatsapp.sandbox.people import People, Sent
from conecta.whatsapp.sandbox.templates import Shelf


class World:
    """``version`` grows with every visible change, so that the telephone knows when to redraw."""

    __slots__ = (
        "accounts",
        "agenda",
        "calls",
        "config",
        "deliveries",
        "environment",
        "ledger",
        "lost",
        "media",
        "numbers",
        "pairs",
        "people",
        "refused",
        "shelf",
        "throughputs",
        "version",
        "waiting_statuses",
    )

    def __init__(self, environment: Environment, version: int) -> None:
        self.environment = environment
        self.version = version
        self.config = Config()
        self.accounts = directory.seeded_accounts()
        self.numbers = directory.seeded_numbers()
        self.shelf = Shelf()
        self.people = People()
        self.ledger = Ledger(self.people)
        self.media = MediaStore()
        self.agenda = Agenda()
        self.deliveries = Deliveries(environment.app_secret, self.agenda)
        self.pairs = PairLimit()
        self.throughputs = {number_id: Throughput() for number_id in self.numbers}
        # phone number id -> (message, status, time) that the next webhook carries
        self.waiting_statuses: defaultdict[str, list[tuple[Sent, str, float]]] = defaultdict(list)
        self.calls: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()
        self.lost: Counter[str] = Counter(requests=0, answers=0)

    def touch(self) -> None:
        self.version += 1

    def target_of(self, account_id: str) -> Target | None:
        """Where the account's webhooks go, or nothing when nobody listens."""
        account = self.accounts[account_id]
        if not self.config.webhooks or not account.is_subscribed:
            return None
        return account.override or self.environment.target

    async def close(self) -> None:
        self.agenda.clear()
        await self.deliveries.close()
