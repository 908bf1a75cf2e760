"""Export: documents in other forms, by a LibreOffice that may be missing, crash or hang."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import time
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from PIL import Image
from sample_deck import PROJECT, THEME, deck, outline, slide

from ssnet_docs.export import STAND_INS, ExportError, Office, fontconfig, page_images
from ssnet_docs.messages import describe
from ssnet_docs.readers.drawn import read_pdf
from ssnet_docs.writers.pptx.deck import write

MAKE_ALL = """
for argument; do
    case $argument in
        --outdir) outdir=next ;;
        *.pptx | *.docx) name=${argument##*/}; echo "%PDF made" > "$folder/${name%.*}.pdf" ;;
        *) test "$outdir" = next && folder=$argument && outdir= ;;
    esac
done
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "簡報 1.pptx"
    path.write_bytes(write(deck(slide("推動現況", outline())), THEME, PROJECT))
    return path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs before all others on the path; `log` in it is where they tell what they were asked."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def install(folder: Path, script: str, name: str = "soffice") -> None:
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/log"\n{script}', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def asked(folder: Path) -> list[str]:
    return (folder / "log").read_text(encoding="utf-8").splitlines()


def profile(call: str) -> str:
    return next(word for word in call.split() if word.startswith("-env:UserInstallation="))


def running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


# --- LibreOffice that is missing, crashes or hangs -----------------------------------------------------------------


def test_without_libreoffice_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ExportError) as caught, Office():
        pass
    assert "找不到 LibreOffice" in caught.value.message
    assert "提示：請先安裝 LibreOffice" in describe(caught.value, None)


def test_each_use_has_a_profile_of_its_own_that_does_not_stay(programs: Path, document: Path, tmp_path: Path) -> None:
    install(programs, MAKE_ALL)
    for _ in range(2):
        with Office() as office:
            office.convert(document, tmp_path / "a.pdf")
            office.convert(document, tmp_path / "b.pdf")
    profiles = [profile(call) for call in asked(programs)]
    assert profiles[0] == profiles[1] != profiles[2] == profiles[3]
    folder = Path(profiles[0].partition("file://")[2]).parent
    assert not folder.exists()


