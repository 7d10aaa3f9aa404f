"""What axe and two smaller screens find wrong with a page, in both themes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect

RUN = "async ([part, options]) => (await axe.run(part, options)).violations"
PAGE, DIALOG = "html", "dialog[open]"
LIGHT: Literal["light"] = "light"
THEMES: tuple[Literal["light", "dark"], ...] = (LIGHT, "dark")
CONTRAST = "color-contrast"
# Colours are all that differs between the themes.
COLOURS = {"resultTypes": ["violations"], "runOnly": [CONTRAST]}
ALL_ELSE = {"resultTypes": ["violations"], "rules": {CONTRAST: {"enabled": False}}}
# Contrast is what takes axe long. A cell whose every part has the classes, the colours and the
# letters of one that was looked at, on the same ground, has its contrast too.
TAKE_OUT_WHAT_WAS_SEEN = """([part, seen]) => {
    const known = new Set(seen);
    const paint = (it) => getComputedStyle(it).backgroundColor;
    const ground = (it) => (it && paint(it) === 'rgba(0, 0, 0, 0)' ? ground(it.parentElement) : it);
    const isNew = (block) => {
        const parts = [block, ...block.querySelectorAll('*')].map((it) => {
            const style = getComputedStyle(it);
            return [it.tagName, it.getAttribute('class'), style.color, paint(it), style.font];
        });
        const looks = [paint(ground(block) ?? document.body), ...parts].join();
        return known.size < known.add(looks).size;
    };
    const blocks = [...document.querySelector(part).querySelectorAll('.topbar, td, th, li')];
    window.takenOut = blocks.filter((it) => !isNew(it)).map((it) => [it, new Comment()]);
    window.takenOut.forEach(([it, place]) => it.replaceWith(place));
    return [...known];
}"""
PUT_BACK = "() => window.takenOut.forEach(([it, place]) => place.replaceWith(it))"
ASK_NOTHING = """() => document.addEventListener(
    'htmx:beforeRequest', window.refuse = (it) => it.preventDefault())"""
ASK_AGAIN = "() => document.removeEventListener('htmx:beforeRequest', window.refuse)"
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 820, "height": 1180}
# What is wider than its frame, where no finger can pull it.
CUT = """() => [...document.querySelectorAll('.table-wrap')].filter(
    (it) => it.firstElementChild.offsetWidth > it.clientWidth
        && getComputedStyle(it).overflowX !== 'auto').length"""


@dataclass(slots=True)
class Inspection:
    page: Page
    found: list[str] = field(default_factory=list)
    _seen: list[str] = field(default_factory=list)

    def look(self, part: str = PAGE) -> None:
        """At what is open now, by WCAG and by axe's own good practice.

        Motion is off: in a transition axe would see colours on their way.
        """
        with self._stillness():
            self.found += self._misfits()
            self.page.evaluate(AXE_SCRIPT)
            self.page.emulate_media(color_scheme=LIGHT, reduced_motion="reduce")
            self.found += self._violations(part, ALL_ELSE)
            self._seen = self.page.evaluate(TAKE_OUT_WHAT_WAS_SEEN, [part, self._seen])
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme)
                self.found += (f"{theme}: {it}" for it in self._violations(part, COLOURS))
            self.page.evaluate(PUT_BACK)

    @contextmanager
    def _stillness(self) -> Iterator[None]:
        """The page asks for nothing, and has what it asked for: of what an answer replaces axe
        sees no colour, of what waits for one a wrong one.
        """
        self.page.evaluate(ASK_NOTHING)
        expect(self.page.locator(".htmx-request")).to_have_count(0)
        yield
        self.page.evaluate(ASK_AGAIN)

    def _violations(self, part: str, options: dict[str, Any]) -> Iterator[str]:
        for violation in self.page.evaluate(RUN, [part, options]):
            for node in violation["nodes"]:
                yield f"{self.page.url} {violation['id']} {node['target']}: {node['html']}"

    def _misfits(self) -> Iterator[str]:
        usual = self.page.viewport_size
        for screen in (TELEPHONE, TABLET):
            self.page.set_viewport_size(screen)
            width = self.page.evaluate("document.documentElement.scrollWidth")
            if width > screen["width"]:
                yield f"{self.page.url} is {width} px wide where there are {screen['width']}"
            if self.page.evaluate(CUT):
                yield f"{self.page.url} cuts a table where there are {screen['width']} px"
        if usual:
            self.page.set_viewport_size(usual)
