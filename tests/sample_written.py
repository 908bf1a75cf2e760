"""The sample deck as a presentation, and how tests look into presentations."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pptx
import sample_deck as sample
from lxml import etree
from validation import parts

from ssnet_docs.project import Project
from ssnet_docs.writers.pptx.deck import write

_FOLDER = TemporaryDirectory(prefix="sample-")


@cache
def sample_project() -> Project:
    """A project that holds the sample's picture."""
    return sample.picture_project(Path(_FOLDER.name))


@cache
def sample_package() -> bytes:
    """The sample deck, written."""
    return write(sample.sample(), sample.THEME, sample_project())


def written(*slides: Any, **fields: object) -> bytes:
    """A deck of these slides, written; `fields` are further ones of the deck."""
    return write(sample.deck(*slides, **fields), sample.THEME, sample.PROJECT)


def opened(data: bytes) -> Any:
    """The presentation as python-pptx reads it."""
    return pptx.Presentation(io.BytesIO(data))


def named(presentation: Any, title: str) -> Any:
    """The slide of this title."""
    return next(each for each in presentation.slides if each.shapes.title.text == title)


def elements(data: bytes, number: int, tag: str) -> list[etree._Element]:
    """The elements of a slide, counted from 1."""
    return list(etree.fromstring(parts(data)[f"ppt/slides/slide{number}.xml"]).iter(tag))
