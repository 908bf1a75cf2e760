"""Places of the new version where a figure's old value still stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ssnet_docs.diff.quantities import quantities
from ssnet_docs.diff.rows import row_name
from ssnet_docs.diff.sites import Site, named
from ssnet_docs.model.change import Change, ChangePlace
from ssnet_docs.model.origin import Origin
from ssnet_docs.model.version import Version, VersionBlock, VersionParagraph, VersionShape, VersionTable

_SHARED = 4
"""Characters that the words around two figures must have in common for them to be of one thing."""

_DIGITS = 3  # of a figure that is not found everywhere by chance


@dataclass(frozen=True, slots=True)
class _Figure:
    text: str
    start: int
    end: int
    facts: tuple[str, ...]
    paragraph: VersionParagraph
    words: str
    site: Site


class Standing:
    """The figures that stand in a version, by their text."""

    def __init__(self, version: Version) -> None:
        self.by_text: dict[str, list[_Figure]] = defaultdict(list)
        for section in version.sections:
            if section.kind in {"slide", "section", "footnotes"}:
                for found in _figures(section.blocks, Site(section, section), section.title):
                    self.by_text[found.text].append(found)

    def of(self, change: Change, origins: Mapping[str, Origin]) -> tuple[ChangePlace, ...]:
        """Where the old value of a changed figure still stands with the same words around it.

        Figures that show another fact, that stand beside the new value (from … to …) or that are too plain to be
        known again are left out.
        """
        digits = sum(character.isdigit() for character in change.old)
        if change.kind != "figure" or change.cause == "regeneration" or digits < _DIGITS:
            return ()
        own = {(place.new_locator, place.new_range) for place in change.places}
        names = {origins[key].name for key in change.fact.split("|") if key in origins}
        around = [change.summary.partition("：")[0], *names]
        return tuple(
            found.site.place(
                found.paragraph.locator,
                found.paragraph.locator,
                old_text=found.paragraph.text,
                new_text=found.paragraph.text,
                new_range=(found.start, found.end),
            )
            for found in self.by_text.get(change.old, ())
            if (found.paragraph.locator, (found.start, found.end)) not in own
            and not (found.facts and change.fact and not set(found.facts) & set(change.fact.split("|")))
            and change.new not in found.paragraph.text
            and any(_shared(found.words, text, change.old) for text in around)
        )


def _figures(blocks: tuple[VersionBlock, ...], site: Site, words: str) -> Iterator[_Figure]:
    for block in blocks:
        if isinstance(block, VersionParagraph):
            yield from _paragraph(block, site, words)
        elif isinstance(block, VersionShape):
            yield from _figures(block.blocks, site.framed(block, block), f"{words} {block.text}")
        elif isinstance(block, VersionTable):
            here = site.framed(block, block).inside(named(block))
            for row in block.rows:
                name = row_name(row, set())
                for cell in row.cells:
                    yield from _figures(cell.blocks, here.inside(f"「{name}」列") if name else here, name)


def _paragraph(paragraph: VersionParagraph, site: Site, words: str) -> Iterator[_Figure]:
    if all(span.field for span in paragraph.spans):
        return
    text = paragraph.text
    for found in quantities(text):
        at = 0
        facts: tuple[str, ...] = ()
        for span in paragraph.spans:
            if at <= found.start < at + len(span.text):
                facts = span.facts
            at += len(span.text)
        yield _Figure(found.text, found.start, found.end, facts, paragraph, f"{words} {text}", site)


def _shared(words: str, around: str, figure: str) -> bool:
    """Whether two surroundings have enough words in common beside the figure itself."""
    one = "".join(character if character.isalpha() else " " for character in words.replace(figure, " "))
    other = "".join(character if character.isalpha() else " " for character in around)
    runs = (one[index : index + _SHARED] for index in range(len(one) - _SHARED + 1))
    return any(run in other for run in runs if " " not in run)
