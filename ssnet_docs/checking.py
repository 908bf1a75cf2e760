"""`ssnet check`: runs the checks over data and documents, applies what was accepted, and tells what was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from ssnet_docs.model.finding import SEVERITIES, SEVERITY_TITLES, Finding, Severity

if TYPE_CHECKING:
    from ssnet_docs.checks.parts.base import Family, Subject
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.model.nodes import DocumentNodes
    from ssnet_docs.project import Project

ACCEPTED = "accepted"
"""The table of findings that may stay: check, subject and reason."""

STALE = "stale-acceptance"
"""The check id of a finding about an acceptance that no longer applies."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to check: the documents (all where `entries` is None), one family or all, and the sources' own figures."""

    entries: tuple[Entry, ...] | None = None
    family: Family | None = None
    as_printed: bool = False


def check(project: Project, data: DataStore, choice: Choice) -> tuple[Finding, ...]:
    """All findings, accepted ones with their reason, by document and place.

    What the sources printed is history and cannot be accepted. Raises ContentErrors where a document cannot be read.
    """
    from ssnet_docs.checks.parts.base import Subject
    from ssnet_docs.checks.parts.printed import as_printed

    if choice.as_printed:
        ids = None if choice.entries is None else {entry.id for entry in choice.entries}
        found = run(as_printed(Subject(data)), choice.family)
        return _sorted(one for one in found if ids is None or one.document in ids)
    needs_documents = choice.entries is not None or choice.family != "figures"
    documents = tuple(_documents(project, data, choice)) if needs_documents else ()
    subject = Subject(data, documents)
    found = run(subject, choice.family)
    if choice.entries is None:
        return _sorted(accepted(found, subject, choice.family))
    used = _used(documents, data)
    ids = {document.id for document in documents}
    chosen = (one for one in accepted(found, subject, choice.family) if one.check != STALE)
    return _sorted(one for one in chosen if one.subject in used or one.document in ids)


def _documents(project: Project, data: DataStore, choice: Choice) -> Iterator[DocumentNodes]:
    from ssnet_docs import build
    from ssnet_docs.content import catalogue
    from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector

    errors = ErrorCollector()
    for entry in choice.entries if choice.entries is not None else catalogue.catalogue(project).values():
        medium = build.FORMATS[build.usual_format(entry.kind)].medium
        try:
            yield build.prepared(project, entry, data, medium)[0]
        except (ContentError, ContentErrors) as error:
            errors.extend(error)
    errors.close()


def _used(documents: Iterable[DocumentNodes], data: DataStore) -> set[str]:
    """The facts that the documents show, and their indicators."""
    from ssnet_docs.model.fact import UnknownFactError

    keys = {key for document in documents for origin in document.origins for key in origin.key.split("|")}
    used = set(keys)
    for key in keys:
        try:
            used.add(data.fact(key).indicator)
        except UnknownFactError:
            continue
    return used - {""}


def run(subject: Subject, family: Family | None = None) -> list[Finding]:
    """What the checks of a family, or all, find; nothing is accepted yet."""
    from ssnet_docs.checks import registry

    checks = [check for check in registry().values() if family is None or check.family == family]
    return [finding for check in checks for finding in check().run(subject)]


def accepted(found: Iterable[Finding], subject: Subject, family: Family | None = None) -> Iterator[Finding]:
    """The findings with the reasons of the accepted ones, and a finding for each acceptance that fits none of them."""
    from ssnet_docs.checks import registry

    rows = {(row["check"], row["subject"]): row for row in subject.rows(ACCEPTED)}
    fitting: set[tuple[str, str]] = set()
    for finding in found:
        row = rows.get((finding.check, finding.subject))
        if row is not None:
            fitting.add((finding.check, finding.subject))
            finding = replace(finding, accepted=row["reason"])  # noqa: PLW2901
        yield finding
    for (check_id, about), row in rows.items():
        known = registry().get(check_id)
        if (check_id, about) in fitting or (known is not None and family not in {None, known.family}):
            continue
        message = f"接受「{check_id}」「{about}」已無對應的檢查結果" if known else f"沒有檢查「{check_id}」"
        hint = "問題已不存在，請刪去這一列" if known else "可用的檢查見 docs/checks.md"
        yield Finding(check=STALE, severity="warning", subject=about, message=message, hint=hint, source=row.source)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    def order(finding: Finding) -> tuple[str, int, str, int, str]:
        file, line = (finding.source.file, finding.source.line) if finding.source else ("", 0)
        return finding.document, -SEVERITIES.index(finding.severity), file, line, finding.check

    return tuple(sorted(dict.fromkeys(found), key=order))


# --- telling -------------------------------------------------------------------------------------------------------


def report(found: Sequence[Finding], titles: dict[str, str]) -> Iterator[str]:
    """The lines for the terminal, grouped by document; `titles` are those of documents and sources by id."""
    for document in dict.fromkeys(finding.document for finding in found):
        title = titles.get(document, "")
        yield f"■ {document}　{title}".rstrip("　") if document else "■ 資料"
        for finding in found:
            if finding.document == document:
                yield from _lines(finding)
        yield ""
    yield summary(found)


def _lines(finding: Finding) -> Iterator[str]:
    where = "，".join(part for part in (str(finding.source) if finding.source else "", finding.place) if part)
    level = "已接受" if finding.accepted else SEVERITY_TITLES[finding.severity]
    yield f"  {level} [{finding.check}] {where}"
    yield f"    {finding.message}"
    if finding.accepted:
        yield f"    理由：{finding.accepted}"
    elif finding.hint:
        yield f"    改法：{finding.hint}"


def summary(found: Collection[Finding]) -> str:
    """How many findings there are, in one line."""
    counts = Counter(finding.severity for finding in found if not finding.accepted)
    parts = [f"{SEVERITY_TITLES[level]} {counts[level]} 項" for level in reversed(SEVERITIES) if counts[level]]
    kept = sum(1 for finding in found if finding.accepted)
    parts += [f"已接受 {kept} 項"] if kept else []
    return "、".join(parts) if parts else "沒有發現問題"


def as_json(found: Sequence[Finding]) -> str:
    """The findings for other programs: one object each, `source` as file, line and column."""
    rows = [asdict(finding) for finding in found]
    return json.dumps({"findings": rows}, ensure_ascii=False, indent=2) + "\n"


def failing(found: Iterable[Finding], level: Severity) -> bool:
    """Whether a finding that is not accepted reaches `level`."""
    return any(finding.reaches(level) for finding in found)


def titles(data: DataStore) -> dict[str, str]:
    """The titles of the sources by id, for `report`."""
    return {source.id: source.title for source in data.sources()}
