"""A person who has no mouse."""

from dataclasses import dataclass, field

from playwright.sync_api import FileChooser, FilePayload, Locator, Page, expect

MOST_TABS = 200
# Null for what no longer stands on the page.
HAS_FOCUS = "it => it.isConnected ? it === document.activeElement : null"


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Listens for choosers of files from the start: asked for late, the browser may be faster."""

    page: Page
    choosers: list[FileChooser] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("filechooser", lambda chooser: self.choosers.append(chooser))

    def reach(self, place: Locator, *, backwards: bool = False) -> None:
        """By Tab alone; fails where Tab never leads. What is drawn anew meanwhile is found anew."""
        expect(place).to_be_visible()
        goal = place.element_handle()
        for _ in range(MOST_TABS):
            has_focus = goal.evaluate(HAS_FOCUS)
            if has_focus is None:
                goal = place.element_handle()
                continue
            if has_focus:
                return
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"Tab does not lead to {place}")

    def press(self, place: Locator, *, backwards: bool = False) -> None:
        self.reach(place, backwards=backwards)
        self.page.keyboard.press("Enter")

    def write(self, place: Locator, text: str) -> None:
        """In the place of whatever was there."""
        self.reach(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def choose_file(self, place: Locator, *, name: str, content: bytes) -> None:
        self.reach(place)
        self.page.keyboard.press("Enter")
        for _ in range(100):
            if self.choosers:
                break
            self.page.wait_for_timeout(100)
        file: FilePayload = {"name": name, "mimeType": "image/png", "buffer": content}
        self.choosers.pop().set_files(file)
