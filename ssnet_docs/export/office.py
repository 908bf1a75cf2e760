"""Other forms of a built document by LibreOffice: PDF, ODP, ODT, and pictures of its pages by poppler.

LibreOffice runs with a profile of its own, so that it neither disturbs nor is disturbed by one that the user has open,
and with a fontconfig file that names open stand-ins for the faces of the documents. (Without one, fontconfig sets
the Latin of a missing Chinese face in DejaVu Sans, which is wider than everything that was measured.)
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from ssnet_docs.export import long_tables
from ssnet_docs.export.fonts import fontconfig
from ssnet_docs.export.programs import ExportError, program
from ssnet_docs.export.settled import settled
from ssnet_docs.files import atomic_write

TIMEOUT = 300.0
"""Seconds that LibreOffice may take for one document; a table of 5,000 rows takes it about 110."""

Job = tuple[Path, Path]
"""A document and the file that it is to become."""

_OPTIONS = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}}, separators=(",", ":"))
_WITH_BOOKMARKS = json.dumps(  # as destinations, from which `pagination` reads the pages of headings and captions
    {
        "UseTaggedPDF": {"type": "boolean", "value": "true"},
        "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
    },
    separators=(",", ":"),
)
_FILTERS = {
    (".pptx", ".pdf"): f"pdf:impress_pdf_Export:{_OPTIONS}",
    (".pptx", ".odp"): "odp:impress8",
    (".docx", ".pdf"): f"pdf:writer_pdf_Export:{_WITH_BOOKMARKS}",
    (".docx", ".odt"): "odt:writer8",
}
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="/org.openoffice.Office.Common/Cache/{program}"><prop oor:name="OLE_Objects" oor:op="fuse">'
        "<value>1000</value></prop></item>"
        for program in ("Writer", "DrawingEngine")
    )
    + '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
    "<value>zh-TW</value></prop></item>"
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    + "".join(
        f'<prop oor:name="{name}" oor:op="fuse"><value>true</value></prop>'
        for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution")
    )
    + "</item></oor:items>\n"
)
"""LibreOffice's own settings: of more than 20 charts it would draw stretched pictures instead of the charts, and
without a language it would say in a deck's PDF that it is English. What a document only links to is not fetched: the
document may be anyone's, and its pictures could be files of this machine."""

_INTERVAL = 0.05  # seconds between two looks at what LibreOffice has made
_SWITCHES = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


