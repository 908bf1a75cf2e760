"""Other forms of a built document by LibreOffice: PDF, ODP, ODT, and pictures of its pages by poppler.

LibreOffice runs with a profile of its own, so that it neither disturbs nor is disturbed by one that the user has open,
and with a fontconfig file that names open stand-ins for the faces of the documents. (Without one, fontconfig sets
the Latin of a missing Chinese face in DejaVu Sans, which is wider than everything that was measured.)
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile, ZipInfo

from ssnet_docs.files import atomic_write
from ssnet_docs.model.errors import ContentError

STAND_INS: Mapping[str, tuple[str, ...]] = {
    "微軟正黑體": ("Noto Sans CJK TC",),
    "Microsoft JhengHei": ("Noto Sans CJK TC",),
    "Microsoft JhengHei UI": ("Noto Sans CJK TC",),
    "標楷體": ("TW-Kai", "TW-Kai-Ext-B"),
    "DFKai-SB": ("TW-Kai", "TW-Kai-Ext-B"),
    "BiauKai": ("TW-Kai", "TW-Kai-Ext-B"),
    "新細明體": ("Noto Serif CJK TC",),
    "PMingLiU": ("Noto Serif CJK TC",),
    "Arial": ("Liberation Sans",),
    "Times New Roman": ("Liberation Serif",),
    "Calibri": ("Carlito", "Liberation Sans"),
    "Segoe UI": ("Noto Sans", "Liberation Sans"),
}
"""Open fonts for the faces that documents name, best first. A face that is installed is used itself."""

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

_CREATED = re.compile(rb"(/CreationDate ?\(D:)\d{14}(Z|[+-])")
_IDENTIFIER = re.compile(rb"((?:/ID \[ <|>\n<|/DocChecksum /))[0-9A-F]{32}(?=[>\n])")
_FACE = re.compile(r'<style:font-face style:name="([^"]*)"( svg:font-family="[^"]*")([^>]*)/>')
_FACE_USED = re.compile(r'( style:font-name(?:-asian|-complex)?=")([^"]*)(?=")')
_LIST = re.compile(rb'((?:xml:id|text:continue-list)="list)(\d+)(?=")')
_SESSION = re.compile(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+')
_CORE_DATE = re.compile("<dcterms:created[^>]*>([^<]+)<")
_SWITCHES = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


class ExportError(ContentError):
    """A document could not be given another form: what is wrong and what to do, in Chinese. It has no place."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(None, message, hint)


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
        self._program = _program(
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
                    atomic_write(job[1], _settled(made.read_bytes(), job[0]))
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


def page_images(pdf: Path, folder: Path, *, resolution: int = 96) -> tuple[Path, ...]:
    """Pictures of a PDF's pages, `<stem>-<page>.png` in `folder`, in the order of the pages.

    `resolution` is in dots per inch. Raises ExportError where poppler is not installed or cannot read the file.
    """
    program = _program(
        ("pdftoppm",),
        "找不到 pdftoppm，無法輸出頁面圖片",
        "請先安裝 poppler（Debian、Ubuntu：apt install poppler-utils）",
    )
    with tempfile.TemporaryDirectory(prefix="ssnet-pages-") as name:
        made = subprocess.run(
            [program, "-r", str(resolution), "-png", str(pdf), str(Path(name) / "page")],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        pages = sorted(Path(name).glob("page-*.png"), key=lambda page: int(page.stem.rpartition("-")[2]))
        if made.returncode or not pages:
            raise ExportError(f"無法讀取 {pdf.name}", "請確認它是完整的 PDF 檔")
        targets = tuple(folder / f"{pdf.stem}-{number}.png" for number in range(1, len(pages) + 1))
        for page, target in zip(pages, targets, strict=True):
            atomic_write(target, page.read_bytes())
    return targets


def fontconfig() -> str:
    """A fontconfig file with the stand-ins, on top of the system's or the user's own configuration."""
    # a relative name is looked for in fontconfig's own folder, wherever the system has it
    base = os.environ.get("FONTCONFIG_FILE") or "fonts.conf"
    aliases = "".join(
        f'<alias binding="same"><family>{escape(family)}</family><accept>'
        + "".join(f"<family>{escape(stand_in)}</family>" for stand_in in stand_ins)
        + "</accept></alias>\n"
        for family, stand_ins in STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'{aliases}<include ignore_missing="yes">{escape(base)}</include>\n</fontconfig>\n'
    )


# --- the same document gives the same bytes ------------------------------------------------------------------------


def _settled(data: bytes, source: Path) -> bytes:
    """What LibreOffice made, with the document's own date for the time of making."""
    if data.startswith(b"%PDF"):
        return _settled_pdf(data, _created(source))
    settled = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as made, ZipFile(settled, "w") as written:
        for part in made.infolist():  # its order is a rule: the mimetype comes first and is not compressed
            same = ZipInfo(part.filename)  # of the first day that a package can show
            same.compress_type = part.compress_type
            same.external_attr = part.external_attr
            content = made.read(part)
            written.writestr(same, _settled_part(content) if part.filename.endswith(".xml") else content)
    return settled.getvalue()


def _settled_part(xml: bytes) -> bytes:
    """A part of an ODF package without the numbers that LibreOffice draws by lot for lists and for the session."""
    lists: dict[bytes, int] = {}
    xml = _LIST.sub(lambda found: found[1] + str(lists.setdefault(found[2], len(lists) + 1)).encode(), xml)
    xml = _SESSION.sub(rb"\g<1>0", xml)
    return _settled_faces(xml) if b"<style:font-face " in xml else xml


def _settled_faces(xml: bytes) -> bytes:
    """A part of an ODF package with its faces named in order: LibreOffice numbers those of one family at random."""
    text = xml.decode()
    families: dict[str, list[tuple[str, str]]] = {}
    for name, family, rest in _FACE.findall(text):
        families.setdefault(family, []).append((name, rest))
    names: dict[str, str] = {}
    for faces in families.values():
        settled = sorted((name for name, _ in faces), key=lambda name: (len(name), name))
        names |= dict(zip((name for name, _ in sorted(faces, key=lambda face: face[1])), settled, strict=True))
    declared = iter(sorted((names[name], family + rest) for name, family, rest in _FACE.findall(text)))
    text = _FACE.sub(lambda _: '<style:font-face style:name="{}"{}/>'.format(*next(declared)), text)
    return _FACE_USED.sub(lambda found: found[1] + names.get(found[2], found[2]), text).encode()


def _settled_pdf(data: bytes, created: str | None) -> bytes:
    """A PDF with another date of creation, and with identifiers made from its content; nothing changes its place."""
    if created is not None:
        stamp = re.sub(r"\D", "", created)[:14].ljust(14, "0").encode()
        data = _CREATED.sub(lambda found: found[1] + stamp + found[2], data)
    blank = _IDENTIFIER.sub(lambda found: found[1] + b"0" * 32, data)
    digest = hashlib.md5(blank, usedforsecurity=False).hexdigest().upper().encode()
    return _IDENTIFIER.sub(lambda found: found[1] + digest, data)


def _created(source: Path) -> str | None:
    """The date in a package's core properties (2021-09-16T00:00:00Z); None where it has none."""
    try:
        with ZipFile(source) as package:
            found = _CORE_DATE.search(package.read("docProps/core.xml").decode())
    except (BadZipFile, KeyError, UnicodeDecodeError):
        return None
    return found[1] if found else None


# --- programs ------------------------------------------------------------------------------------------------------


def _program(names: Sequence[str], missing: str, hint: str) -> str:
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise ExportError(missing, hint)


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
