"""The report with docxtpl: a Word template with a row, a paragraph and a picture that repeat.

The template is made once beside the workload; an office would draw it by hand, so making it is not timed.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.speed import timed


def template(workload: Path) -> Path:
    """The template, made with python-docx if it is not there yet."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    path = workload / "template.docx"
    if path.exists():
        return path
    made = docx.Document()
    for line in ("{%p for section in sections %}", "{{ section.title }}"):
        made.add_paragraph(line, style="Heading 1" if line.startswith("{{") else None)
    for line in ("{%p for paragraph in section.paragraphs %}", "{{ paragraph }}", "{%p endfor %}"):
        made.add_paragraph(line)
    made.add_paragraph("{%p if section.table %}")
    table = made.add_table(rows=4, cols=7, style="Table Grid")
    table.cell(1, 0).text = "{%tr for row in section.table.rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for column in range(7):
        table.cell(0, column).text = f"{{{{ section.table.header[{column}] }}}}"
        cell = table.cell(2, column)
        cell.text = f"{{{{ row[{column}] }}}}"
        if column:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for line in ("{%p endif %}", "{%p if section.picture %}", "{{ section.picture }}", "{%p endif %}", "{%p endfor %}"):
        made.add_paragraph(line)
    made.save(str(path))
    return path


def make(workload: Path, output: Path) -> None:
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    content = json.loads((workload / "workload.json").read_text(encoding="utf-8"))
    report = DocxTemplate(str(workload / "template.docx"))
    for section in content["sections"]:
        if "picture" in section:
            section["picture"] = InlineImage(report, str(workload / section["picture"]), width=Cm(15))
    report.render(content, autoescape=True)
    report.save(str(output))


if __name__ == "__main__":
    timed.run(make)
