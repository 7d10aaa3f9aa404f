"""The dialog "Enviar mensagem ativa"."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Composer:
    page: Page

    def open(self) -> None:
        """From the contact's page."""
        self.page.get_by_role("button", name="Enviar mensagem ativa").click()
        expect(self.dialog.get_by_role("heading", name="Enviar mensagem ativa")).to_be_visible()

    def choose(self, template: str) -> None:
        self.dialog.get_by_role("radio", name=template).check()
        expect(self.preview).to_be_visible()

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def preview(self) -> Locator:
        return self.dialog.locator(".wa__bubble")

    @property
    def reasons(self) -> Locator:
        return self.dialog.locator("#compose-check")

    @property
    def submit(self) -> Locator:
        return self.dialog.get_by_role("button", name="Enviar 1 mensagem")
