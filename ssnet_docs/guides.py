"""Guides in `docs/` that are true because they are followed: their files are written, their commands run.

A guide is Markdown in which

- a fence with a file's name (```yaml content/counties/hualien.yaml) is that file, whole;
- a ```diff fence with a file's name changes that file: its context and `-` lines, as they stand there, become its
  context and `+` lines;
- a ```cells fence with a workbook's name fills it in: a line 「指標 G3 = 3」 names sheet, cell and what is typed there;
- a ```console fence holds commands after `$ `, with what they print below; those of `ssnet` are run and must print
  just that, but for the seconds; a line `…` stands for any lines, `…` at a line's end for its rest;
- a picture with a title 「hualien 第 3、4 張」 shows those slides of that document, as it is at that point of the text,
  and one with 「build/複閱.pptx 第 1 張」 those of a file that a command has made.

The tests follow every guide in a copy of the project; `make manual` makes their pictures in the same way.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssnet_docs.export import Office, page_images

if TYPE_CHECKING:
    from PIL.Image import Image

GUTTER = 8  # pixels between the slides of a sheet
_GROUND = "#8A9099"
_ROW = 3  # slides side by side on a sheet

_FENCE = re.compile(r"(?P<language>[a-z]+)(?:\s+(?P<path>\S+))?")
_SHOWN = re.compile(r"(?P<id>[a-z0-9-]+|build/\S+\.pptx) 第 (?P<numbers>[0-9、]+) 張")
_CELL = re.compile(r"(\S+) ([A-Z]+[0-9]+) = (.+)")
_SECONDS = re.compile(r"[0-9]+\.[0-9] 秒")


@dataclass(frozen=True, slots=True)
class FileStep:
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class EditStep:
    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FillStep:
    path: str  # of a workbook
    cells: tuple[tuple[str, str, str], ...]  # sheet, cell, what is typed


@dataclass(frozen=True, slots=True)
class CommandStep:
    command: tuple[str, ...]  # what follows `ssnet`
    output: str  # what the guide says that it prints


@dataclass(frozen=True, slots=True)
class PictureStep:
    path: str  # relative to the guide
    id: str  # of a document, or a file
    numbers: tuple[int, ...]  # slides from 1


Step = FileStep | EditStep | FillStep | CommandStep | PictureStep


class GuideError(Exception):
    """The guide does not hold: what it says, and what is so."""


def steps(text: str) -> Iterator[Step]:
    """The steps of a guide in the order of its text."""
    from markdown_it import MarkdownIt

    for token in MarkdownIt().parse(text):
        if token.type == "fence" and (match := _FENCE.fullmatch(token.info.strip())):
            yield from _fence(match["language"], match["path"] or "", token.content)
        for child in token.children or ():
            if child.type == "image" and (shown := _SHOWN.fullmatch(str(child.attrGet("title") or ""))):
                numbers = tuple(int(number) for number in shown["numbers"].split("、"))
                yield PictureStep(str(child.attrGet("src")), shown["id"], numbers)


def _fence(language: str, path: str, content: str) -> Iterator[Step]:
    if language == "console":
        for block in re.split(r"^(?=\$ )", content, flags=re.MULTILINE):
            command, _, output = block.partition("\n")
            words = shlex.split(command.removeprefix("$ "), comments=True)
            if words and words[0] == "ssnet":
                yield CommandStep(tuple(words[1:]), output.strip("\n"))
    elif language == "diff" and path:
        lines = content.splitlines(keepends=True)
        yield EditStep(
            path,
            "".join(line[1:] for line in lines if not line.startswith("+")),
            "".join(line[1:] for line in lines if not line.startswith("-")),
        )
    elif language == "cells" and path:
        found = (_CELL.fullmatch(line) for line in content.splitlines())
        yield FillStep(path, tuple((one[1], one[2], one[3]) for one in found if one))
    elif path:
        yield FileStep(path, content)


def follow(guide: Path, folder: Path, pictures: Office | None = None) -> None:
    """Follow a guide in `folder`, a project; with an office its pictures are made beside the guide.

    Raises GuideError where what happens is not what the guide says.
    """
    for step in steps(guide.read_text(encoding="utf-8")):
        match step:
            case FileStep():
                (folder / step.path).write_text(step.text, encoding="utf-8")
            case EditStep():
                _edit(step, folder)
            case FillStep():
                _fill(step, folder)
            case CommandStep():
                _run(step, folder)
            case PictureStep():
                if pictures is not None:
                    _picture(step, folder, guide.parent / step.path, pictures)
                elif not (guide.parent / step.path).is_file():
                    raise GuideError(f"{guide.name}: there is no picture {step.path}; run make manual")


def _edit(step: EditStep, folder: Path) -> None:
    path = folder / step.path
    text = path.read_text(encoding="utf-8")
    if text.count(step.old) != 1:
        raise GuideError(f"{step.path} holds {text.count(step.old)} times, not once:\n{step.old}")
    path.write_text(text.replace(step.old, step.new), encoding="utf-8")


def _fill(step: FillStep, folder: Path) -> None:
    """Type into a workbook as a person does: numbers become numbers, dates dates."""
    from datetime import datetime

    from openpyxl import load_workbook

    if not step.cells:
        raise GuideError(f"{step.path}: a cells fence has lines 「sheet cell = value」")
    book = load_workbook(folder / step.path)
    for sheet, cell, typed in step.cells:
        value: object = typed
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", typed):
            value = float(typed) if "." in typed else int(typed)
        elif re.fullmatch(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", typed):
            value = datetime.strptime(typed, "%Y/%m/%d")
        book[sheet][cell] = value
    book.save(folder / step.path)


def _run(step: CommandStep, folder: Path) -> None:
    printed = _ssnet(step.command, folder)
    if not re.fullmatch(_pattern(step.output), _SECONDS.sub("0.0 秒", printed.strip("\n")) + "\n"):
        raise GuideError(f"ssnet {shlex.join(step.command)} prints\n{printed}\nwhere the guide says\n{step.output}")


def _pattern(output: str) -> str:
    """The pattern of what a command may print: a line `…` is any lines, `…` at a line's end the rest of that line."""
    lines = []
    for line in _SECONDS.sub("0.0 秒", output).splitlines():
        if line == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(re.escape(line.removesuffix("…")) + (".*" if line.endswith("…") else "") + r"\n")
    return "".join(lines) or r"\n"


