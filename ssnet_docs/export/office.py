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
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ssnet_docs.export.fonts import fontconfig
from ssnet_docs.export.programs import ExportError, program
from ssnet_docs.export.settled import settled
from ssnet_docs.files import atomic_write

TIMEOUT = 300.0
"""Seconds that one run of LibreOffice may take; a table of 5,000 rows takes it about 110."""

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
    + "</oor:items>\n"
)
"""LibreOffice's own settings: of more than 20 charts it would draw stretched pictures instead of the charts."""

_SWITCHES = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


class Office:
    """LibreOffice with a profile of its own, as a context; later conversions are quicker than the first.

    `timeout` is in seconds for one run of the program. Entering raises ExportError where LibreOffice is not installed.
    """

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self.timeout = timeout
        self._program = ""
        self._folder = Path()
        self._profiles = 0

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
        shutil.rmtree(self._folder, ignore_errors=True)

    def convert(self, source: Path, target: Path) -> Path:
        """Write `source` (.pptx, .docx) in the form that the ending of `target` says (.pdf, .odp, .odt)."""
        return self.convert_all([(source, target)])[0]

    def convert_all(self, jobs: Sequence[tuple[Path, Path]]) -> tuple[Path, ...]:
        """Write several documents, a run of the program for each pair of forms: quicker than one after the other.

        Every target appears whole or not at all; the same document gives the same bytes. Raises ExportError where a
        form cannot be made from another, where the time is up, or where LibreOffice fails on a document twice.
        """
        kinds: dict[str, list[tuple[Path, Path]]] = {}
        for source, target in jobs:
            kinds.setdefault(_filter(source, target), []).append((source, target))
        for filter_, together in kinds.items():
            failed = self._run(filter_, together)
            if failed:
                self._profiles += 1  # a crash may have left a profile that crashes again
                again = [job for job in failed if self._run(filter_, [job])]
                if again:
                    names = "、".join(source.name for source, _ in again)
                    raise ExportError(f"LibreOffice 無法轉換 {names}", "請確認檔案能在 LibreOffice 開啟，再試一次")
        return tuple(target for _, target in jobs)

    def _run(self, filter_: str, jobs: Sequence[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
        """Convert documents in one run of the program; returns those that it did not make."""
        ending = jobs[0][1].suffix
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            # copies with plain names: no lock files beside the user's documents, no two of one name
            folder = Path(name)
            (folder / "made").mkdir()
            copies = [folder / f"{number}{source.suffix}" for number, (source, _) in enumerate(jobs)]
            for copy, (source, _) in zip(copies, jobs, strict=True):
                shutil.copyfile(source, copy)
            self._call(["--convert-to", filter_, "--outdir", str(folder / "made"), *map(str, copies)])
            failed = []
            for copy, job in zip(copies, jobs, strict=True):
                made = folder / "made" / f"{copy.stem}{ending}"
                if made.is_file():
                    atomic_write(job[1], settled(made.read_bytes(), job[0]))
                else:
                    failed.append(job)
            return failed

    def _profile(self) -> Path:
        """The folder of the present profile, with our settings in it."""
        profile = self._folder / f"profile-{self._profiles}"
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
        return profile

    def _call(self, arguments: Sequence[str]) -> None:
        """Run the program to its end. Its exit code says nothing: it is 0 for a file that it could not read."""
        profile = self._profile().as_uri()
        command = [self._program, f"-env:UserInstallation={profile}", *_SWITCHES, *arguments]
        environment = os.environ | {
            "FONTCONFIG_FILE": str(self._folder / "fonts.conf"),
            "SAL_USE_VCLPLUGIN": "svp",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise ExportError(
                f"LibreOffice 轉換超過 {self.timeout:.0f} 秒，已停止", "請拆成較小的文件，或在較不忙碌時再試"
            ) from None
        finally:
            _end(process)


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
