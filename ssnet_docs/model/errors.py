"""Errors that a user can cause, each with its place and a hint."""

from __future__ import annotations

from collections.abc import Iterable

from ssnet_docs.model.value import value


@value(frozen=True, slots=True, order=True)
class Source:
    """A place in an input file: path relative to the project, line and column counted from 1.

    For a spreadsheet `file` is `path#sheet`, `line` the row and `column` the column number.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """file:line:column, or 「file 工作表「sheet」C12」 as Excel names the cell."""
        book, _, sheet = self.file.rpartition("#")
        if book.endswith(".xlsx"):
            return f"{book} 工作表「{sheet}」{_letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}:{self.column}"


def _letters(column: int) -> str:
    """A column as Excel names it: C, AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class SsnetError(Exception):
    """Base of all errors that are shown to the user without a traceback."""


class ContentError(SsnetError):
    """One fault in one place: what is wrong (`message`) and what to do (`hint`), both in Traditional Chinese."""

    def __init__(self, source: Source | None, message: str, hint: str | None = None) -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.source = source
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[ContentError], tuple[object, ...]]:
        """How it travels from one process to another."""
        return type(self), (self.source, self.message, self.hint)


class ContentErrors(SsnetError):
    """All faults found in one go, in the order of their places; a fault of a shared part is told once."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        different = {(error.source, error.message): error for error in errors}
        self.errors = tuple(sorted(different.values(), key=lambda error: error.source or Source("")))
        super().__init__("\n".join(str(error) for error in self.errors))

    def __reduce__(self) -> tuple[type[ContentErrors], tuple[object, ...]]:
        """How they travel from one process to another."""
        return type(self), (self.errors,)


class ErrorCollector:
    """Collects faults so that a file's are all reported at once; `close` raises them if there are any."""

    def __init__(self) -> None:
        self.errors: list[ContentError] = []

    def add(self, source: Source | None, message: str, hint: str | None = None) -> None:
        self.errors.append(ContentError(source, message, hint))

    def extend(self, error: ContentError | ContentErrors) -> None:
        self.errors.extend(error.errors if isinstance(error, ContentErrors) else [error])

    def close(self) -> None:
        if self.errors:
            raise ContentErrors(self.errors)
