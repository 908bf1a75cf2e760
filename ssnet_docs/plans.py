"""Annual plans: the one of a year, what a year still lacks, and the frame of a new one copied from another year's.

A copy moves on by as many years only what stays true then: an expression whose figures the data already hold for the
new year, with the years that are typed beside it. Whatever else names a year stays as it is under a comment that
asks for new words, so that figures and words never disagree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ssnet_docs.content import catalogue
from ssnet_docs.content.catalogue import Entry
from ssnet_docs.model.errors import ContentError
from ssnet_docs.model.fact import NATION, DataStore, Fact
from ssnet_docs.project import Project

MARK = "# 待改"
FOLDER = "content/plans"

_YEAR = re.compile(r"1\d\d")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_SCALAR = re.compile(r"[|>][+-]?\d?$")  # a block scalar begins at the end of a line
_TITLE = re.compile(r"( {4}| {8})title: (.+)")  # of a section and of a slide
_SECTION = 4  # spaces before a section's title
_OUTCOMES = frozenset({"actual", "rate"})  # known of the year before the plan's
_KINDS = {
    "target": "目標值",
    "actual": "實際值",
    "rate": "進用率",
    "current": "經常門",
    "capital": "資本門",
    "total": "經費合計",
}


@dataclass(frozen=True, slots=True)
class Copied:
    """A new plan: its file, and how many places in it are marked for new words."""

    path: Path
    marks: int


def plan(project: Project, year: str, data: DataStore) -> Entry:
    """The plan of a year (115). Raises ContentError that says what content and which figures are missing."""
    number = _year(year)
    known = _plans(project)
    if number in known:
        return known[number]
    have = "、".join(f"{one}年度" for one in known) or "（無）"
    if not known:
        raise ContentError(None, f"還沒有{number}年度的計畫書", f"請在 {FOLDER}/ 新增 plan-{number}.yaml")
    source = max((one for one in known if one < number), default=min(known))
    lacking = "；".join(missing(data, number, source))
    message = f"還沒有{number}年度的計畫書：缺少內容 {FOLDER}/plan-{number}.yaml"
    if lacking:
        message += f"；缺少資料 {lacking}"
    hint = f"執行 ssnet new plan {number} --from {source}，以{source}年度為範本建立。已有的計畫書：{have}"
    raise ContentError(None, message, hint)


def missing(data: DataStore, year: int, source: int) -> Iterator[str]:
    """Which figures of the nation a plan of `year` lacks that the year `source` has: a text for each file.

    Targets and money are of the plan's own year, actual values and rates of the year before.
    """
    files: dict[str, Counter[str]] = {}
    have = {(fact.indicator, fact.when, fact.kind) for fact in data.facts()}
    for fact in data.facts():
        outcome = fact.kind in _OUTCOMES
        wanted = year - 1 if outcome else year
        current = fact.when == str(source - 1 if outcome else source) and fact.kind in _KINDS and fact.place == NATION
        if fact.indicator and current and (fact.indicator, str(wanted), fact.kind) not in have:
            file = fact.row.file if fact.row else "data"
            files.setdefault(file, Counter())[f"{wanted}年{_KINDS[fact.kind]}"] += 1
    for file, counts in files.items():
        yield f"{file}（{'、'.join(f'{what}{count}項' for what, count in counts.items())}）"


def copy(project: Project, year: str, source: str | None, data: DataStore) -> Copied:
    """Write the plan of `year` as a copy of that of `source` (the year before, where it is None).

    Raises ContentError where there is one already, or none to copy.
    """
    from ssnet_docs.files import atomic_write

    new = _year(year)
    old = _year(source) if source is not None else new - 1
    known = _plans(project)
    path = project.root / FOLDER / f"plan-{new}.yaml"
    if new in known or path.exists():
        message = f"{FOLDER}/plan-{new}.yaml 已經有了，不會覆蓋"
        raise ContentError(None, message, "要重新建立，請先將它改名或刪除")
    if old not in known:
        have = "、".join(str(one) for one in known) or "（無）"
        raise ContentError(None, f"沒有{old}年度的計畫書可以當範本", f"--from 可用：{have}")
    lines = (project.root / known[old].path).read_text(encoding="utf-8").splitlines()
    body = list(_Advance(old, new, data).lines(lines))
    places = _marked(body)
    head = [f"# {new}年度計畫書，由{old}年度複製。標有「{MARK.removeprefix('# ')}」的地方，請改寫後刪去該行註解。"]
    head += [f"# 還沒有的資料：{line}" for line in missing(data, new, old)]
    head += [f"# 要改寫的地方：{place}（{count}處）" for place, count in places.items()]
    atomic_write(path, ("\n".join([*head, "", *body]) + "\n").encode())
    return Copied(path, places.total())


def _marked(lines: list[str]) -> Counter[str]:
    """How many marks there are below each title of a section or slide."""
    places: Counter[str] = Counter()
    section = slide = ""
    for line in lines:
        title = _TITLE.match(line)
        if title and len(title[1]) == _SECTION:
            section, slide = title[2], ""
        elif title:
            slide = title[2]
        elif line.lstrip().startswith(MARK):
            places["／".join(part for part in (section, slide) if part) or "文件開頭"] += 1
    return places


def _plans(project: Project) -> dict[int, Entry]:
    """The plans by year, the first year first."""
    entries = (entry for entry in catalogue.catalogue(project).values() if entry.kind == "plan")
    numbered = {entry.id.removeprefix("plan-"): entry for entry in entries}
    return {int(year): numbered[year] for year in sorted(numbered) if year.isdigit()}


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text.strip()):
        raise ContentError(None, f"「{text}」不是計畫年度", "年度是三位數的民國年，例如 make plan YEAR=115")
    return int(text)


class _Advance:
    """Moves the lines of a plan on from one year to another, statement by statement."""

    def __init__(self, old: int, new: int, data: DataStore) -> None:
        self.old, self.new, self.data = old, new, data
        self.years = {str(old): str(new), str(old - 1): str(new - 1)}
        self.words = re.compile(rf"(?<!\d)({old}|{old - 1})(?!\d)")
        self._render: Callable[[str], str] | None = None

    def lines(self, lines: list[str]) -> Iterator[str]:
        """The new lines: comments of the old file's head are dropped, its title is that of the new year."""
        started = False
        for statement in _statements(lines):
            first = statement[0]
            if not started and (not first.strip() or first.startswith("#")):
                continue
            started = True
            if first.startswith("title:"):
                yield from (self._moved(line) for line in statement)
            else:
                yield from self._statement(statement)

    def _statement(self, statement: list[str]) -> Iterator[str]:
        text = "\n".join(statement)
        comment = text.lstrip().startswith("#")
        if comment or not self.words.search(text):
            yield from statement
            return
        indent = " " * (len(statement[0]) - len(statement[0].lstrip()))
        moved = [self._moved(line) for line in statement]
        expressions = _EXPRESSION.findall("\n".join(moved))
        dated = any(self.words.search(one) for one in _EXPRESSION.findall(text))
        if dated and all(self._known(one) for one in expressions):
            if self.words.search(_EXPRESSION.sub("", text)):
                yield f"{indent}{MARK}：數字與年度已改為{self.new}年，請核對文字"
            yield from moved
        else:
            why = f"{self.new}年的數字還沒有，仍為{self.old}年" if dated else f"仍為{self.old}年的內容"
            yield f"{indent}{MARK}：{why}"
            yield from statement

    def _moved(self, text: str) -> str:
        return self.words.sub(lambda found: self.years[found[0]], text)

    def _known(self, expression: str) -> bool:
        """Whether the data hold every figure of an expression."""
        from jinja2 import TemplateError

        from ssnet_docs.content.expressions import ExpressionError
        from ssnet_docs.model.errors import SsnetError

        if self._render is None:
            self._render = _renderer(self.data)
        try:
            self._render(expression)
        except (SsnetError, ExpressionError, TemplateError, ValueError):
            return False
        return True


def _renderer(data: DataStore) -> Callable[[str], str]:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    from ssnet_docs.content.expressions import FILTERS, functions

    environment = SandboxedEnvironment(undefined=StrictUndefined)
    names: Mapping[str, Callable[..., Fact]] = functions(data)
    environment.filters.update(FILTERS)
    return lambda expression: environment.from_string(expression).render(names)


def _statements(lines: list[str]) -> Iterator[list[str]]:
    """A line each; a block scalar (`text: |`) belongs to the line that begins it."""
    position = 0
    while position < len(lines):
        first = lines[position]
        end = position + 1
        if _SCALAR.search(first.rstrip()) and not first.lstrip().startswith("#"):
            depth = len(first) - len(first.lstrip())
            while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > depth):
                end += 1
            while not lines[end - 1].strip():
                end -= 1
        yield lines[position:end]
        position = end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
