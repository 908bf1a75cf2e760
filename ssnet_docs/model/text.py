"""Text as the writers see it: runs in paragraphs, with a role (what the text is) and no look of its own."""

from __future__ import annotations

from typing import Literal

from ssnet_docs.model.value import value

ColourRole = Literal[
    "ink",  # body text
    "paper",  # background of slide and page; text on a dark ground
    "brand",  # the organisation's own colour: titles, header rows
    "surface",  # light ground of cards and alternate rows
    "accent",  # the organisation's second colour, for emphasis and links
    "alert",  # needs attention: a missed target, a correction
    "muted",  # secondary text: notes, labels (at least 4.5:1 on paper)
    "rule",  # hairlines and borders
    "key",  # the strategy's colour where the slide or section has a strategy, else brand
    "strategy-1",
    "strategy-2",
    "strategy-3",
    "strategy-4",
    "strategy-5",
    "strategy-6",
]

Role = Literal[
    "display",  # the title of a cover, a divider or a closing slide
    "title",  # slide title
    "kicker",  # the section's name above a slide title
    "subtitle",
    "heading",  # heading inside a slide or report
    "body",
    "dense",  # table body
    "dense-header",  # table header
    "card-title",
    "card-body",
    "figure",  # a big number
    "label",  # a short label under a figure, on a chart, beside an arrow
    "quotation",
    "note",  # source notes and remarks
]

NOTE = "#note:"
"""How the link of a run begins whose rest is the text of a footnote."""

Align = Literal["start", "centre", "end"]
Anchor = Literal["top", "middle", "bottom"]


@value(frozen=True, slots=True)
class Colour:
    """A theme colour by role; `tint` mixes it with paper: 0 is the colour itself, 1 is paper."""

    role: ColourRole
    tint: float = 0.0


@value(frozen=True, slots=True)
class Run:
    """Text of one look. None inherits from the paragraph.

    `facts` are the keys of the facts that this text shows (see `model.fact`), empty for typed words.
    `link` is an address; in a report `#table:id`, `#figure:id` and `#section:id` are cross-references and
    `#note:text` is a footnote to the run; a deck shows the words alone. `scale` multiplies the paragraph's size,
    for the unit beside a big figure. A "\\n" is a line break inside the paragraph.
    """

    text: str
    bold: bool | None = None
    italic: bool = False
    underline: bool = False
    superscript: bool = False
    colour: Colour | None = None
    scale: float = 1.0
    link: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it looks as its paragraph does, but for its size, and leads nowhere."""
        return (
            self.bold is None
            and self.colour is None
            and not (self.italic or self.underline or self.superscript)
            and self.link is None
        )


@value(frozen=True, slots=True)
class Mark:
    """The mark before a list item: its text as shown (「•」「✓」「1.」「（一）」) and, for numbers, Office's scheme."""

    text: str
    scheme: str | None = None  # a:buAutoNum type, e.g. arabicPeriod, ea1ChtPeriod; None for a character
    start: int = 1
    colour: Colour | None = None


@value(frozen=True, slots=True)
class Paragraph:
    """Runs that are set together. `level` is 0 for the outermost list level or for plain text.

    `size` is in points and stays None until compose has chosen it from the theme's scale for the role.
    `space_before` is a share of the size (0.5 is half a line of text).
    """

    runs: tuple[Run, ...]
    role: Role = "body"
    level: int = 0
    mark: Mark | None = None
    align: Align | None = None
    colour: Colour | None = None
    bold: bool | None = None
    size: float | None = None
    space_before: float = 0.0

    @property
    def text(self) -> str:
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def paragraph(text: str, role: Role = "body", **look: object) -> Paragraph:
    """A paragraph of one plain run; `look` are further fields of Paragraph."""
    return Paragraph((Run(text),), role, **look)  # type: ignore[arg-type]
