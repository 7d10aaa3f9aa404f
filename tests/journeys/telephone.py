"""The customer's telephone: the simulator's own page, which knows nothing of Conecta."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Telephone:
    page: Page
    url: str

    def open(self, wa_id: str, phone_number_id: str) -> None:
        """What this person sees of their conversation with one number of the company."""
        self.page.goto(f"{self.url}/#{wa_id}/{phone_number_id}")
        expect(self.page.get_by_role("log")).to_be_visible()

    @property
    def bubbles(self) -> Locator:
        return self.page.get_by_role("log").get_by_role("article")

    def write(self, text: str) -> None:
        self.page.get_by_label("Mensagem como").fill(text)
        self.page.get_by_role("button", name="Enviar como cliente").click()
