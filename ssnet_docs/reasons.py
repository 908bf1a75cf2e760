"""Why a document was amended: what its content says, else the commit that made the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ssnet_docs import revisions
from ssnet_docs.compose.flow_numbers import without_number
from ssnet_docs.model.change import Change, Changes, Comparison
from ssnet_docs.model.nodes import DocumentNodes
from ssnet_docs.model.text import Paragraph, paragraph
from ssnet_docs.model.version import VersionSection
from ssnet_docs.project import Project

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST = 2  # characters that tell a line of a file from others
_LONGEST = 40
_MOST_PIECES = 3
_MARKS = re.compile(r"[\n｜|*_]")  # what a file may write otherwise than the document shows it


@dataclass(frozen=True, slots=True)
class Reasons:
    """The `reason:` of a document, and those of its slides by their keys, of sections and slides by their titles."""

    document: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: DocumentNodes) -> Reasons:
        keys: dict[str, str] = {}
        titles: dict[str, str] = {}
        for section in nodes.sections:
            titles.setdefault(_bare(section.title), section.reason)
            for slide in section.slides:
                keys[slide.key] = slide.reason or section.reason
                titles.setdefault(_bare(slide.title), slide.reason or section.reason)
        return cls(nodes.reason, *({name: text for name, text in side.items() if text} for side in (keys, titles)))

    def about(self, section: VersionSection | None) -> str:
        """The reason for what changed in a slide or section: its own, that of what it stands in, the document's."""
        if section is None:
            return self.document
        own = self.keys.get(section.key.partition("#")[0])
        titles = (section.title, *reversed(section.path))
        above = (self.titles.get(_bare(paragraph(title)), "") for title in titles)
        return own or next(filter(None, above), self.document)


@dataclass(frozen=True, slots=True)
class History:
    """The commits between two revisions, the newest first; `new` is the newer one, None for the work tree."""

    project: Project
    new: str | None
    commits: tuple[revisions.Commit, ...]

    def reason(self, change: Change) -> str:
        """The subject of the newest commit that made the change, where that says something in Chinese.

        A figure's commit wrote the line of its row in `data/`; that of a wording put in or took out its characters.
        """
        if change.row:
            name, _, number = change.row.rpartition(":")
            line = self._line(name, number)
            found = (commit for commit in self.commits if line and line in commit.added.get(name, ()))
        else:
            pieces = list(_pieces(change))
            found = (commit for commit in self.commits if _made(commit, pieces))
        commit = next(found, None)
        return f"{commit.subject.rstrip('。')}。" if commit and _HAN.search(commit.subject) else ""

    def _line(self, name: str, number: str) -> str:
        lines = revisions.text(self.project, self.new, name).splitlines() if self.commits else []
        return lines[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(lines) else ""


def given(
    changes: Changes, comparison: Comparison, reasons: tuple[Reasons, Reasons], history: History | None
) -> Changes:
    """The changes with their reasons, where the content or its history gives one; `reasons` are of old and new.

    A reason that the old version has too was written for an earlier amendment.
    """
    sections = [{section.key: section for section in side.sections} for side in (comparison.new, comparison.old)]

    def reason(change: Change) -> str:
        place = change.places[0] if change.places else None
        if place is None:
            return ""
        found = next((side[place.section] for side in sections if place.section in side), None)
        earlier, own = (one.about(found) for one in reasons)
        return own if own and own != earlier else history.reason(change) if history else ""

    return replace(changes, changes=tuple(replace(change, reason=reason(change)) for change in changes.changes))


def _pieces(change: Change) -> Iterator[tuple[str, str]]:
    """What a change put in and took out, in pieces that can be looked for in a line of a file, longest first."""
    texts: Iterable[tuple[str, str]] = (
        (segment.kind, piece)
        for segment in change.segments
        if segment.kind != "same"
        for piece in _MARKS.split(segment.text)
    )
    if change.figure is not None:
        texts = (("inserted", change.new), ("deleted", change.old))
    known = [(kind, text.strip()[:_LONGEST]) for kind, text in texts if len(text.strip()) >= _LEAST]
    yield from sorted(known, key=lambda item: -len(item[1]))[:_MOST_PIECES]


def _made(commit: revisions.Commit, pieces: Iterable[tuple[str, str]]) -> bool:
    """Whether a commit put in or took out one of the pieces."""
    for kind, piece in pieces:
        own, other = (commit.added, commit.removed) if kind == "inserted" else (commit.removed, commit.added)
        if _count(own, piece) > _count(other, piece):
            return True
    return False


def _count(lines: Mapping[str, tuple[str, ...]], piece: str) -> int:
    return sum(line.count(piece) for found in lines.values() for line in found)


def _bare(title: Paragraph) -> str:
    """A title without the number that is typed before it."""
    return without_number(title).text.strip()
