"""The list of changes as JSON, read by a program that knows only its schema."""

from __future__ import annotations

import copy
import dataclasses
import json
import random
from typing import Any

import jsonschema
import pytest

from ssnet_docs import cli
from ssnet_docs.diff import json_form
from ssnet_docs.diff.changes import changes
from ssnet_docs.diff.compare import compare
from ssnet_docs.model.change import (
    CAUSE_TITLES,
    CHANGE_KINDS,
    Change,
    ChangePlace,
    Changes,
    FigureDifference,
    Segment,
)
from ssnet_docs.model.layout import Rect
from ssnet_docs.model.version import Locator
from ssnet_docs.readers import version
from tests.bench import bases
from tests.bench.structure import mutate
from tests.test_diff_changes import deck, document, of_decks, of_reports, replaced

SCHEMA = json.loads(json_form.schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def told(found: Changes) -> dict[str, Any]:
    """What a program reads back from the JSON."""
    return dict(json.loads(json.dumps(json_form.as_dict(found), ensure_ascii=False)))


def test_the_schema_names_every_field_and_every_kind_of_the_list() -> None:
    VALIDATOR.check_schema(SCHEMA)
    definitions = SCHEMA["$defs"]
    for model, name, more in (
        (Change, "change", {"cause_title"}),
        (ChangePlace, "place", set()),
        (Segment, "segment", set()),
        (FigureDifference, "figure", {"direction"}),
        (Locator, "locator", set()),
        (Rect, "rect", set()),
    ):
        assert set(definitions[name]["properties"]) == {field.name for field in dataclasses.fields(model)} | more
    assert definitions["change"]["properties"]["kind"]["enum"] == list(CHANGE_KINDS)
    assert definitions["change"]["properties"]["cause"]["enum"] == list(CAUSE_TITLES)
    assert SCHEMA["properties"]["format"]["const"] == json_form.FORMAT


@pytest.mark.parametrize("seed", range(4))
def test_lists_of_changed_reports_keep_to_the_schema(seed: int) -> None:
    case = mutate("synthetic", bases.synthetic_report(random.Random(seed)), seed, most=20)
    found = changes(compare(version.read(case.old, "舊.docx"), version.read(case.new, "新.docx")))
    assert found.changes
    VALIDATOR.validate(told(found))


def test_the_list_of_a_changed_deck_keeps_to_the_schema_and_every_place_says_where() -> None:
    changed = deck()
    replaced(changed.slides[0].placeholders[1].text_frame.paragraphs[0], "82.3%", "0%")
    changed.slides._sldIdLst.append(changed.slides._sldIdLst[1])
    found = told(of_decks(changed))
    VALIDATOR.validate(found)
    assert {change["kind"] for change in found["changes"]} == {"figure", "section-moved"}
    assert all(place["old_number"] and place["new_number"] for change in found["changes"] for place in change["places"])


def test_versions_that_say_the_same_give_an_empty_list() -> None:
    found = told(of_reports(document()))
    VALIDATOR.validate(found)
    assert (found["same"], found["changes"]) == (True, [])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("summary"),
        lambda found: found.update(format=2),
        lambda found: found["changes"][0].update(kind="figures"),
        lambda found: found["changes"][0].update(extra=1),
        lambda found: found["changes"][0]["figure"].pop("difference"),
        lambda found: found["changes"][0]["places"][0].update(new_range=[3]),
    ],
)
def test_the_schema_refuses_what_the_form_is_not(spoil: Any) -> None:
    changed = document()
    replaced(changed.paragraphs[2], "85.1%", "85.4%")
    found = told(of_reports(changed))
    VALIDATOR.validate(found)
    spoilt = copy.deepcopy(found)
    spoil(spoilt)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(spoilt)


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "--changes"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA
