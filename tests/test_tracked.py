"""Tracked changes as they are accepted and rejected, by the resolver and by the real LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssnet_docs.diff.canonical import canonical, differences
from ssnet_docs.readers.tracked import accept_all, reject_all
from tests.office_tracked import resolved
from tests.tracked_cases import CASES, package, paragraph, run, texts

_NOT_IN_LIBREOFFICE = {
    "an insertion that was deleted again",  # it keeps the inserted text whatever is done
    "a removed paragraph before a table",  # it leaves an empty paragraph
    "cells",  # it does not read w:cellIns and w:cellDel
}


@pytest.mark.parametrize("case", CASES)
def test_tracked_changes_are_accepted_and_rejected_as_word_does(case: str) -> None:
    tracked, accepted, rejected = (package(body) for body in CASES[case])
    assert differences(package(CASES[case][1]), accept_all(tracked)) == []
    assert differences(package(CASES[case][2]), reject_all(tracked)) == []
    assert canonical(accepted) != canonical(rejected) or "again" in case


def test_a_file_without_tracked_changes_stays_as_it_is() -> None:
    plain = package(paragraph(run("甲")))
    assert accept_all(plain) == plain
    assert reject_all(plain) == plain


def test_canonical_forms_differ_in_what_is_seen_and_in_nothing_else() -> None:
    one = package(paragraph(run("甲乙")))
    assert differences(one, package(paragraph(run("甲") + '<w:proofErr w:type="spellStart"/>' + run("乙")))) == []
    assert differences(one, package(paragraph(run("甲") + run("乙", "<w:b/>"))))
    assert differences(one, package(paragraph(run("甲丙")))) == ["p  {}甲乙 → p  {}甲丙"]


@pytest.mark.rendered
def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path) -> None:
    tracked = {name: package(case[0]) for name, case in CASES.items() if name not in _NOT_IN_LIBREOFFICE}
    for name, (accepted, rejected) in resolved(tracked, tmp_path).items():
        assert texts(accepted) == texts(accept_all(tracked[name])), name
        assert texts(rejected) == texts(reject_all(tracked[name])), name
