"""The project folder: where content, data and layouts are found, and the border that no input path may cross."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from ssnet_docs.model.errors import ContentError, Source, SsnetError

MAXIMUM_TEXT_BYTES = 8 * 1024 * 1024
_LONG_NAME = 80  # characters of a path that a message quotes


class ProjectNotFoundError(SsnetError):
    """No folder at or above the starting place holds a project."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `content/`, `data/` and `layouts/`."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The project at or above `start` (the working directory by default), else the one this package stands in.

        Raises ProjectNotFoundError where there is none.
        """
        here = (start or Path.cwd()).resolve()
        package = Path(__file__).resolve().parent.parent
        for folder in (here, *here.parents, package):
            if (folder / "content").is_dir() and (folder / "data").is_dir():
                return cls(folder)
        raise ProjectNotFoundError(f"在 {here} 及其上層找不到專案資料夾（須有 content/ 與 data/）")

    def relative(self, path: Path) -> str:
        """`path` as messages show it: relative to the project, with forward slashes."""
        try:
            return path.resolve().relative_to(_resolved(self.root)).as_posix()
        except ValueError:
            return path.as_posix()

    def inside(self, path: str, source: Source | None = None) -> Path:
        """The file that an input names by a path relative to the project.

        Raises ContentError where the path is absolute, leads out of the project (also through a link) or names no file.
        """
        try:
            resolved = (self.root / path).resolve()
            found = resolved.is_file()
        except (OSError, ValueError):  # too long for the file system, or with a character that no name may have
            raise ContentError(
                source, f"「{path[:_LONG_NAME]}」不能當檔案路徑", "請改用較短、沒有特殊字元的檔名"
            ) from None
        if Path(path).is_absolute() or not resolved.is_relative_to(_resolved(self.root)):
            raise ContentError(source, f"「{path}」在專案資料夾之外", "請把檔案放進專案資料夾，並以相對路徑引用")
        if not found:
            raise ContentError(source, f"找不到檔案「{path}」", self._missing_hint(resolved))
        return resolved

    def _missing_hint(self, path: Path) -> str:
        """What to do about a file that is not there: the nearest name in its folder, or where paths begin."""
        names = sorted(file.name for file in path.parent.iterdir()) if path.parent.is_dir() else []
        near = get_close_matches(path.name, names, n=1, cutoff=0.7)
        if near:
            return f"是不是「{self.relative(path.parent / near[0])}」？"
        return "路徑從專案資料夾算起，請確認檔名與大小寫"

    def read_text(self, path: str, source: Source | None = None) -> str:
        """A UTF-8 text file inside the project, with or without BOM; bounded in size."""
        file = self.inside(path, source)
        try:
            with file.open("rb") as stream:
                raw = stream.read(MAXIMUM_TEXT_BYTES + 1)
        except OSError as error:
            raise ContentError(source, f"無法讀取「{path}」（{error.strerror}）", "請確認檔案權限") from None
        if len(raw) > MAXIMUM_TEXT_BYTES:
            raise ContentError(source, f"「{path}」超過 {MAXIMUM_TEXT_BYTES // 2**20} MB", "請拆成較小的檔案")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = Source(path, raw.count(b"\n", 0, error.start) + 1)
            raise ContentError(place, f"「{path}」不是 UTF-8 編碼的文字", "請在編輯器另存為 UTF-8") from None


@lru_cache(maxsize=16)
def _resolved(root: Path) -> Path:
    """A project's folder without links; asked for with every path that an input names."""
    return root.resolve()
