"""Give Babel the names of topics and kinds, which are texts of pages too; see babel.cfg."""

from __future__ import annotations

import ast
import tomllib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    Message = tuple[int, None, str, list[str]]  # line, function, text, comments

KINDS = "KINDS"  # of directory/records/taxonomy.py; read, not imported, so that no app is needed
NAME = "name = "


def topic_names(
    file: BinaryIO,
    keywords: Collection[str],  # noqa: ARG001 - Babel gives it to every extractor
    comment_tags: Collection[str],  # noqa: ARG001 - the same
    options: Mapping[str, str],  # noqa: ARG001 - the same
) -> Iterator[Message]:
    """Yield the name of each topic in the curated list."""
    for line, text in enumerate(file.read().decode("utf-8").splitlines(), start=1):
        if text.startswith(NAME):
            yield line, None, tomllib.loads(text)["name"], []


def kind_names(
    file: BinaryIO,
    keywords: Collection[str],  # noqa: ARG001 - Babel gives it to every extractor
    comment_tags: Collection[str],  # noqa: ARG001 - the same
    options: Mapping[str, str],  # noqa: ARG001 - the same
) -> Iterator[Message]:
    """Yield the names of the kinds, which a dictionary of the source keeps."""
    for node in ast.parse(file.read()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == KINDS:
            for name in ast.literal_eval(node.value).values():
                yield node.lineno, None, name, []
