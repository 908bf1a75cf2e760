"""Findings told: as lines for the terminal, and as JSON for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from ssnet_docs.model.fact import DataStore
from ssnet_docs.model.finding import SEVERITIES, SEVERITY_TITLES, Finding


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


def titles(data: DataStore) -> dict[str, str]:
    """The titles of the sources by id, for `report`."""
    return {source.id: source.title for source in data.sources()}
