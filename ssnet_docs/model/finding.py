"""What a check found: a slip in the data or in a document, with the numbers that show it."""

from __future__ import annotations

from typing import Literal, get_args

from ssnet_docs.model.errors import Source
from ssnet_docs.model.value import value

Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SEVERITY_TITLES: dict[Severity, str] = {"note": "提示", "warning": "警告", "error": "錯誤"}


@value(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of the check called `check`.

    `subject` names what was judged (the key of a fact, an indicator's id, document/slide), which an acceptance refers
    to; `source` is its place in the input, None where it has none. `document` is the id of the document, or of the
    source that printed a figure; `place` the slide or table in it. `accepted` is the reason why it may stay, else "".
    """

    check: str
    severity: Severity
    subject: str
    message: str
    hint: str = ""
    source: Source | None = None
    document: str = ""
    place: str = ""
    accepted: str = ""

    def reaches(self, level: Severity) -> bool:
        """Whether it is open and at least as severe as `level`."""
        return not self.accepted and SEVERITIES.index(self.severity) >= SEVERITIES.index(level)


@value(frozen=True, slots=True)
class Acceptance:
    """Findings of `check` that the content says may stay: those about what lies at or below `key`, or about `subject`.

    `key` is `document`, `document/section`, `document/section/slide` or `document/section/slide/block`.
    """

    check: str
    reason: str
    key: str
    subject: str = ""
    source: Source | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it is this finding that it accepts."""
        if finding.check != self.check:
            return False
        if self.subject:
            return finding.subject in {self.subject, f"{self.key}/{self.subject}"}
        rest = finding.subject.removeprefix(self.key)
        return finding.subject.startswith(self.key) and rest[:1] in {"", "/", "#"}
