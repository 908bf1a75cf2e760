"""The parts of written files as they were when somebody last looked at the pages (`make accept`)."""

from __future__ import annotations

import os
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from ssnet_docs import build, reportstyle, yamlfile
from ssnet_docs.compose.deck import compose as compose_deck
from ssnet_docs.compose.flow import compose as compose_report
from ssnet_docs.compose.flow_tables import typesetter
from ssnet_docs.compose.measure import Measure
from ssnet_docs.content.catalogue import Entry
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.dataset import SourceRecord
from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import DataStore, Fact
from ssnet_docs.model.quantity import Quantity
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.report import write as write_report
from ssnet_docs.writers.pptx.deck import write as write_deck
from tests.validation import parts

PROJECT = Project.find()
FOLDER = Path(__file__).parent / "goldens"
DATA = DataStore(
    facts=[
        Fact(
            key="penghu/rate/109",
            name="派案率",
            quantity=Quantity.parse("91.9%"),
            year=109,
            source="penghu",
            printed="91.80%",
            reason="68÷74",
            row=Source("data/figures.csv", 12),
            as_of="109-12-31",
        ),
        Fact(key="penghu/staff/109", name="人力", quantity=Quantity.parse("14人"), year=109, source="penghu"),
    ],
    sources=[
        SourceRecord(id="penghu", title="執行說明", organisation="澎湖縣政府社會處", date="111-01-17"),
    ],
)
PARTS = {
    "pptx": (
        *(f"ppt/slides/slide{number}.xml" for number in range(1, 5)),
        "ppt/notesSlides/notesSlide2.xml",
        "ppt/charts/chart1.xml",
        "customXml/item1.xml",
    ),
    "docx": ("word/document.xml", "word/charts/chart1.xml"),
}


@cache
def package(form: str) -> dict[str, bytes]:
    content, positions = yamlfile.load((FOLDER / "sample.yaml").read_text(encoding="utf-8"), "sample.yaml")
    tree = Tree(Entry("sample", "county", "sample.yaml"), content, positions)
    if form == "pptx":
        nodes, theme = build.prepared_tree(PROJECT, tree, DATA, "deck")
        return parts(write_deck(compose_deck(nodes, theme, Measure(theme, PROJECT)), theme, PROJECT))
    nodes, theme = build.prepared_tree(PROJECT, tree, DATA, "report")
    style = reportstyle.load(PROJECT)
    return parts(write_report(compose_report(nodes, style, typesetter(style, PROJECT)), theme, PROJECT))


def readable(part: bytes) -> str:
    """A part with an element a line, so that a difference shows where it is."""
    root = etree.fromstring(part)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in PARTS.items() for name in names])
def test_a_part_is_as_it_was_when_the_pages_were_last_looked_at(form: str, name: str) -> None:
    golden = FOLDER / f"{form}-{Path(name).name}"
    written = readable(package(form)[name])
    if os.environ.get("SSNET_ACCEPT"):
        golden.write_text(written, encoding="utf-8")
    kept = golden.read_text(encoding="utf-8")
    difference = list(unified_diff(kept.splitlines(), written.splitlines(), "kept", "written", n=2, lineterm=""))
    assert not difference, "看過頁面之後，以 make accept 更新：\n" + "\n".join(difference[:60])


def test_the_goldens_are_those_that_are_compared() -> None:
    kept = {path.name for path in FOLDER.glob("*.xml")}
    assert kept == {f"{form}-{Path(name).name}" for form, names in PARTS.items() for name in names}