class Office:
    """LibreOffice with a profile of its own, as a context; later conversions are quicker than the first.

    `timeout` is in seconds for one document. Entering raises ExportError where LibreOffice is not installed.
    """

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self.timeout = timeout
        self._program = ""
        self._folder = Path()
        self._profiles = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._open = True
        self._cuts: long_tables.Cuts = {}
        self._starting = threading.Lock()

    def __enter__(self) -> Office:
        self._program = program(
            ("soffice", "libreoffice"),
            "找不到 LibreOffice，無法轉成 PDF、ODP 或 ODT",
            "請先安裝 LibreOffice（Debian、Ubuntu：apt install libreoffice-impress libreoffice-writer），"
            "並確認 soffice 在 PATH 裡",
        )
        self._folder = Path(tempfile.mkdtemp(prefix="ssnet-office-"))
        (self._folder / "fonts.conf").write_text(fontconfig(), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._starting:  # another thread may be converting
            self._open = False
        if self._process is not None:
            _end(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def convert(self, source: Path, target: Path) -> Path:
        """Write `source` (.pptx, .docx) in the form that the ending of `target` says (.pdf, .odp, .odt)."""
        return self.convert_all([(source, target)])[0]

    def convert_all(self, jobs: Sequence[Job]) -> tuple[Path, ...]:
        """Write several documents, a run of the program for each pair of forms: quicker than one after the other.

        Every target appears whole or not at all; the same document gives the same bytes. Raises ExportError where a
        form cannot be made from another, where the time is up, or where LibreOffice fails on a document twice; the
        other documents are written all the same.
        """
        failed = [error for _, error in self.convert_each(jobs) if error is not None]
        if failed:
            raise failed[0]
        return tuple(target for _, target in jobs)

    def convert_each(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, ExportError | None]]:
        """As `convert_all`, but yields every document when it is finished, with what went wrong with it.

        Raises ExportError at once where a form cannot be made from another.
        """
        kinds: dict[str, list[Job]] = {}
        for job in jobs:
            kinds.setdefault(_filter(*job), []).append(job)
        for filter_, together in kinds.items():
            yield from self._convert_kind(filter_, together)

    def _convert_kind(self, filter_: str, jobs: list[Job]) -> Iterator[tuple[Job, ExportError | None]]:
        while jobs:
            made, hung = yield from self._run(filter_, jobs)
            jobs = [job for job in jobs if job not in made]
            if not jobs:
                return
            self._profiles += 1  # a crash may have left a profile that crashes again
            if hung:
                yield jobs.pop(0), _too_long(self.timeout)
                continue
            for job in jobs:
                again, hung = yield from self._run(filter_, [job])
                if not again:
                    yield job, _too_long(self.timeout) if hung else _refused(job[0])
            return

    def _run(
        self, filter_: str, jobs: Sequence[Job]
    ) -> Generator[tuple[Job, ExportError | None], None, tuple[set[Job], bool]]:
        """Convert documents in one run of the program; returns those that it made, and whether it hung on the next."""
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            # copies with plain names: no lock files beside the user's documents, no two of one name
            folder = Path(name)
            (folder / "made").mkdir()
            copies = [folder / f"{number}{source.suffix}" for number, (source, _) in enumerate(jobs)]
            ending = jobs[0][1].suffix
            for copy, (source, _) in zip(copies, jobs, strict=True):
                shutil.copyfile(source, copy)
                if (source.suffix, ending) == (".docx", ".pdf"):
                    self._cut(copy, filter_)
            waiting = [(folder / "made" / f"{copy.stem}{ending}", job) for copy, job in zip(copies, jobs, strict=True)]
            finished: set[Job] = set()
            process = self._start(["--convert-to", filter_, "--outdir", str(folder / "made"), *map(str, copies)])
            try:
                patience = time.monotonic() + self.timeout
                while True:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(_INTERVAL)
                    ended = process.returncode is not None
                    for made, job in _complete(waiting, ended):
                        atomic_write(job[1], settled(made.read_bytes(), job[0]))
                        made.unlink()
                        waiting.remove((made, job))
                        finished.add(job)
                        patience = time.monotonic() + self.timeout
                        yield job, None
                    if ended or time.monotonic() > patience:
                        return finished, not ended
            finally:
                _end(process)

    def _cut(self, document: Path, filter_: str) -> None:
        """Cut the long tables of a Word document: without, LibreOffice would take minutes to lay it out."""
        text = document.read_bytes()

        def layout(probe: bytes) -> bytes:
            with tempfile.TemporaryDirectory(dir=self._folder) as name:
                (Path(name) / "probe.docx").write_bytes(probe)
                process = self._start(["--convert-to", filter_, "--outdir", name, str(Path(name) / "probe.docx")])
                try:
                    process.wait(self.timeout)
                    return (Path(name) / "probe.pdf").read_bytes()
                except (subprocess.TimeoutExpired, FileNotFoundError):
                    return b""
                finally:
                    _end(process)

        shortened = long_tables.cut(text, layout, self._cuts)
        if shortened is not text:
            document.write_bytes(shortened)

    def _profile(self) -> Path:
        """The folder of the present profile, with our settings in it."""
        profile = self._folder / f"profile-{self._profiles}"
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
        return profile

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start the program. Its exit code says nothing: it is 0 for a file that it could not read."""
        profile = self._profile().as_uri()
        environment = os.environ | {
            "FONTCONFIG_FILE": str(self._folder / "fonts.conf"),
            "SAL_USE_VCLPLUGIN": "svp",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        with self._starting:
            if not self._open:
                raise ExportError("LibreOffice 已經結束")
            self._process = subprocess.Popen(
                [self._program, f"-env:UserInstallation={profile}", *_SWITCHES, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            return self._process


def _complete(waiting: Sequence[tuple[Path, Job]], ended: bool) -> list[tuple[Path, Job]]:
    """The documents that are made: the program makes one after the other, so all but the last that there is."""
    there = [one for one in waiting if one[0].is_file()]
    return there if ended else there[:-1]


def _too_long(timeout: float) -> ExportError:
    return ExportError(f"LibreOffice 轉換超過 {timeout:.0f} 秒，已停止", "請拆成較小的文件，或在較不忙碌時再試")


def _refused(source: Path) -> ExportError:
    return ExportError(f"LibreOffice 無法轉換 {source.name}", "請確認檔案能在 LibreOffice 開啟，再試一次")


# --- ways ------------------------------------------------------------------------------------------------------


def _filter(source: Path, target: Path) -> str:
    """LibreOffice's name of the way from one form to the other."""
    filter_ = _FILTERS.get((source.suffix, target.suffix))
    if filter_ is None:
        forms = "、".join(to for from_, to in _FILTERS if from_ == source.suffix)
        hint = f"{source.suffix} 可以轉成：{forms}" if forms else "可以轉換的是 .pptx 與 .docx"
        raise ExportError(f"無法把 {source.name} 轉成 {target.suffix}", hint)
    return filter_


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started: soffice is a script that starts the real program."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
