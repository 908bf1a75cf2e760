"""The benchmark itself: that the truth of a changed document is true, and that a score tells good from bad."""

from __future__ import annotations

import random

import pytest

from tests.bench import bases
from tests.bench.mutation import Mutated, Truth
from tests.bench.reading import Reading
from tests.bench.scoring import score
from tests.bench.structure import mutate
from tests.tracked_cases import CASES, deleted, inserted, package, paragraph, run


@pytest.mark.parametrize("seed", range(4))
def test_what_the_truth_leaves_is_the_same_text_in_both_versions(seed: int) -> None:
    case = mutate("synthetic", bases.synthetic_report(random.Random(seed)), seed)
    moved = set().union(*case.truth.moves) if case.truth.moves else set()
    gone, come = case.truth.deleted | moved, case.truth.inserted | case.truth.moved_new
    kept = [token.text for number, token in enumerate(Reading(case.old).tokens) if number not in gone]
    assert case.truth.edits
    assert kept == [token.text for number, token in enumerate(Reading(case.new).tokens) if number not in come]


def test_the_same_seed_makes_the_same_document() -> None:
    base = bases.synthetic_report(random.Random(5))
    assert mutate("a", base, 7).new == mutate("a", base, 7).new


def test_a_redline_that_tells_the_truth_scores_full_and_one_that_tells_more_does_not() -> None:
    tracked, new, old = (package(body) for body in CASES["runs"])
    truth = Truth(["word"], deleted={1}, inserted={1}, figures=[({1}, {1})])
    full = score(Mutated("runs", old, new, truth), tracked)
    assert (full.precision, full.recall, full.whole, full.clicks_per_edit) == (1.0, 1.0, 1, 1.0)
    more = package(paragraph(run("甲") + inserted(run("乙丁")) + deleted("丙丁")))
    found = score(Mutated("runs", old, new, truth), more)
    assert (found.precision, found.recall) == (0.5, 1.0)


def test_a_deletion_may_be_told_at_any_of_its_equal_places() -> None:
    old, new = package(paragraph(run("甲乙甲乙丙"))), package(paragraph(run("甲乙丙")))
    for redline in (run("甲乙") + deleted("甲乙") + run("丙"), run("甲") + deleted("乙甲") + run("乙丙")):
        found = score(Mutated("", old, new, Truth(["phrase"], deleted={0, 1})), package(paragraph(redline)))
        assert (found.precision, found.recall) == (1.0, 1.0), redline


def test_moves_are_found_by_their_name() -> None:
    tracked, new, old = (package(body) for body in CASES["a moved paragraph"])
    case = Mutated("", old, new, Truth(["moved"], moves=[{0, 1}], moved_new={2, 3}))
    found = score(case, tracked)
    assert (found.moves_found, found.moves_false, found.clicks, found.precision) == (1, 0, 1, 1.0)
    by_name = score(Mutated("", old, new, Truth(["other"], deleted={0, 1}, inserted={2, 3})), tracked)
    assert by_name.moves_false == 1
