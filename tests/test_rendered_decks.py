"""The proof of the fit contract: in LibreOffice's rendering no text leaves its shape, its cell or its slide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rendering import assert_inside, assert_legible, render

from ssnet_docs import build, themes
from ssnet_docs.compose.deck import compose
from ssnet_docs.compose.measure import Measure
from ssnet_docs.content.catalogue import catalogue
from ssnet_docs.export import Office
from ssnet_docs.model.nodes import DocumentNodes, Node, SectionNodes
from ssnet_docs.model.text import paragraph
from ssnet_docs.project import Project
from ssnet_docs.writers.pptx.deck import write
from tests.test_compose import SENTENCE, cards, items, slide, table

PROJECT = Project.find()
LATIN = "Social Safety Net 2.0 (SSN) covers 22縣市, see https://example.gov.tw/a/very/long/address?with=query&more=1 。"

pytestmark = pytest.mark.rendered


@pytest.mark.parametrize("document", ["taichung", "penghu", "mohw", "ey", "results-108"])
def test_no_text_leaves_its_place_in_a_real_deck(document: str, office: Office, tmp_path: Path) -> None:
    built = build.build(PROJECT, catalogue(PROJECT)[document], "pptx", tmp_path, build.data(PROJECT))
    pages = render(built.path, office)
    assert_inside(built.path, pages)
    assert_legible(pages)


@pytest.mark.parametrize("theme", ["base", "ey"])
def test_no_text_leaves_its_place_however_much_there_is(theme: str, office: Office, tmp_path: Path) -> None:
    contents: list[tuple[Node, ...]] = [
        (items(0),),
        (items(1),),
        (items(10),),
        (items(200),),
        (items(25, LATIN),),
        (table(3, text=(SENTENCE * 12)[:400]),),
        (table(300, stub=7),),
        (table(40, text=LATIN, stub=3),),
        (cards(1, SENTENCE * 30),),
        (cards(12),),
        (cards(9, LATIN),),
        (items(3), cards(4), items(2)),
    ]
    slides = tuple(replace(slide(*nodes), key=f"s/{number}") for number, nodes in enumerate(contents))
    halves = tuple(
        replace(slide(items(14), items(9, LATIN), layout="two-columns"), key=f"h/{number}") for number in range(2)
    )
    nodes = DocumentNodes(
        id="stress",
        title="大量內容",
        theme=theme,
        organisation="測試單位",
        date="",
        iso_date="2026-01-01",
        sections=(SectionNodes(key="s", title=paragraph("壹、大量內容"), slides=slides + halves),),
    )
    look = themes.load(PROJECT, theme)
    deck = tmp_path / "stress.pptx"
    deck.write_bytes(write(compose(nodes, look, Measure(look, PROJECT)), look, PROJECT))
    assert_inside(deck, render(deck, office))
