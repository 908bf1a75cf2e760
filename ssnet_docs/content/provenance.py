"""Where a slide's figures come from, in words: the source note at its foot and the list in its speaker notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ssnet_docs.content.numbering import OfficialDate
from ssnet_docs.datasets.agencies import report
from ssnet_docs.model.dataset import SourceRecord
from ssnet_docs.model.fact import DataStore, Fact
from ssnet_docs.model.origin import Origin
from ssnet_docs.model.text import Mark, Paragraph, paragraph

SOURCE_LABEL = "資料來源："
CORRECTION_LABEL = "註："
ORIGIN_LABEL = "數值出處："
ELSEWHERE = "（更正理由見備忘稿）"

LONGEST_NOTE = 90
"""Characters of corrections that the foot of a slide takes; more leave their reasons to the speaker notes."""

_KINDS = {"target": "目標", "estimate": "推估"}


def source_note(facts: Iterable[Fact], data: DataStore) -> str:
    """「資料來源：衛生福利部《…》；…（資料截至110年6月）」, or an empty text where no figure has a source.

    The as-of date is given where it is one for all figures and another than that of their source.
    """
    known = list(facts)
    sources = [data.source(id) for id in dict.fromkeys(source for fact in known for source in fact.sources)]
    if not sources:
        return ""
    dates = {fact.as_of for fact in known}
    as_of = dates.pop() if len(dates) == 1 else ""
    shown = f"（資料截至{_date(as_of)}）" if as_of and as_of not in {source.date for source in sources} else ""
    return SOURCE_LABEL + "；".join(_cited(source) for source in sources) + shown


def corrections(facts: Iterable[Fact], *, in_full: bool = False) -> str:
    """「註：…原簡報印為「…」，…」 for the figures that their source printed otherwise, or an empty text.

    Reasons are left out, with a pointer to the speaker notes, where they are too long for a foot, unless `in_full`.
    """
    wrong = list(_corrected(facts))
    if not wrong:
        return ""
    full = CORRECTION_LABEL + "；".join(dict.fromkeys(f"{_named(fact)}{_correction(fact)}" for fact in wrong)) + "。"
    if in_full or len(full) <= LONGEST_NOTE:
        return full
    short = dict.fromkeys(f"{_named(fact)}原簡報印為「{fact.printed}」" for fact in wrong)
    return CORRECTION_LABEL + "；".join(short) + ELSEWHERE


def origins(facts: Sequence[Fact], data: DataStore) -> tuple[Paragraph, ...]:
    """The list for the speaker notes: source by source, each figure with its row in `data/` and its correction."""
    by_source: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        by_source.setdefault(fact.sources, []).append(fact)
    return tuple(item for ids, group in by_source.items() for item in _group(ids, group, data))


def records(facts: Iterable[Fact], data: DataStore) -> tuple[Origin, ...]:
    """The facts as a written file tells of them."""
    return tuple(
        Origin(
            key=fact.key,
            name=fact.name,
            value=fact.shown,
            kind=fact.kind,
            period=fact.period or (f"{fact.year}年" if fact.year else ""),
            as_of=_date(fact.as_of),
            source="；".join(_cited(data.source(id)) for id in fact.sources),
            slide=fact.slide,
            row=f"{fact.row.file}:{fact.row.line}" if fact.row else "",
            printed=fact.printed if any(_corrected([fact])) else "",
            reason=fact.reason,
        )
        for fact in facts
    )


def _group(ids: tuple[str, ...], facts: Iterable[Fact], data: DataStore) -> Iterator[Paragraph]:
    cited = "；".join(_cited(data.source(id)) for id in ids)
    yield paragraph(ORIGIN_LABEL + (cited or "未註明"), "note", bold=True)
    for fact in facts:
        row = f"{fact.row.file} 第 {fact.row.line} 列" if fact.row else ""
        as_of = f"截至{_date(fact.as_of)}" if fact.as_of else ""
        correction = _correction(fact) if any(_corrected([fact])) else ""
        words = (f"依{fact.slide}", fact.note) if fact.source == report(fact.place) else ()  # an agency's own
        details = "；".join(part for part in (row, as_of, correction, *words) if part)
        yield paragraph(f"{_named(fact)}：{fact.shown}" + (f"（{details}）" if details else ""), "note", mark=Mark("•"))


def _corrected(facts: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact.printed and fact.printed != fact.shown)


def _correction(fact: Fact) -> str:
    because = fact.reason.rstrip("。") if fact.reason else f"應為{fact.shown}"
    return f"原簡報印為「{fact.printed}」，{because}"


def _named(fact: Fact) -> str:
    """The figure's name with its period and kind, where the name does not say them: 脆弱家庭服務涵蓋率109年."""
    period = fact.period or (f"{fact.year}年" if fact.year else "")
    kind = _KINDS.get(fact.kind, "")
    return fact.name + "".join(part for part in (period, kind) if part not in fact.name)


def _cited(source: SourceRecord) -> str:
    date = f"（{_date(source.date)}）" if source.date else ""
    return f"{source.organisation}《{source.title}》{date}"


def _date(text: str) -> str:
    """110年9月16日, 110年9月, 110年; anything else as it stands."""
    try:
        return OfficialDate.parse(text).shown.removeprefix("中華民國")
    except ValueError:
        return text
