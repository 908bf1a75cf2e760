"""Reads a form that was filled in: every fault at once, each at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ssnet_docs.datasets import workbook
from ssnet_docs.datasets.record import Record
from ssnet_docs.forms.layout import (
    COLUMNS,
    COUNTED,
    HEADER_ROW,
    KINDS,
    LARGEST,
    LONGEST_NOTE,
    LONGEST_SOURCE,
    MARK,
    MARK_SHEET,
    POSITION,
    SHEET,
    YEARS,
    indicators,
    source_text,
)
from ssnet_docs.model.county import County
from ssnet_docs.model.errors import ContentError, ErrorCollector, Source
from ssnet_docs.model.fact import DataStore, Fact, Indicator, UnknownFactError
from ssnet_docs.model.quantity import Quantity, QuantityError

MAXIMUM_BYTES = 8 * 1024 * 1024
MAXIMUM_LINES = 2_000

_INPUTS = ("value", "as_of", "source", "note")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_YEAR = re.compile(r"(\d{2,3})(?:\.0+)?年?")
_DATE = re.compile(r"(\d{2,4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|(\d{2,3})年?")
_FIRST_WESTERN = 1912
_ROC = 1911
_FORMULA_SIGNS = ("=", "+", "-", "@")
_NEW_FORM = "請以 ssnet template county 重新產生填報表，再填一次"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure that the form reports, and the one that is stored of the same indicator, year and kind."""

    indicator: Indicator
    year: int
    kind: str
    quantity: Quantity
    as_of: str
    source: str
    note: str
    stored: Fact | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in: what is new or changed, how many figures stand as they are, and what was emptied."""

    county: County
    changed: tuple[Reported, ...]
    unchanged: int
    emptied: tuple[Fact, ...]


def read(path: Path, data: DataStore, today: date) -> Filled:
    """The figures of a form. Raises ContentError or ContentErrors: what is wrong, by sheet and cell."""
    name = path.name
    try:
        size = path.stat().st_size
    except OSError:
        raise ContentError(None, f"找不到檔案「{path}」", "請確認檔名與資料夾") from None
    if path.suffix.lower() != ".xlsx":
        raise ContentError(Source(name), f"不能讀「{path.suffix or name}」檔", "請用 Excel 另存為 .xlsx")
    if size > MAXIMUM_BYTES:
        raise ContentError(Source(name), f"「{name}」超過 {MAXIMUM_BYTES // 2**20} MB", "填報表不會這麼大，請確認檔案")
    if not {SHEET, MARK_SHEET} <= set(workbook.sheets(path, name)):
        raise ContentError(
            Source(name), f"「{name}」不是 ssnet 產生的填報表", "請以 ssnet template county hualien 產生"
        )
    marks = [record.cells[0] for record in workbook.read(path, name, MARK_SHEET) if record.cells[0]]
    if len(marks) < 2 or marks[0] != MARK:
        raise ContentError(Source(name), "這份填報表的版本不同，或隱藏的代號被改過", _NEW_FORM)
    try:
        county = data.county(marks[1])
    except UnknownFactError as error:
        raise ContentError(Source(name), error.message, _NEW_FORM) from None
    records = workbook.read(path, name, SHEET)
    if len(records) > MAXIMUM_LINES:
        raise ContentError(Source(f"{name}#{SHEET}"), f"超過 {MAXIMUM_LINES:,} 列", "請刪去多餘的列")
    return _Reader(data, county, tuple(marks[2:]), today).filled(records, Source(f"{name}#{SHEET}"))


class _Reader:
    def __init__(self, data: DataStore, county: County, keys: tuple[str, ...], today: date) -> None:
        self.data, self.county, self.keys, self.today = data, county, keys, today
        self.by_name = {indicator.name: indicator for indicator, _ in indicators(data)}
        self.errors = ErrorCollector()
        self.reported: dict[tuple[str, int, str], Source] = {}
        self.emptied: list[Fact] = []
        self.unchanged = 0

    def filled(self, records: Sequence[Record], sheet: Source) -> Filled:
        self._header(records, sheet)
        lines = [_Line(record) for record in records if record.source.line > HEADER_ROW]
        self._keys(lines, sheet)
        changed = [one for line in lines for one in self._line(line)]
        self.errors.close()
        return Filled(self.county, tuple(changed), self.unchanged, tuple(self.emptied))

    def _header(self, records: Sequence[Record], sheet: Source) -> None:
        """Raises ContentErrors where columns were moved, renamed or removed: nothing below them can be trusted."""
        header = next((record for record in records if record.source.line == HEADER_ROW), None)
        cells = header.cells if header else ()
        for number, column in enumerate(COLUMNS):
            found = cells[number] if number < len(cells) else ""
            if found != column.title:
                at = Source(sheet.file, HEADER_ROW, number + 1)
                self.errors.add(
                    at, f"欄位標題應為「{column.title}」，不是「{found[:20]}」", "請不要移動、刪除或改名欄位"
                )
        self.errors.close()

    def _keys(self, lines: Sequence[_Line], sheet: Source) -> None:
        found: dict[str, _Line] = {}
        for line in lines:
            key = line.text("key")
            if key and key not in self.keys:
                self.errors.add(line.at("key"), f"隱藏的代號被改成「{key[:40]}」", _NEW_FORM)
            elif key and key in found:
                self.errors.add(
                    line.at("key"), f"和 {found[key].at('key')} 是同一列", "要填其他年度，請用最下面的空白列"
                )
            found.setdefault(key, line)
        missing = [key for key in self.keys if key not in found]
        if missing:
            named = "、".join(dict.fromkeys(self._name(key) for key in missing[:3]))
            more = "等" if len(missing) > 3 else ""
            self.errors.add(sheet, f"少了 {len(missing)} 列：{named}{more}", "沒有資料的列請留著，數值留空白即可")

    def _name(self, key: str) -> str:
        try:
            return self.data.indicator(key.partition("/")[0]).name
        except UnknownFactError:
            return key

    def _line(self, line: _Line) -> Iterator[Reported]:
        before = len(self.errors.errors)
        key = line.text("key")
        if key and key not in self.keys:
            return
        if not any(line.text(name) for name in _INPUTS):
            self.emptied += self._known(key)
            return
        indicator = self._indicator(line, key)
        year, kind = self._year(line), self._kind(line)
        quantity = self._value(line, indicator)
        as_of = self._as_of(line, year, kind) if line.text("value") else ""
        source = self._words(line, "source", LONGEST_SOURCE)
        note = self._words(line, "note", LONGEST_NOTE)
        if line.text("value") and not source:
            self.errors.add(line.at("source"), "有數值卻沒有出處", "請寫這個數字從哪裡來，例如 社會處業務統計")
        if len(self.errors.errors) > before or indicator is None or year is None or quantity is None:
            return
        told = self.reported.setdefault((indicator.id, year, kind), line.at("value"))
        if told != line.at("value"):
            self.errors.add(line.at("value"), f"同一個指標、年度與類別已經填在 {told}", "請只留一列，或改年度")
            return
        stored = self._stored(indicator, year, kind)
        if stored and self._same(stored, quantity, as_of, source, note):
            self.unchanged += 1
            return
        yield Reported(
            indicator=indicator,
            year=year,
            kind=kind,
            quantity=quantity,
            as_of=as_of,
            source=source,
            note=note,
            stored=stored,
        )

    def _known(self, key: str) -> Iterator[Fact]:
        """The stored figure that an emptied row was written with."""
        if key:
            id, year, kind = key.split("/")
            fact = self._stored(self.data.indicator(id), int(year), kind)
            if fact:
                yield fact

    def _stored(self, indicator: Indicator, year: int, kind: str) -> Fact | None:
        (fact,) = self.data.series(indicator.id, years=[year], place=self.county.slug, kind=kind)
        return fact

    def _same(self, stored: Fact, quantity: Quantity, as_of: str, source: str, note: str) -> bool:
        return (
            stored.quantity.same_value(quantity)
            and stored.as_of == as_of
            and _one_line(source_text(stored, self.data)) == source
            and _one_line(stored.note) == note
        )

    # --- cells ---------------------------------------------------------------------------------------------------

    def _indicator(self, line: _Line, key: str) -> Indicator | None:
        name = line.text("indicator")
        if key:
            try:
                indicator = self.data.indicator(key.partition("/")[0])
            except UnknownFactError as error:
                self.errors.add(line.at("key"), error.message, _NEW_FORM)
                return None
            if name != indicator.name:
                self.errors.add(line.at("indicator"), f"指標名稱被改成「{name[:40]}」", f"應為「{indicator.name}」")
            return indicator
        if name not in self.by_name:
            message = f"沒有指標「{name[:40]}」" if name else "沒有選擇指標"
            self.errors.add(line.at("indicator"), message, "請從清單選擇指標")
        return self.by_name.get(name)

    def _year(self, line: _Line) -> int | None:
        text = line.text("year")
        match = _YEAR.fullmatch(text)
        year = int(match[1]) if match else 0
        if not YEARS[0] <= year <= YEARS[1]:
            shown = f"「{text[:20]}」不是年度" if text else "沒有填年度"
            self.errors.add(line.at("year"), shown, f"請填民國年，{YEARS[0]} 到 {YEARS[1]}，例如 114")
            return None
        return year

    def _kind(self, line: _Line) -> str:
        text = line.text("kind")
        kind = next((kind for kind, title in KINDS.items() if title == text), "")
        if not kind:
            shown = f"「{text[:20]}」不是目標或實際" if text else "沒有填目標或實際"
            self.errors.add(line.at("kind"), shown, f"請從清單選擇：{'、'.join(KINDS.values())}")
        return kind

    def _value(self, line: _Line, indicator: Indicator | None) -> Quantity | None:
        text, at = line.text("value"), line.at("value")
        if not text:
            self.errors.add(at, "有日期、出處或備註，卻沒有數值", "沒有資料請把這一列淺黃色的格子都清空")
            return None
        unit = indicator.unit if indicator else ""
        if _NUMBER.fullmatch(text):
            number = Decimal(text.replace(",", ""))
            quantity = Quantity.of(number, unit) if number <= LARGEST else None
            if quantity is None:
                self.errors.add(at, f"數值 {text[:30]} 太大", "請確認單位")
                return None
        else:
            try:
                quantity = Quantity.parse(text)
            except QuantityError as fault:
                self.errors.add(at, fault.message, "請只填數字，例如 1234 或 82.3；單位不用寫")
                return None
        if not quantity.is_mark and indicator and quantity.unit != unit:
            message = f"單位不同：填的是「{quantity}」，這項指標的單位是「{unit}」"
            self.errors.add(at, message, "請只填數字，並確認儲存格不是百分比格式" if "%" in text else "請只填數字")
        elif unit in COUNTED and quantity.number is not None and quantity.number != int(quantity.number):
            self.errors.add(at, f"「{quantity}」應為整數", "請確認數字")
        return quantity

    def _as_of(self, line: _Line, year: int | None, kind: str) -> str:
        text, at = line.text("as_of"), line.at("as_of")
        if not text:
            self.errors.add(at, "有數值卻沒有資料截止日", "請填這個數字算到哪一天，例如 2025/12/31")
            return ""
        parts = _date_parts(text)
        if parts is None:
            self.errors.add(at, f"「{text[:30]}」不是日期", "寫法如 2025/12/31、114-12-31，或只知道年月時 114-12")
            return ""
        now = (self.today.year - _ROC, self.today.month, self.today.day)
        if parts > now[: len(parts)]:
            self.errors.add(at, f"資料截止日「{text[:30]}」在今天以後", "請確認年份")
        elif kind == "actual" and year is not None and parts[0] < year:
            self.errors.add(at, f"{year}年的實際值，資料截止日卻是{parts[0]}年", "請確認年度或日期")
        return "-".join(str(part) if number == 0 else f"{part:02}" for number, part in enumerate(parts))

    def _words(self, line: _Line, name: str, longest: int) -> str:
        text = _one_line(line.text(name))
        if len(text) > longest:
            self.errors.add(line.at(name), f"超過 {longest} 字", "請寫短一點")
        if text.startswith(_FORMULA_SIGNS):
            self.errors.add(line.at(name), f"文字不能以「{text[0]}」開頭", "開頭請改用文字，以免被試算表當成公式")
        return text


class _Line:
    """A row of the sheet by the names of its columns."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def text(self, name: str) -> str:
        number = POSITION[name]
        return self.record.cells[number] if number < len(self.record.cells) else ""

    def at(self, name: str) -> Source:
        return self.record.place(POSITION[name])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date_parts(text: str) -> tuple[int, ...] | None:
    """Year of the Republic, month and day as far as they are given; None for what is no date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    numbers = [int(part) for part in match.groups() if part]
    year = numbers[0] - _ROC if numbers[0] >= _FIRST_WESTERN else numbers[0]
    month, day = (*numbers[1:], 1, 1)[:2]
    try:
        date(year + _ROC, month, day)
    except ValueError:
        return None
    return (year, *numbers[1:])
