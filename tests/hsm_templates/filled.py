"""The fields of a form as a browser would send them, read from the page that it was given."""

from html.parser import HTMLParser


class _Controls(HTMLParser):
    """Successful controls of one form: no buttons, no files, no boxes that are not ticked."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._form = form
        self._is_inside = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = said.get("id") == self._form
        if not self._is_inside or "disabled" in said:
            return
        name = said.get("name", "")
        if tag == "input" and name and self._is_sent(said):
            self.found[name] = said.get("value", "on")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in said or self._select not in self.found:
                self.found[self._select] = said["value"]
        elif tag == "textarea":
            self._area, self.found[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data

    @staticmethod
    def _is_sent(said: dict[str, str]) -> bool:
        kind = said.get("type", "text")
        return kind != "file" and (kind not in {"checkbox", "radio"} or "checked" in said)


def controls(page: str, *, form: str) -> dict[str, str]:
    parser = _Controls(form)
    parser.feed(page)
    return parser.found
