"""What the sources printed otherwise, as one table: `corrections`.

Every figure and strategy that was set right, and every name, definition or formula that a source prints in another
way, has a row, so that an erratum is listed as soon as it stands in the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ssnet_docs.model.dataset import ColumnInfo, SourceRecord, TableData, TableRow
from ssnet_docs.model.errors import Source
from ssnet_docs.model.fact import Fact, Indicator

NAME = "corrections"
TITLE = "數據勘誤與用語對照"

_COLUMNS = (
    ("kind", "性質"),
    ("source", "來源代號"),
    ("document", "來源"),
    ("slide", "來源頁次"),
    ("programme", "計畫"),
    ("group", "類別"),
    ("subject", "項目"),
    ("printed", "原件印出"),
    ("adopted", "採用"),
    ("reason", "理由"),
)
_FIELDS = {"name": "名稱", "short": "簡稱", "definition": "定義", "formula": "算式", "period": "期間"}
_NUMERALS = "零一二三四五六七八九"
_KINDS = {"target": "目標值", "estimate": "推估值", "rate": "比率", "actual": "實際值"}


def table(
    facts: Iterable[Fact],
    indicators: Mapping[str, Indicator],
    sources: Iterable[SourceRecord],
    tables: Mapping[str, TableData],
) -> TableData:
    """The table; `kind` is 更正 for what was wrong, 用語 for another wording."""
    rows = _Rows(indicators, {source.id: source.title for source in sources}, list(facts))
    found = [*rows.figures(), *rows.printed(tables)]
    return TableData(NAME, TITLE, "data", tuple(ColumnInfo(name, title) for name, title in _COLUMNS), tuple(found))


class _Rows:
    def __init__(self, indicators: Mapping[str, Indicator], titles: Mapping[str, str], facts: list[Fact]) -> None:
        self.indicators = indicators
        self.titles = titles
        self.facts = facts

    def figures(self) -> Iterator[TableRow]:
        """Figures that were set right."""
        for fact in self.facts:
            if fact.printed and fact.printed != fact.shown:
                cells = {"printed": fact.printed, "adopted": fact.shown, "reason": fact.reason, "slide": fact.slide}
                where = self._indicator(fact.indicator)
                yield self._row("更正", fact.source, _named(fact), cells | where, fact.row, fact.key)

    def printed(self, tables: Mapping[str, TableData]) -> Iterator[TableRow]:
        """Strategies that were set right, and the other wordings of `as-printed`."""
        strategies = tables["strategies"].rows if "strategies" in tables else ()
        for row in strategies:
            if row.get("printed", ""):
                cells = {"printed": row["printed"], "adopted": row["name"], "reason": row["reason"]}
                cells["programme"] = row["programme"]
                yield self._row("更正", row["source"], f"策略{_NUMERALS[int(row['number'])]}名稱", cells, row.source)
        listed = {(row["programme"], row["number"]) for row in strategies if row.get("printed", "")}
        for row in tables["as-printed"].rows if "as-printed" in tables else ():
            subject, field = row["subject"], row["field"]
            if field not in _FIELDS or (tuple(subject.split("/")[1:]) in listed and subject.startswith("strategy/")):
                continue  # a misplaced cell or a slip in running text has no wording that is adopted instead
            indicator = self.indicators.get(subject)
            cells = {"printed": row["printed"], "adopted": _adopted(indicator, field), "reason": row["note"]}
            kind = "更正" if field in {"formula", "period"} else "用語"
            name = f"{indicator.name if indicator else self._subject(subject)}（{_FIELDS[field]}）"
            yield self._row(kind, row["source"], name, cells | self._indicator(subject), row.source)

    def _subject(self, subject: str) -> str:
        return next((_named(fact) for fact in self.facts if fact.key == subject), subject)

    def _indicator(self, id: str) -> dict[str, str]:
        indicator = self.indicators.get(id)
        return {"programme": indicator.programme, "group": indicator.group} if indicator else {}

    def _row(
        self, kind: str, source: str, subject: str, cells: Mapping[str, str], at: Source | None, fact: str = ""
    ) -> TableRow:
        """A row; the cell of the adopted value shows the fact, if it is one."""
        known = {"kind": kind, "source": source, "document": self.titles.get(source, source), "subject": subject}
        complete = {name: "" for name, _ in _COLUMNS} | dict(cells) | known
        return TableRow(complete, at or Source("data"), {"adopted": fact} if fact else {})


def _named(fact: Fact) -> str:
    when = fact.period or (f"{fact.year}年" if fact.year else "")
    kind = _KINDS.get(fact.kind, "")
    return f"{fact.name}（{when}{kind}）" if fact.indicator else fact.name


def _adopted(indicator: Indicator | None, field: str) -> str:
    if indicator is None:
        return ""
    match field:
        case "name" | "short":
            return indicator.name
        case "formula" if indicator.numerator:
            return f"({indicator.numerator}) ÷ ({indicator.denominator}) × {indicator.multiplier or '100%'}"
        case _:
            return indicator.definition
