"""The document as an author writes it: particulars, sections, slides and blocks, checked and typed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ssnet_docs.blocks import AnyBlock, registry
from ssnet_docs.content.numbering import Numbering, OfficialDate
from ssnet_docs.content.reading import Tree
from ssnet_docs.model.block import ACCEPT, APPROVED, Accepted, ApprovedContent, Block, Model
from ssnet_docs.model.errors import ErrorCollector
from ssnet_docs.model.layout import Theme
from ssnet_docs.validation import choice, report

Only = Literal["deck", "report"]
Strategy = Annotated[int, Field(ge=1, le=6)]
REASON = "修正理由，列入修正對照表的說明；舊版就有的理由屬於先前的修正，不再列"
Id = Annotated[str, Field(pattern=r"^[^\s/#|]+$", max_length=80)]


def _is_date(text: str) -> str:
    if text:
        OfficialDate.parse(text)
    return text


def _is_approved(given: ApprovedContent | None) -> ApprovedContent | None:
    if given is not None:
        OfficialDate.parse(given.date)
    return given


Approved = Annotated[ApprovedContent | None, AfterValidator(_is_approved)]


class _Own:
    """A block that a document's own key makes: `true` for the block as it is, or its fields; `false` for none."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        block = handler.generate_schema(registry()[self.kind])
        return core_schema.no_info_before_validator_function(_own_value, core_schema.nullable_schema(block))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "boolean"}, handler(schema)]}


def _own_value(value: Any) -> Any:
    return {True: {}, False: None}[value] if isinstance(value, bool) else value


class Presenter(Model):
    """報告人。"""

    organisation: str = Field(default="", description="機關")
    title: str = Field(default="", description="職稱")
    name: str = Field(default="", description="姓名")

    @property
    def shown(self) -> str:
        """機關、職稱與姓名，以全形空白隔開。"""
        return "　".join(part for part in (self.organisation, f"{self.title} {self.name}".strip()) if part)


class SlideContent(Model):
    """一張投影片；放不下時自動續到下一張。"""

    id: Id | None = Field(default=None, description="代號，用於比對版本；省略時取自標題")
    title: str = Field(description="標題", min_length=1)
    subtitle: str = Field(default="", description="副標題")
    layout: str | None = Field(default=None, description="版面名稱（見 ssnet layouts）；省略時依內容選用")
    strategy: Strategy | None = Field(default=None, description="策略 1 到 6，決定顏色；省略時同章節")
    source: str | None = Field(default=None, description="頁尾的資料來源；省略時由所用數值自動產生，空字串表示不顯示")
    only: Only | None = Field(default=None, description="只用於簡報 (deck) 或報告 (report)")
    blocks: tuple[AnyBlock, ...] = Field(default=(), description="內容區塊，由上而下")
    notes: str = Field(default="", description="備忘稿，可用 Markdown")
    reason: str = Field(default="", description=REASON)
    accept: Accepted = Field(default=(), description=ACCEPT)
    approved: Approved = Field(default=None, description=APPROVED)


class Section(Model):
    """章節。"""

    id: Id | None = Field(default=None, description="代號，用於比對版本；省略時取自標題")
    title: str = Field(description="章節標題，不含編號", min_length=1)
    short: str = Field(default="", description="簡稱，用於每頁上方；省略時用標題")
    strategy: Strategy | None = Field(default=None, description="策略 1 到 6，決定整章的顏色")
    divider: Annotated[Block | None, _Own("divider")] = Field(default=None, description="章節開頭的分隔頁")
    only: Only | None = Field(default=None, description="只用於簡報 (deck) 或報告 (report)")
    slides: tuple[SlideContent, ...] = Field(default=(), description="投影片")
    reason: str = Field(default="", description=REASON)
    accept: Accepted = Field(default=(), description=ACCEPT)
    approved: Approved = Field(default=None, description=APPROVED)


class Document(Model):
    """一份文件：簡報或報告。"""

    title: str = Field(description="文件標題", min_length=1)
    subtitle: str = Field(default="", description="副標題")
    theme: str = Field(default="base", description="佈景主題（見 ssnet list）")
    county: str = Field(default="", description="縣市代號，例如 taichung；縣市文件省略時同檔名")
    organisation: str = Field(default="", description="提出機關，顯示於頁尾")
    presenters: tuple[Presenter, ...] = Field(default=(), description="報告人，可有多位")
    date: Annotated[str, AfterValidator(_is_date)] = Field(default="", description="日期，例如 110-09-16")
    version: str = Field(default="", description="版本或場合，顯示於封面")
    data_date: Annotated[str, AfterValidator(_is_date)] = Field(
        default="", description="資料日期，顯示於報告封面，例如 114-12"
    )
    status: Literal["draft", "final"] = Field(default="final", description="draft 草案、final 定稿")
    numbering: Numbering = Field(default="壹", description="章節編號：壹、一、1 或 none")
    cover: Annotated[Block | None, _Own("cover")] = Field(default=None, description="封面")
    agenda: Annotated[Block | None, _Own("agenda")] = Field(default=None, description="大綱頁，由章節標題自動產生")
    closing: Annotated[Block | None, _Own("closing")] = Field(default=None, description="結語頁")
    sections: tuple[Section, ...] = Field(description="章節", max_length=99)
    reason: str = Field(default="", description=REASON)
    accept: Accepted = Field(default=(), description=ACCEPT)
    approved: Approved = Field(default=None, description=APPROVED)


_ADAPTER: TypeAdapter[Document] = TypeAdapter(Document)


def check(tree: Tree, errors: ErrorCollector) -> Document | None:
    """The tree as a typed document. What is wrong goes to `errors`, each fault at its place, and None comes back."""
    try:
        return _ADAPTER.validate_python(tree.data)
    except ValidationError as fault:
        report(fault, Document, tree.positions, errors, kinds=registry(), unknown=tree.unbound)
        return None


def check_layouts(document: Document, theme: Theme, tree: Tree, errors: ErrorCollector) -> None:
    """Report every slide that asks for a layout which the theme does not have, at the place that asks."""
    for number, section in enumerate(document.sections):
        for index, slide in enumerate(section.slides):
            if slide.layout is not None and slide.layout not in theme.layouts:
                place = tree.positions.source(("sections", number, "slides", index, "layout"))
                errors.add(place, f"沒有「{slide.layout}」這種版面", choice(slide.layout, theme.layouts))
