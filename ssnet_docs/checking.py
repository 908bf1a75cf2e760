"""`ssnet check`: runs the checks over data and documents, applies what was accepted, and tells what was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from ssnet_docs.model.finding import SEVERITIES, SEVERITY_TITLES, Acceptance, Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from ssnet_docs.checks.parts.base import Family, Subject
    from ssnet_docs.checks.parts.made import Made
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.fact import DataStore
    from ssnet_docs.model.layout import Theme
    from ssnet_docs.model.nodes import DocumentNodes
    from ssnet_docs.project import Project

ACCEPTED = "accepted"
"""The table of findings that may stay: check, subject and reason."""

STALE = "stale-acceptance"
"""The check id of a finding about an acceptance that no longer applies."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to check: the documents (all where `entries` is None), files, one family or all.

    `as_printed` judges the sources' own figures, `rendered` has LibreOffice draw what is checked.
    """

    entries: tuple[Entry, ...] | None = None
    family: Family | None = None
    as_printed: bool = False
    files: tuple[Path, ...] = ()
    rendered: bool = False

    @property
    def families(self) -> frozenset[Family]:
        """The families that run: of files alone those that need no content, and no drawing unasked."""
        from ssnet_docs.checks.parts.base import FAMILIES, OF_FILES

        every = FAMILIES if self.entries is None or self.entries else tuple(OF_FILES)
        chosen = every if self.family is None else (self.family,)
        return frozenset(family for family in chosen if family != "rendered" or self.rendered)

    @property
    def thorough(self) -> bool:
        """Whether checks that take long run too."""
        return bool(self.files) or self.rendered or self.family is not None


def check(project: Project, data: DataStore, choice: Choice) -> tuple[Finding, ...]:
    """All findings, accepted ones with their reason, by document and place.

    What the sources printed is history and cannot be accepted. Raises ContentErrors where a document cannot be read or
    composed, or a file is none of Office's.
    """
    from ssnet_docs.checks.parts.base import Subject
    from ssnet_docs.checks.parts.printed import as_printed

    if choice.as_printed:
        ids = None if choice.entries is None else {entry.id for entry in choice.entries}
        found = run(as_printed(Subject(data)), choice.families & {"figures", "content"})
        return _sorted(one for one in found if ids is None or one.document in ids)
    pairs = tuple(_documents(project, data, choice))
    documents = tuple(nodes for nodes, _ in pairs)
    made = (*(one for _, one in pairs), *_files(project, choice.files))
    if "rendered" in choice.families:
        from ssnet_docs.checks.parts.drawing import draw

        draw(made)
    subject = Subject(data, documents, made=made)
    found = run(subject, choice.families, thorough=choice.thorough)
    if choice.entries is None:
        return _sorted(accepted(found, subject, choice.families))
    used = _used(documents, data)
    ids = {one.id for one in made}
    kept = (one for one in accepted(found, subject, choice.families) if one.check != STALE or one.document in ids)
    return _sorted(one for one in kept if one.subject in used or one.document in ids)


def _documents(project: Project, data: DataStore, choice: Choice) -> Iterator[tuple[DocumentNodes, Made]]:
    """The chosen documents as nodes and, where a family needs it, composed: the faults of all are raised together."""
    from ssnet_docs import build
    from ssnet_docs.content import catalogue
    from ssnet_docs.model.errors import ContentError, ContentErrors, ErrorCollector

    errors = ErrorCollector()
    for entry in choice.entries if choice.entries is not None else catalogue.catalogue(project).values():
        form = build.usual_format(entry.kind)
        try:
            nodes, theme = build.prepared(project, entry, data, build.FORMATS[form].medium)
            made = _made(project, nodes, theme, form, choice.rendered)
            if choice.families - {"figures", "content"}:
                _ = made.composed
            yield nodes, made
        except (ContentError, ContentErrors) as error:
            errors.extend(error)
    errors.close()


def _made(project: Project, nodes: DocumentNodes, theme: Theme, form: str, paginated: bool) -> Made:
    """The document as it is handed out; the page numbers of a report's lists take an office program."""
    from ssnet_docs import build
    from ssnet_docs.checks.parts.made import Made

    format_ = build.FORMATS[form]
    return Made(
        nodes.id,
        f".{form}",
        project,
        write=lambda composed: format_.write(composed, theme, project, paginated, None).data,
        compose=lambda: format_.compose(nodes, theme, project),
        theme=theme,
    )


def _files(project: Project, paths: Iterable[Path]) -> tuple[Made, ...]:
    """Files that somebody gives; those that are none of Office's are all raised together."""
    from ssnet_docs.checks.parts.made import Made
    from ssnet_docs.model.errors import ContentError, ErrorCollector, Source

    errors = ErrorCollector()
    found = []
    for path in dict.fromkeys(paths):
        try:
            found.append(Made(path.as_posix(), path.suffix.lower(), project, write=_reading(path)))
            _ = found[-1].written
        except ContentError as error:
            errors.extend(error)
        except OSError as error:
            errors.add(Source(path.as_posix()), f"無法讀取（{error.strerror}）", "請確認檔名與權限")
    errors.close()
    return tuple(found)


def _reading(path: Path) -> Callable[[object], bytes]:
    return lambda _: path.read_bytes()


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


def run(subject: Subject, families: Collection[Family], *, thorough: bool = True) -> list[Finding]:
    """What the checks of some families find, those that take long only if `thorough`; nothing is accepted yet."""
    from ssnet_docs.checks import registry

    checks = [check for check in registry().values() if check.family in families and (thorough or not check.thorough)]
    return [finding for check in checks for finding in check().run(subject)]


def accepted(found: Iterable[Finding], subject: Subject, families: Collection[Family]) -> Iterator[Finding]:
    """The findings with the reasons of the accepted ones, and a finding for each acceptance that fits none of them.

    Acceptances of checks whose family did not run are not judged.
    """
    given = tuple(_acceptances(subject))
    fitting: set[Acceptance] = set()
    for finding in found:
        covering = [one for one in given if one.covers(finding)]
        fitting.update(covering)
        yield replace(finding, accepted=covering[0].reason) if covering else finding
    for one in given:
        if one not in fitting:
            yield from _stale(one, families)


def _acceptances(subject: Subject) -> Iterator[Acceptance]:
    """Those of the data, about one subject each, and those of the documents."""
    for row in subject.rows(ACCEPTED):
        yield Acceptance(row["check"], row["reason"], "", row["subject"], row.source)
    for document in subject.documents:
        yield from document.acceptances


def _stale(one: Acceptance, families: Collection[Family]) -> Iterator[Finding]:
    from ssnet_docs.checks import registry

    known = registry().get(one.check)
    if known is not None and known.family not in families:
        return
    about = one.subject or one.key
    message = f"接受「{one.check}」「{about}」已無對應的檢查結果" if known else f"沒有檢查「{one.check}」"
    hint = f"問題已不存在，請刪去這一{'項' if one.key else '列'}" if known else "可用的檢查見 docs/checks.md"
    yield Finding(
        check=STALE,
        severity="warning",
        subject=about,
        message=message,
        hint=hint,
        source=one.source,
        document=one.key.partition("/")[0],
    )


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
