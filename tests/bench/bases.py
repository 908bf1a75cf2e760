"""Documents to be changed: reports and decks of this project, and some made of random sentences."""

from __future__ import annotations

import random
from functools import cache
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from ssnet_docs import build, reportstyle
from ssnet_docs.compose.flow import compose
from ssnet_docs.compose.flow_tables import typesetter
from ssnet_docs.content import catalogue
from ssnet_docs.project import Project
from ssnet_docs.writers.docx.report import write


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


SUBJECTS = _words(
    "本計畫 社福中心 各地方政府 衛生福利部 社工人員 督導 網絡單位 心衛社工 保護性社工 專業團隊 民間團體 主責科室"
)
VERBS = _words("持續推動 逐步建置 定期檢討 積極落實 全面盤點 優先補助 分階段辦理 協助整合 追蹤管考 加強宣導")
OBJECTS = _words(
    "脆弱家庭服務 保護案件通報 精神疾病個案追蹤 自殺防治工作 家庭暴力相對人處遇 少年輔導銜接 兒少高風險篩檢",
    "跨網絡聯繫會議 專業人力進用 訪視紀錄系統 教育訓練課程 居住協助資源 司法轉銜機制 社區據點布建 物質濫用輔導",
)
ENDINGS = _words("以提升服務涵蓋率 以縮短等候時間 並納入年度考核 並按季公開成果 俾利後續追蹤 使資源配置更為公平")
ENGLISH = _words("Outreach Assessment Dashboard Intake Benchmark Coordination Referral Prevention Supervision Caseload")
WORDS = _words("韌性 夥伴 據點 樞紐 量能 誘因 窗口 韜略 藍圖 梯次 彈性 綜效 轉介 復原 盤整 佈局 鏈結 共融 培力 賦權")
NUMERALS = "二三四五六七八九"


def sentence(random_: random.Random) -> str:
    """A sentence as they stand in plans, most with a figure in it."""
    text = random_.choice(SUBJECTS) + random_.choice(VERBS) + random_.choice(OBJECTS)
    kind = random_.randrange(6)
    if kind == 0:
        text += f"，共服務{number(random_)}人次"
    elif kind == 1:
        text += f"，達成率為{random_.randrange(100, 999) / 10}%"
    elif kind == 2:
        text += f"，結合 {random_.choice(ENGLISH)} 與 {random_.choice(ENGLISH)} 工具"
    elif kind == 3:
        text += f"，分為第{random_.choice(NUMERALS)}階段執行"
    elif kind == 4:
        text += f"，於{random_.randrange(108, 116)}年{random_.randrange(1, 13)}月前完成"
    return text + "，" + random_.choice(ENDINGS) + "。"


def number(random_: random.Random) -> str:
    return f"{random_.randrange(1000, 99999):,}"


def text(random_: random.Random, least: int = 2, most: int = 5) -> str:
    return "".join(sentence(random_) for _ in range(random_.randint(least, most)))


@cache
def project_reports() -> dict[str, bytes]:
    """Every document of the project as a report, by id, without the page numbers that a renderer would find."""
    project = Project.find()
    data = build.data(project)
    style = reportstyle.load(project)
    found = {}
    for name, entry in catalogue.catalogue(project).items():
        nodes, theme = build.prepared(project, entry, data, build.FORMATS["docx"].medium)
        found[name] = write(compose(nodes, style, typesetter(style, project)), theme, project)
    return found


@cache
def project_decks() -> dict[str, bytes]:
    """Every document of the project as a deck, by id."""
    project = Project.find()
    data = build.data(project)
    entries = catalogue.catalogue(project).items()
    return {name: build.document(project, entry, "pptx", data).data for name, entry in entries}


def picture(random_: random.Random) -> bytes:
    """A picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", (48, 32), tuple(random_.randrange(256) for _ in range(3))).save(buffer, "PNG")
    return buffer.getvalue()


def synthetic_report(random_: random.Random) -> bytes:
    """A report as an office program makes it: headings, prose in several runs, lists, tables, pictures, a header."""
    document = Document()
    document.core_properties.title = "計畫書"
    document.sections[0].header.paragraphs[0].text = "強化社會安全網計畫 " + random_.choice(WORDS)
    document.sections[0].footer.paragraphs[0].text = "編製單位：" + random_.choice(SUBJECTS)
    for chapter in range(random_.randint(2, 4)):
        document.add_heading(f"第{NUMERALS[chapter]}章　{random_.choice(OBJECTS)}", 1)
        for _ in range(random_.randint(2, 4)):
            document.add_heading(random_.choice(VERBS) + random_.choice(OBJECTS), 2)
            for _ in range(random_.randint(2, 5)):
                _prose(document, random_)
            if random_.random() < 0.5:
                for _ in range(random_.randint(3, 5)):
                    document.add_paragraph(sentence(random_), style="List Bullet")
            if random_.random() < 0.6:
                _table(document, random_)
                document.add_paragraph("資料來源：" + random_.choice(SUBJECTS) + "。")
            if random_.random() < 0.2:
                document.add_picture(BytesIO(picture(random_)), Mm(40))
    document.add_paragraph(text(random_))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _prose(document: Document, random_: random.Random) -> None:
    paragraph = document.add_paragraph()
    if random_.random() < 0.3:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for _ in range(random_.randint(2, 4)):
        run = paragraph.add_run(sentence(random_))
        if random_.random() < 0.15:
            run.bold = True
        if random_.random() < 0.3:  # Word cuts runs wherever it has checked the spelling
            paragraph._p.append(OxmlElement("w:proofErr", {qn("w:type"): "spellStart"}))


def _table(document: Document, random_: random.Random) -> None:
    rows, columns = random_.randint(4, 9), random_.randint(3, 5)
    table = document.add_table(rows, columns, style="Table Grid")
    heads = ["項目", *random_.sample(WORDS, columns - 1)]
    names = random_.sample(OBJECTS, rows - 1)
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            cell.text = heads[column] if row == 0 else names[row - 1] if column == 0 else number(random_)