def test_a_crash_is_tried_again_once_with_a_fresh_profile(programs: Path, document: Path, tmp_path: Path) -> None:
    install(programs, f'test -e "{programs}/crashed" || {{ : > "{programs}/crashed"; exit 139; }}\n{MAKE_ALL}')
    with Office() as office:
        office.convert(document, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    first, second = asked(programs)
    assert profile(first) != profile(second)


def test_what_fails_twice_is_named_and_leaves_the_old_file(programs: Path, document: Path, tmp_path: Path) -> None:
    install(programs, "exit 0")  # what LibreOffice says of a file that it cannot read
    target = tmp_path / "out.pdf"
    target.write_bytes(b"old")
    with Office() as office, pytest.raises(ExportError, match=r"LibreOffice 無法轉換 簡報 1\.pptx"):
        office.convert(document, target)
    assert target.read_bytes() == b"old"
    assert len(asked(programs)) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.pdf", "programs", "簡報 1.pptx"]


def test_only_the_documents_that_failed_are_made_again(programs: Path, document: Path, tmp_path: Path) -> None:
    install(programs, f'{MAKE_ALL}test -e "{programs}/once" || rm -f "$folder/1.pdf"; : > "{programs}/once"')
    with Office() as office:
        made = office.convert_all([(document, tmp_path / f"{number}.pdf") for number in range(3)])
    assert all(path.is_file() for path in made)
    together, again = asked(programs)
    assert (together.count(".pptx"), again.count(".pptx")) == (3, 1)


def test_a_program_that_hangs_is_ended_with_all_that_it_started(programs: Path, document: Path, tmp_path: Path) -> None:
    install(programs, f'sleep 600 & echo $! > "{programs}/child"\nwait')
    began = time.monotonic()
    with Office(timeout=1) as office, pytest.raises(ExportError, match="超過 1 秒"):
        office.convert(document, tmp_path / "out.pdf")
    assert time.monotonic() - began < 20
    child = int((programs / "child").read_text())
    assert not running(child), "what LibreOffice started still runs"


@pytest.mark.parametrize(
    ("source", "target", "hint"),
    [
        ("a.pptx", "a.odt", r"\.pdf、\.odp"),
        ("a.docx", "a.odp", r"\.pdf、\.odt"),
        ("a.xlsx", "a.pdf", r"\.pptx 與 \.docx"),
    ],
)
def test_forms_that_cannot_be_made_are_refused_with_those_that_can(
    programs: Path, source: str, target: str, hint: str
) -> None:
    install(programs, MAKE_ALL)
    with Office() as office, pytest.raises(ExportError, match=f"無法把 {source} 轉成") as caught:
        office.convert(Path(source), Path(target))
    assert caught.value.hint
    assert re.search(hint, caught.value.hint)


# --- fonts ---------------------------------------------------------------------------------------------------------


def test_the_stand_ins_come_before_the_system_s_own_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    root = ET.fromstring(fontconfig())
    aliases = {alias.findtext("family"): alias.find("accept") for alias in root.iter("alias")}
    assert set(aliases) == set(STAND_INS)
    assert [family.text for family in aliases["標楷體"] or ()] == ["TW-Kai", "TW-Kai-Ext-B"]
    assert list(root)[-1].tag == "include"
    assert list(root)[-1].text == "fonts.conf"


def test_a_font_configuration_of_the_user_s_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/home/王 & 李/fonts.conf")
    assert ET.fromstring(fontconfig()).findtext("include") == "/home/王 & 李/fonts.conf"


@pytest.mark.rendered
@pytest.mark.parametrize(
    ("family", "stand_in"),
    [("微軟正黑體", "Noto Sans CJK TC"), ("標楷體", "TW-Kai"), ("Arial", "Liberation Sans"), ("Segoe UI", None)],
)
def test_a_face_that_is_not_installed_is_drawn_in_its_stand_in(
    family: str, stand_in: str | None, tmp_path: Path
) -> None:
    (tmp_path / "fonts.conf").write_text(fontconfig(), encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    found = subprocess.run(
        ["fc-match", "--format", "%{family}", family], env=environment, capture_output=True, text=True, check=True
    ).stdout
    wanted = (stand_in,) if stand_in else STAND_INS[family]
    assert any(name in found for name in (family, *wanted)), found


# --- with the real LibreOffice -------------------------------------------------------------------------------------


@pytest.mark.rendered
def test_a_deck_becomes_a_tagged_pdf_and_an_odp_with_its_text(office: Office, document: Path, tmp_path: Path) -> None:
    pdf, odp = office.convert_all([(document, tmp_path / "out.pdf"), (document, tmp_path / "新 資料夾" / "out.odp")])
    (page,) = read_pdf(pdf)
    assert "推動現況" in page.text
    assert b"/Marked true" in pdf.read_bytes()
    with ZipFile(odp) as package:
        assert package.namelist()[0] == "mimetype"
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.presentation"
        assert "推動現況" in package.read("content.xml").decode()


@pytest.mark.rendered
def test_a_report_becomes_a_pdf_and_an_odt(office: Office, tmp_path: Path) -> None:
    report = docx.Document()
    report.add_paragraph("強化社會安全網")
    report.save(str(tmp_path / "report.docx"))
    pdf = office.convert(tmp_path / "report.docx", tmp_path / "report.pdf")
    odt = office.convert(tmp_path / "report.docx", tmp_path / "report.odt")
    assert read_pdf(pdf)[0].text == "強化社會安全網"
    with ZipFile(odt) as package:
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert "強化社會安全網" in package.read("content.xml").decode()


@pytest.mark.rendered
def test_the_same_document_gives_the_same_bytes_dated_by_itself(office: Office, document: Path, tmp_path: Path) -> None:
    for ending in (".pdf", ".odp"):
        first = office.convert(document, tmp_path / f"1{ending}").read_bytes()
        time.sleep(1.1)  # the clock of a PDF shows seconds
        assert office.convert(document, tmp_path / f"2{ending}").read_bytes() == first
    assert b"(D:20210916000000Z" in (tmp_path / "1.pdf").read_bytes()


@pytest.mark.rendered
def test_a_report_with_lists_gives_the_same_odt(office: Office, tmp_path: Path) -> None:
    report = docx.Document()
    for text in ("布建據點", "充實人力"):
        report.add_paragraph(text, style="List Bullet")
    report.save(str(tmp_path / "report.docx"))
    made = [office.convert(tmp_path / "report.docx", tmp_path / f"{number}.odt").read_bytes() for number in range(2)]
    assert made[0] == made[1]


def test_faces_that_libreoffice_names_in_another_order_are_named_alike(
    programs: Path, document: Path, tmp_path: Path
) -> None:
    plain, variable = "", ' style:font-pitch="variable"'
    face = '<style:font-face style:name="{}" svg:font-family="Arial"{}/>'
    for number, (first, second) in enumerate([(plain, variable), (variable, plain)]):
        used = "Arial" if first == plain else "Arial1"
        with ZipFile(programs / f"{number}.odp", "w") as package:
            content = f'{face.format("Arial", first)}{face.format("Arial1", second)}<a style:font-name="{used}"/>'
            package.writestr("content.xml", content)
    made = []
    for number in range(2):
        script = MAKE_ALL.replace('echo "%PDF made"', f'cat "{programs}/{number}.odp"').replace(".pdf", ".odp")
        install(programs, script)
        with Office() as office:
            made.append(office.convert(document, tmp_path / f"{number}.odp").read_bytes())
    assert made[0] == made[1]
    with ZipFile(tmp_path / "1.odp") as package:
        assert package.read("content.xml").decode().endswith('variable"/><a style:font-name="Arial"/>')


@pytest.mark.rendered
def test_pages_become_pictures_in_their_order(office: Office, tmp_path: Path) -> None:
    document = tmp_path / "deck.pptx"
    document.write_bytes(write(deck(*(slide(f"第{number}張") for number in range(1, 12))), THEME, PROJECT))
    pdf = office.convert(document, tmp_path / "deck.pdf")
    pictures = page_images(pdf, tmp_path / "pages", resolution=24)
    assert [picture.name for picture in pictures] == [f"deck-{number}.png" for number in range(1, 12)]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.rendered
def test_a_file_that_is_no_pdf_has_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.6 nothing")
    with pytest.raises(ExportError, match=r"無法讀取 broken\.pdf"):
        page_images(tmp_path / "broken.pdf", tmp_path)


@pytest.mark.rendered
def test_a_picture_that_a_document_only_links_to_is_not_fetched(office: Office, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    picture.write_bytes(_red_picture())
    made = docx.Document()
    made.add_picture(str(picture))
    made.save(str(tmp_path / "embedded.docx"))
    with ZipFile(tmp_path / "embedded.docx") as package, ZipFile(tmp_path / "linked.docx", "w") as linked:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/document.xml":
                part = part.replace(b"r:embed=", b"r:link=")
            elif name == "word/_rels/document.xml.rels":
                target = b'Target="media/image1.png"'
                assert target in part
                part = part.replace(target, f'Target="{picture.as_uri()}" TargetMode="External"'.encode())
            linked.writestr(name, part)
    reds = []
    for name in ("embedded", "linked"):
        (page,) = page_images(office.convert(tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf"), tmp_path)
        reds.append(_red_dots(page))
    assert reds[0] > 1000
    assert reds[1] == 0


def _red_picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (300, 200), (255, 0, 0)).save(stream, "PNG")
    return stream.getvalue()


def _red_dots(page: Path) -> int:
    with Image.open(page) as image:
        data = image.convert("RGB").tobytes()
    return sum(red > 200 and green < 60 for red, green in zip(data[::3], data[1::3], strict=True))
