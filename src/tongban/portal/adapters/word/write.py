"""Writes the brief as DOCX with python-docx; the contract is in README.md beside it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tongban.portal.rules.brief import Brief

FONT = "仿宋"


def write(brief: Brief) -> bytes:
    """The brief as a DOCX."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(28), Mm(26), Mm(37), Mm(35)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(16)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    title = made.add_paragraph(brief.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size, title.runs[0].bold = Pt(22), True
    made.add_paragraph(brief.span).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in brief.parts:
        head = made.add_paragraph(part.heading)
        head.runs[0].bold = True
        for line in part.text.splitlines():
            made.add_paragraph(line).paragraph_format.first_line_indent = Pt(32)
    facts = made.core_properties
    moment = datetime.combine(brief.day, time(0), UTC).replace(tzinfo=None)
    facts.author, facts.title, facts.comments = "通办", brief.title, ""
    facts.created = facts.modified = moment
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
