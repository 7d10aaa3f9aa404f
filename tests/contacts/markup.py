"""Reading the pages as a person would, by a small part of CSS."""

from html.parser import HTMLParser
from typing import Any, Literal, overload

VOID = {"input", "meta", "link", "br", "img", "hr", "path", "use", "rect"}


class Node:
    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    @property
    def text(self) -> str:
        parts = (part if isinstance(part, str) else part.text for part in self.children)
        return " ".join(" ".join(parts).split())

    def matches(self, simple: str) -> bool:
        """tag, .class or #id, alone."""
        if simple.startswith("#"):
            return self.attributes.get("id") == simple[1:]
        if simple.startswith("."):
            return simple[1:] in self.attributes.get("class", "").split()
        return self.tag == simple

    def is_under(self, simple: str) -> bool:
        node = self.parent
        while node is not None and not node.matches(simple):
            node = node.parent
        return node is not None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.current = Node("", {}, None)
        self.nodes: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.children.append(node)
        self.nodes.append(node)
        if tag not in VOID:
            self.current = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        node = self.current
        while node.tag != tag and node.parent is not None:
            node = node.parent
        self.current = node.parent or self.current

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def select(response: Any, selector: str) -> list[Node]:
    """`selector`: simple ones, each under the one before: "tbody tr", "#dialog .input"."""
    reader = _Reader()
    reader.feed(response.content.decode())
    *outer, last = selector.split()
    return [node for node in reader.nodes if node.matches(last) and all(map(node.is_under, outer))]


@overload
def text_of(response: Any, selector: str, *, all_: Literal[True]) -> list[str]: ...


@overload
def text_of(response: Any, selector: str) -> str: ...


def text_of(response: Any, selector: str, *, all_: bool = False) -> str | list[str]:
    texts = [node.text for node in select(response, selector)]
    return texts if all_ else texts[0]


def attribute(response: Any, selector: str, name: str) -> str:
    """Of the first that matches; empty when it has none."""
    return select(response, selector)[0].attributes.get(name, "")
