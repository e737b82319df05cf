"""A test client that returns pages as parsed HTML, with the few questions that tests ask of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905 - reads as prose


@dataclass
class Node:
    """An element with its attributes and children; text is a plain string among them."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, with single spaces."""
        return " ".join("".join(map(_said, self.children)).split())

    def walk(self) -> Iterator[Node]:
        """Yield the element and all elements inside."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", class_: str = "", **attributes: str) -> list[Node]:
        """Return the elements with this tag, class and attributes."""
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag)
            and (not class_ or class_ in node.attributes.get("class", "").split())
            and all(node.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", class_: str = "", **attributes: str) -> Node:
        """Return the only such element."""
        found = self.all(tag, class_, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {class_} {attributes}"
        return found[0]


def _said(child: Node | str) -> str:
    """Return the text of a child; beside a name within a sentence (bdi) no space is added."""
    if isinstance(child, str):
        return child
    return child.text if child.tag == "bdi" else f" {child.text} "


class _Builder(HTMLParser):
    """Builds the tree and refuses tags that do not fit together."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        closed = self._open.pop()
        assert closed.tag == tag, f"</{tag}> closes <{closed.tag} {closed.attributes}>"

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parsed(html: str) -> Node:
    """Return the tree of a page; fails where tags do not fit together."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


@dataclass
class Page:
    """An answer of the app."""

    response: TestResponse
    root: Node

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """The text of the main part."""
        return self.root.one("main").text


@dataclass
class Client:
    """Asks the app for pages."""

    plain: FlaskClient

    def get(self, address: str, **query: str | int) -> Page:
        response = self.plain.get(address, query_string=query or None)
        return Page(response, parsed(response.get_data(as_text=True)))

    def post(self, address: str, **fields: str) -> Page:
        """Send a form and follow where the answer leads, as browsers do."""
        response = self.plain.post(address, data=fields, follow_redirects=True)
        return Page(response, parsed(response.get_data(as_text=True)))
