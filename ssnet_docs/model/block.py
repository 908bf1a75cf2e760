"""What every block is: a validated piece of content that lowers itself to nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from ssnet_docs.model.errors import ContentError, Source
from ssnet_docs.model.text import Mark, Paragraph, Role, Run

if TYPE_CHECKING:
    from ssnet_docs.model.drawing import Freeform
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.model.nodes import Node


class Model(BaseModel):
    """Base of everything an author writes: frozen, unknown keys refused, YAML keys in kebab-case."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        populate_by_name=False,
        coerce_numbers_to_str=True,
        arbitrary_types_allowed=True,
    )


class AcceptedContent(Model):
    """接受一項檢查結果，不再列為問題。"""

    check: str = Field(description="檢查的代號（見 docs/checks.md）", min_length=1)
    reason: str = Field(description="接受的理由", min_length=1)
    subject: str = Field(default="", description="只接受這個對象的結果，例如某個數值的代號；省略時是這裡的全部")


class ApprovedContent(Model):
    """核定：之後的改動，比對版本時可用 --fail-if approved 擋下。"""

    date: str = Field(description="核定日期，例如 115-03-01", min_length=1)
    by: str = Field(description="核定的人或會議，例如 處長、115年第1次府級會議", min_length=1)


def _listed(value: object) -> object:
    return [value] if isinstance(value, dict) else value


Accepted = Annotated[
    tuple[AcceptedContent, ...],
    BeforeValidator(_listed, json_schema_input_type=AcceptedContent | tuple[AcceptedContent, ...]),
]
"""One accepted finding or a list of them."""

APPROVED = "已核定：{date: 115-03-01, by: 處長}；之後的改動在比對版本時可以擋下"

ACCEPT = "接受這裡的檢查結果：{check: 檢查代號, reason: 理由}，可寫多項"


class LowerContext(Protocol):
    """What a block may ask while it lowers itself."""

    @property
    def data(self) -> DataStore:
        """The project's facts and tables."""

    @property
    def place(self) -> str:
        """The place that the document is about: a county's slug or `tw`."""

    @property
    def strategy(self) -> int | None:
        """The strategy of the slide or section, 1 to 6."""

    def inline(self, text: str) -> tuple[Run, ...]:
        """Inline Markdown (emphasis, links) as runs; facts bound into the text keep their keys."""

    def paragraph(self, text: str, role: Role = "body", *, mark: Mark | None = None, level: int = 0) -> Paragraph:
        """One paragraph of inline Markdown."""

    def markdown(self, text: str, role: Role = "body") -> tuple[Node, ...]:
        """Block-level Markdown (paragraphs, lists) as Text and Items nodes."""

    def lower(self, blocks: tuple[Block, ...]) -> tuple[Node, ...]:
        """The nodes of nested blocks."""

    def picture_size(self, path: str, source: Source | None) -> tuple[int, int]:
        """Pixel width and height of a picture inside the project; ContentError if it is none or is outside."""

    def icon(self, name: str, source: Source | None) -> Freeform:
        """An icon of the project; ContentError, with names that are near, where there is none of this name."""

    def agenda(self) -> tuple[tuple[str, str], ...]:
        """Number and title of every section of the document, in order; the number is '' where sections have none."""

    def cover(self) -> CoverText:
        """The document's own particulars, for cover and closing."""


class CoverText(Protocol):
    """A document's own particulars, already bound, as they are shown; '' where it has none."""

    @property
    def title(self) -> str:
        """The document's title."""

    @property
    def subtitle(self) -> str:
        """What stands below the title."""

    @property
    def presenters(self) -> tuple[str, ...]:
        """Who presents: organisation, title and name of each."""

    @property
    def date(self) -> str:
        """The date in words: 中華民國110年9月16日."""

    @property
    def organisation(self) -> str:
        """The organisation that hands the document in."""

    @property
    def version(self) -> str:
        """The version or the occasion."""


class Block(Model):
    """Base of all blocks. A kind is one file in `ssnet_docs/blocks/` with exactly one public subclass.

    `block_kind` is its name in YAML, `block_title` its Chinese name, `block_example` a YAML snippet (`- kind: …`)
    that the contract test builds and the authoring manual shows. The class docstring, in Chinese, is its manual
    entry. `block_layout` is the layout that a slide takes when its first block is of this kind and it names none.
    `shorthand` is the field that a YAML value other than a mapping stands for (`- bullets: [a, b]`).
    """

    block_kind: ClassVar[str]
    block_title: ClassVar[str]
    block_example: ClassVar[str]
    block_layout: ClassVar[str | None] = None
    shorthand: ClassVar[str | None] = None

    id: str | None = Field(default=None, description="區塊代號；省略時依內容自動產生")
    only: Literal["deck", "report"] | None = Field(default=None, description="只用於簡報 (deck) 或報告 (report)")
    slot: str | None = Field(default=None, description="放入版面的哪個欄位；省略時依序放入")
    accept: Accepted = Field(default=(), description=ACCEPT)

    _source: Source | None = PrivateAttr(default=None)
    _key: str = PrivateAttr(default="")

    @property
    def origin(self) -> Source | None:
        """The block's place in the content; set by the reader."""
        return self._source

    @property
    def key(self) -> str:
        """The block's stable key, `section/slide/block`; set by the reader."""
        return self._key

    def located(self, source: Source | None, key: str) -> None:
        """Record where the block stands; called once, by the reader."""
        self._source = source
        self._key = key

    def error(self, message: str, hint: str | None = None) -> ContentError:
        return ContentError(self._source, message, hint)

    def lower(self, context: LowerContext) -> tuple[Node, ...]:
        """The nodes that say what this block says, in reading order."""
        raise NotImplementedError

    def slot_texts(self, context: LowerContext) -> dict[str, Paragraph]:
        """Texts for named slots of the slide's layout (a cover's subtitle and date); most blocks have none."""
        return {}

    def blocks_inside(self) -> tuple[tuple[tuple[str | int, ...], Block], ...]:
        """The blocks that this one holds, each with its path below the block's value, so that they can be located."""
        return ()
