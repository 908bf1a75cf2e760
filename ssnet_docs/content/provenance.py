"""Where a slide's figures come from, in words: the source note at its foot and the list in its speaker notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ssnet_docs.model.dataset import SourceRecord
from ssnet_docs.model.fact import DataStore, Fact
from ssnet_docs.model.text import Mark, Paragraph, paragraph

SOURCE_LABEL = "資料來源："
CORRECTION_LABEL = "註："
ORIGIN_LABEL = "數值出處"

_KINDS = {"target": "目標", "estimate": "推估"}


def source_note(facts: Iterable[Fact], data: DataStore) -> str:
    """「資料來源：衛生福利部《…》；…（資料截至110年6月）」, or an empty text where no figure has a source.

    The as-of date is given where it is one for all figures that have one.
    """
    known = list(facts)
    ids = dict.fromkeys(source for fact in known for source in fact.sources)
    if not ids:
        return ""
    dates = dict.fromkeys(fact.as_of for fact in known if fact.as_of)
    as_of = f"（資料截至{next(iter(dates))}）" if len(dates) == 1 else ""
    return SOURCE_LABEL + "；".join(_cited(data.source(id)) for id in ids) + as_of


def corrections(facts: Iterable[Fact]) -> str:
    """「註：…原簡報印為「…」，…」 for the figures that their source printed otherwise, or an empty text."""
    wrong = (fact for fact in facts if fact.printed and fact.printed != fact.shown)
    texts = dict.fromkeys(f"{_named(fact)}原簡報印為「{fact.printed}」{_because(fact)}" for fact in wrong)
    return CORRECTION_LABEL + "；".join(texts) + "。" if texts else ""


def origins(facts: Sequence[Fact], data: DataStore) -> tuple[Paragraph, ...]:
    """The list for the speaker notes: each figure with its row in `data/` and its source."""
    if not facts:
        return ()
    head = paragraph(ORIGIN_LABEL, "note", bold=True)
    return (head, *(paragraph(_origin(fact, data), "note", mark=Mark("•")) for fact in facts))


def _origin(fact: Fact, data: DataStore) -> str:
    row = f"{fact.row.file} 第 {fact.row.line} 列" if fact.row else ""
    titles = [data.source(id).title for id in fact.sources]
    as_of = f"截至{fact.as_of}" if fact.as_of else ""
    details = "；".join(part for part in (row, *titles, as_of) if part)
    return f"{_named(fact)}：{fact.shown}" + (f"（{details}）" if details else "")


def _named(fact: Fact) -> str:
    """The figure's name with its period and kind: 脆弱家庭服務涵蓋率109年."""
    period = fact.period or (f"{fact.year}年" if fact.year else "")
    return f"{fact.name}{period if period not in fact.name else ''}{_KINDS.get(fact.kind, '')}"


def _because(fact: Fact) -> str:
    return f"，{fact.reason.rstrip('。')}" if fact.reason else f"，應為{fact.shown}"


def _cited(source: SourceRecord) -> str:
    date = f"（{source.date}）" if source.date else ""
    return f"{source.organisation}《{source.title}》{date}"