def _ssnet(command: Sequence[str], folder: Path) -> str:
    package = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "ssnet_docs", *command],
        cwd=folder,
        env={
            "PYTHONPATH": str(package),
            "PYTHONUTF8": "1",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done.stdout


def _picture(step: PictureStep, folder: Path, path: Path, office: Office) -> None:
    deck = folder / step.id
    if deck.suffix != ".pptx":
        _ssnet(["build", step.id, "--format", "pptx"], folder)
        deck = folder / "build" / f"{step.id}.pptx"
    pages = page_images(office.convert(deck, deck.with_suffix(".pdf")), deck.parent, resolution=60)
    path.parent.mkdir(parents=True, exist_ok=True)
    chosen = [pages[number - 1] for number in step.numbers]
    if len(chosen) == 1:
        shutil.copyfile(chosen[0], path)
    else:
        sheet(chosen).save(path, optimize=True)


def sheet(pages: Sequence[Path]) -> Image:
    """The pictures of slides on one sheet, three in a row."""
    from PIL import Image

    slides = [Image.open(page) for page in pages]
    columns = min(_ROW, len(slides))
    width, height = slides[0].size
    rows = -(-len(slides) // columns)
    made = Image.new("RGB", (columns * (width + GUTTER) + GUTTER, rows * (height + GUTTER) + GUTTER), _GROUND)
    for index, slide in enumerate(slides):
        row, column = divmod(index, columns)
        made.paste(slide, (GUTTER + column * (width + GUTTER), GUTTER + row * (height + GUTTER)))
    return made


def copy_project(root: Path, folder: Path) -> None:
    """What a guide needs of a project, copied to `folder`: content, data, layouts, and an empty build folder."""
    for name in ("content", "data", "layouts"):
        shutil.copytree(root / name, folder / name)
    (folder / "build").mkdir()


def guides(root: Path) -> list[Path]:
    """The Markdown files in `docs/` that have steps to follow."""
    return [path for path in sorted((root / "docs").glob("*.md")) if any(steps(path.read_text(encoding="utf-8")))]
