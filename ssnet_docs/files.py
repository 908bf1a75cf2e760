"""Writing files and folders whole or not at all, and clearing away what a killed process left half-written."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# .name.number of the process.letters by lot: what is being written; .old is a folder that is being replaced
_UNFINISHED = re.compile(r"\..+\.(\d+)\.\w{8}(?:\.old)?")


def atomic_write(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step: a reader sees the old file or the new one, never a part.

    Folders are made as needed. Raises OSError (no room, no permission) and then leaves the old file as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_prefix(path), dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def temporary_folder(path: Path) -> Iterator[Path]:
    """A new folder that takes the place of `path` when the context ends well; else `path` stays as it was.

    Where the process is killed between the two steps of the exchange, there is no `path` at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=_prefix(path), dir=path.parent))
    try:
        yield made
        made.chmod(0o755)
        old = made.with_name(f"{made.name}.old")
        if path.is_dir():
            path.replace(old)
        made.replace(path)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def clear_unfinished(folder: Path) -> None:
    """Remove what processes that no longer run have left half-written in `folder`."""
    for path in folder.iterdir() if folder.is_dir() else ():
        found = _UNFINISHED.fullmatch(path.name)
        if found and not running(int(found[1])):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()


def running(process: int) -> bool:
    """Whether a process of this number runs. Where that cannot be asked (Windows), it is taken to run."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def nearby(path: Path) -> str:
    """`path` as short as it can be said from where the user stands."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _prefix(path: Path) -> str:
    return f".{path.name}.{os.getpid()}."
