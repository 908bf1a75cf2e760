"""The contract of every block: its manual entry, its example, and that nothing an author typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from ssnet_docs.blocks import registry
from ssnet_docs.model.nodes import Drawing
from tests.blocks.examples import boxes, context, drawings, drawn, example, flowing_text, said, shown_text

KINDS = sorted(registry())
HAN = re.compile("[一-鿿]")

# Fields that say how or where, not what: their values are not text on the slide.
NOT_TEXT = {
    *("style", "mark", "tone", "kind", "role", "align", "direction", "orientation", "layout", "path", "colour"),
    *("key", "groups", "width", "weights", "columns", "where", "strategy", "highlight", "target", "values", "start"),
    *("alt", "arrow"),
}


def test_the_kinds_are_those_that_the_programme_promises() -> None:
    assert {
        *("cover", "agenda", "divider", "closing", "bullets", "text", "cards", "columns", "comparison", "figures"),
        *("before-after", "process", "timeline", "tree", "levels", "table", "kpi-table", "formula", "chart"),
        *("quotation", "callout", "requests", "picture"),
    } <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_has_a_manual_entry_in_chinese(kind: str) -> None:
    block = registry()[kind]
    assert block.__doc__
    assert HAN.search(block.__doc__)
    assert HAN.search(block.block_title)
    for name, field in block.model_fields.items():
        assert HAN.search(field.description or ""), f"{kind}.{name} has no description"


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_one_block_of_the_kind(kind: str) -> None:
    assert example(kind).block_kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_everything_typed_stands_on_the_slide(kind: str) -> None:
    block = example(kind)
    nodes = block.lower(context())
    shown = shown_text(nodes) + "\n" + "\n".join(text.text for text in block.slot_texts(context()).values())
    for text in typed(yaml.safe_load(registry()[kind].block_example)):
        assert plain(text) in shown.replace("\n", " "), f"{text} is lost"


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_says_the_same_in_a_report(kind: str) -> None:
    for drawing in drawings(example(kind).lower(context())):
        flowing = flowing_text((drawing,))
        for paragraph in drawn(drawing.root):
            for line in said(paragraph).split("\n"):
                assert line in flowing, f"{line} is lost in the report"


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_and_a_table_have_alternative_text(kind: str) -> None:
    for node in example(kind).lower(context()):
        if isinstance(node, Drawing):
            assert node.description
            assert node.equivalent
        assert HAN.search(getattr(node, "description", "圖"))


@pytest.mark.parametrize("kind", KINDS)
def test_text_on_a_full_colour_is_set_in_paper(kind: str) -> None:
    for drawing in drawings(example(kind).lower(context())):
        for box in boxes(drawing.root):
            if box.fill is None or box.fill.tint > 0.5 or box.fill.role in ("paper", "surface", "rule"):
                continue
            for paragraph in box.paragraphs:
                assert paragraph.colour is not None
                assert paragraph.colour.role == "paper"


def typed(value: Any, name: str = "") -> Iterator[str]:
    """The texts of an example that a reader is to see."""
    if name in NOT_TEXT and not isinstance(value, (dict, list)):
        return
    match value:
        case dict():
            for key, inner in value.items():
                if not (key in NOT_TEXT and not (key == "columns" and _holds_titles(inner))):
                    yield from typed(inner, key)
        case list():
            for inner in value:
                yield from typed(inner, name)
        case str() if value not in {"^", "<"}:
            yield from value.strip().split("\n")
        case _:
            return


def _holds_titles(columns: Any) -> bool:
    """Whether `columns` are blocks or columns of a table, which hold text, and not a number or names of columns."""
    return isinstance(columns, dict) or (isinstance(columns, list) and not isinstance(columns[0], str))


def plain(text: str) -> str:
    """Inline Markdown as it is shown."""
    return text.replace("**", "").removeprefix("- ")
