"""Steps between two texts, and the alignment of sequences: rules that hold for all inputs, and the reading."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ssnet_docs.diff.align import Item, align
from ssnet_docs.diff.text import operations, similarity
from ssnet_docs.diff.tokens import tokens

TEXTS = st.text(alphabet="服務的人七八12,.%年月 ab，。\u2029", max_size=40)


def marked(old: str, new: str) -> str:
    """The steps as reviewers would write them: [-deleted] and [+inserted]."""
    parts = []
    for step in operations(old, new):
        text = old[step.old_start : step.old_end] or new[step.new_start : step.new_end]
        parts.append({"equal": text, "delete": f"[-{text}]", "insert": f"[+{text}]"}[step.kind])
    return "".join(parts)


@given(TEXTS)
def test_the_atoms_of_a_text_together_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@given(TEXTS, TEXTS)
def test_steps_rebuild_each_text_from_the_other(old: str, new: str) -> None:
    steps = operations(old, new)
    assert "".join(old[step.old_start : step.old_end] for step in steps) == old
    assert "".join(new[step.new_start : step.new_end] for step in steps) == new
    for step in steps:
        if step.kind == "equal":
            assert old[step.old_start : step.old_end] == new[step.new_start : step.new_end]
        else:
            assert step.old_end > step.old_start or step.new_end > step.new_start


@given(TEXTS)
def test_a_text_and_itself_have_nothing_but_equal_steps(text: str) -> None:
    assert all(step.kind == "equal" for step in operations(text, text))


def test_numbers_dates_and_chinese_numerals_are_marked_whole() -> None:
    assert marked("第七條", "第八條") == "第[-七][+八]條"
    assert (
        marked("服務12,345人次，達82.3%", "服務12,845人次，達83.1%") == "服務[-12,345][+12,845]人次，達[-82.3%][+83.1%]"
    )
    assert marked("截至110年9月16日止", "截至110年10月16日止") == "截至[-110年9月16日][+110年10月16日]止"
    assert marked("共5至7人", "共6至8人") == "共[-5][+6]至[-7][+8]人"


def test_single_coincidental_characters_are_folded() -> None:
    assert marked("本計畫應辦理訪視及評估", "本計畫應執行訪談服務及評估") == "本計畫應[-辦理訪視][+執行訪談服務]及評估"


def test_what_was_put_in_is_one_piece_at_a_word_s_or_sentence_s_border() -> None:
    assert marked("提供服務。並協助。", "提供服務。並追蹤。並協助。") == "提供服務。[+並追蹤。]並協助。"
    assert marked("甲的乙", "甲丙的丁的乙").count("[") == 1


ITEMS = st.lists(
    st.sampled_from(["目的", "服務對象與方式說明", "", "經費編列及執行情形", "附件", "辦理時程與分工表"]), max_size=12
)


@given(ITEMS, ITEMS)
def test_every_item_of_both_sequences_stands_in_the_alignment_once_and_in_order(old: list[str], new: list[str]) -> None:
    sides = [[Item(text, text, divisible=True) for text in side] for side in (old, new)]
    numbers = count(1)
    steps = align(sides[0], sides[1], lambda a, b: similarity(old[a], new[b]), lambda: next(numbers))
    assert [index for step in steps for index in step.old] == list(range(len(old)))
    assert [index for step in steps for index in step.new] == list(range(len(new)))
    away = {step.move for step in steps if step.move is not None and step.old}
    assert away == {step.move for step in steps if step.move is not None and step.new}


@given(ITEMS)
def test_a_sequence_goes_with_itself(items: list[str]) -> None:
    side = [Item(text, text) for text in items]
    steps = align(side, side, lambda a, b: similarity(items[a], items[b]), lambda: 0)
    assert all(step.old == step.new and step.move is None for step in steps)
