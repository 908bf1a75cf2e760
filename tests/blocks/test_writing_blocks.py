"""How blocks are written in YAML: kinds, shorthands, hints for what is misspelt, the schema for editors."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from ssnet_docs.blocks import AnyBlock, only_block, registry
from tests.blocks.examples import lowered, read, shown_text


def fault_of(text: str) -> tuple[tuple[str | int, ...], str]:
    """Place and message of the one fault of a snippet."""
    with pytest.raises(ValidationError) as caught:
        read(text)
    (fault,) = caught.value.errors(include_url=False)
    return fault["loc"], fault["msg"].removeprefix("Value error, ")


def test_an_unknown_kind_is_refused_with_the_nearest_one() -> None:
    _, message = fault_of("- timelin: [{period: 115年, title: 啟動}]")
    assert message.startswith("沒有「timelin」這種區塊｜是不是「timeline」（時程）？")


def test_an_unknown_kind_like_none_lists_all_kinds_in_chinese() -> None:
    _, message = fault_of("- zzz: 1")
    assert "cards（卡片）" in message
    assert "kpi-table（指標表）" in message


def test_an_unknown_key_says_its_place_in_the_file() -> None:
    with pytest.raises(ValidationError) as caught:
        read("- cards: [{title: 甲, itmes: [乙]}]")
    assert [fault["loc"] for fault in caught.value.errors()] == [("cards", "cards", 0, "itmes")]


def test_a_fault_inside_side_by_side_blocks_says_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        read("- columns: [[text: 甲], [bullets: {mark: ✗, items: [乙]}]]")
    assert [fault["loc"] for fault in caught.value.errors()] == [("columns", "columns", 1, 0, "bullets", "mark")]


def test_keys_of_the_block_beside_its_kind_are_explained() -> None:
    assert fault_of("- text: 甲\n  only: deck")[1].startswith("only 要寫在 text 裡面")
    assert "再縮排兩格" in fault_of("- cards:\n  cards: []\n  style: filled")[1]
    assert "各自以「- 」開頭" in fault_of("- text: 甲\n  callout: 乙")[1]


@pytest.mark.parametrize("text", ["- 3", "- []", "- {}", "- null"])
def test_what_is_no_block_is_refused(text: str) -> None:
    assert "區塊要寫成「種類: 內容」" in fault_of(text)[1]


def test_running_text_among_blocks_is_told_from_a_kind() -> None:
    assert "text: 文字" in fault_of("- 這一段文字沒有寫明是哪一種區塊")[1]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("- bullets: [甲, 乙]", "- bullets: {items: [{text: 甲}, {text: 乙}]}"),
        ("- text: 甲", "- text: {text: 甲}"),
        ("- cards: [甲, 乙]", "- cards: {cards: [{title: 甲}, {title: 乙}]}"),
        ("- process: [甲, 乙]", "- process: {steps: [{title: 甲}, {title: 乙}]}"),
        ("- levels: [甲, 乙]", "- levels: {levels: [{title: 甲}, {title: 乙}]}"),
        ("- callout: 甲", "- callout: {text: 甲}"),
        ("- quotation: 甲", "- quotation: {text: 甲}"),
        ("- before-after: [{before: 1處, after: 2處}]", "- before-after: {rows: [{before: {value: 1處}, after: 2處}]}"),
        ("- agenda", "- agenda: {}"),
    ],
)
def test_a_shorthand_means_the_full_form(short: str, full: str) -> None:
    assert read(short) == read(full)


def test_numbers_may_be_written_where_text_is_meant() -> None:
    assert "3" in shown_text(lowered("- bullets: [3, 4.50]"))


def test_an_empty_list_says_how_many_it_needs_and_nothing_else() -> None:
    with pytest.raises(ValidationError) as caught:
        read("- columns: [[text: {txt: 甲}]]")
    assert {fault["type"] for fault in caught.value.errors()} == {"missing", "extra_forbidden"}


def test_the_schema_lists_every_kind_once_as_the_only_key() -> None:
    schema = TypeAdapter(AnyBlock).json_schema()
    kinds = [next(iter(choice["properties"])) for choice in schema["oneOf"] if "properties" in choice]
    assert sorted(kinds) == sorted(registry())
    bare = next(choice["enum"] for choice in schema["oneOf"] if "enum" in choice)
    assert {"cover", "agenda", "closing", "divider"} <= set(bare)
    assert "text" not in bare


def test_a_file_with_two_blocks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = "class {0}Block(Block):\n    block_kind = '{0}'\n"
    (tmp_path / "two_kinds.py").write_text(
        "from ssnet_docs.model.block import Block\n" + block.format("A") + block.format("B")
    )
    (tmp_path / "no_kind.py").write_text("from ssnet_docs.model.block import Block\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ValueError, match="ABlock, BBlock"):
        only_block("two_kinds")
    with pytest.raises(ValueError, match="none"):
        only_block("no_kind")
