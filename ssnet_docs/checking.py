"""`ssnet check`: runs the checks over data and documents, applies what was accepted, and tells what was found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssnet_docs.model.finding import SEVERITIES, Acceptance, Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from ssnet_docs.checks.parts.base import Family, Subject
    from ssnet_docs.checks.parts.made import Made
    from ssnet_docs.content.catalogue import Entry
    from ssnet_docs.model.errors import ContentError, ContentErrors
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


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: its nodes, what the checks that need no other document found in it, or why it cannot be read."""

    nodes: DocumentNodes | None = None
    findings: tuple[Finding, ...] = ()
    error: ContentError | ContentErrors | None = None


Judges = Callable[["Sequence[Entry]", "frozenset[Family]", bool], "Iterable[Judged]"]
"""Judges documents by some families of checks, those that take long too or not; the order is kept."""


def check(project: Project, data: DataStore, choice: Choice, judges: Judges | None = None) -> tuple[Finding, ...]:
    """All findings, accepted ones with their reason, by document and place.

    What the sources printed is history and cannot be accepted. `judges` may work on several documents at the same time.
    Raises ContentErrors where a document cannot be read or composed, or a file is none of Office's.
    """
    from ssnet_docs.checks.parts.base import Subject
    from ssnet_docs.checks.parts.printed import as_printed
    from ssnet_docs.content import catalogue

    if choice.as_printed:
        ids = None if choice.entries is None else {entry.id for entry in choice.entries}
        found = run(as_printed(Subject(data)), choice.families & {"figures", "content"})
        return _sorted(one for one in found if ids is None or one.document in ids)
    entries = choice.entries if choice.entries is not None else tuple(catalogue.catalogue(project).values())
    files = _files(project, choice.files)
    own = choice.families - {"figures", "rendered"}
    drawn: list[Made] = []
    if "rendered" in choice.families:
        judged, drawn = _drawn(project, entries, data, own, choice.thorough)
    else:
        judged = list((judges or _one_by_one(project, data))(entries, own, choice.thorough))
    documents = _nodes(judged)
    every = Subject(data, documents, made=(*drawn, *files))
    found = [one for document in judged for one in document.findings]
    found += run(every, choice.families & {"figures"}, thorough=choice.thorough)
    if files:
        found += run(Subject(data, made=files), choice.families - {"figures", "rendered"})
    if "rendered" in choice.families:
        from ssnet_docs.checks.parts.drawing import draw

        draw(every.made)
        found += run(every, {"rendered"})
    if choice.entries is None:
        return _sorted(accepted(found, every, choice.families, thorough=choice.thorough))
    used = _used(documents, data)
    ids = {one.id for one in documents} | {one.id for one in files}
    kept = (
        one
        for one in accepted(found, every, choice.families, thorough=choice.thorough)
        if one.check != STALE or one.document in ids
    )
    return _sorted(one for one in kept if one.subject in used or one.document in ids)


def judge(project: Project, entry: Entry, data: DataStore, families: frozenset[Family], thorough: bool) -> Judged:
    """What some families find in a document by itself; a fault in its content comes back with the result."""
    judged, _ = _judged(project, entry, data, families, thorough)
    return judged


def _one_by_one(project: Project, data: DataStore) -> Judges:
    return lambda entries, families, thorough: (judge(project, entry, data, families, thorough) for entry in entries)


def _judged(
    project: Project,
    entry: Entry,
    data: DataStore,
    families: frozenset[Family],
    thorough: bool,
    paginated: bool = False,
) -> tuple[Judged, Made | None]:
    """The result and the document itself, composed where a family needs it."""
    from ssnet_docs import build
    from ssnet_docs.checks.parts.base import Subject
    from ssnet_docs.model.errors import ContentError, ContentErrors

    form = build.usual_format(entry.kind)
    try:
        nodes, theme = build.prepared(project, entry, data, build.FORMATS[form].medium)
        made = _made(project, nodes, theme, form, paginated)
        if paginated or families - {"content"}:
            _ = made.composed
    except (ContentError, ContentErrors) as error:
        return Judged(error=error), None
    return Judged(nodes, tuple(run(Subject(data, (nodes,), made=(made,)), families, thorough=thorough))), made


def _drawn(
    project: Project, entries: Iterable[Entry], data: DataStore, families: frozenset[Family], thorough: bool
) -> tuple[list[Judged], list[Made]]:
    """The documents judged, and themselves, since they are drawn all together."""
    pairs = [_judged(project, entry, data, families, thorough, paginated=True) for entry in entries]
    return [judged for judged, _ in pairs], [made for _, made in pairs if made is not None]


def _nodes(judged: Iterable[Judged]) -> tuple[DocumentNodes, ...]:
    """The documents; the faults of all are raised together."""
    from ssnet_docs.model.errors import ErrorCollector

    errors = ErrorCollector()
    for one in judged:
        if one.error is not None:
            errors.extend(one.error)
    errors.close()
    return tuple(one.nodes for one in judged if one.nodes is not None)


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


def accepted(
    found: Iterable[Finding], subject: Subject, families: Collection[Family], *, thorough: bool = True
) -> Iterator[Finding]:
    """The findings with the reasons of the accepted ones, and a finding for each acceptance that fits none of them.

    Acceptances of checks that did not run, by their family or since they take long, are not judged.
    """
    given = tuple(_acceptances(subject))
    fitting: set[Acceptance] = set()
    for finding in found:
        covering = [one for one in given if one.covers(finding)]
        fitting.update(covering)
        yield replace(finding, accepted=covering[0].reason) if covering else finding
    for one in given:
        if one not in fitting:
            yield from _stale(one, families, thorough)


def _acceptances(subject: Subject) -> Iterator[Acceptance]:
    """Those of the data, about one subject each, and those of the documents."""
    for row in subject.rows(ACCEPTED):
        yield Acceptance(row["check"], row["reason"], "", row["subject"], row.source)
    for document in subject.documents:
        yield from document.acceptances


def _stale(one: Acceptance, families: Collection[Family], thorough: bool) -> Iterator[Finding]:
    from ssnet_docs.checks import registry

    known = registry().get(one.check)
    if known is not None and (known.family not in families or (known.thorough and not thorough)):
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


def failing(found: Iterable[Finding], level: Severity) -> bool:
    """Whether a finding that is not accepted reaches `level`."""
    return any(finding.reaches(level) for finding in found)
