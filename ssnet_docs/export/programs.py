"""The programs that give documents other forms, and the fault where one is missing or fails."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from ssnet_docs.model.errors import ContentError


class ExportError(ContentError):
    """A document could not be given another form: what is wrong and what to do, in Chinese. It has no place."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(None, message, hint)

    def __reduce__(self) -> tuple[type[ExportError], tuple[object, ...]]:
        return type(self), (self.message, self.hint)


def program(names: Sequence[str], missing: str, hint: str) -> str:
    """The path of the first of `names` that is installed. Raises ExportError with `missing` and `hint`."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise ExportError(missing, hint)
