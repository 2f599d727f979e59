"""Making the paper of a document: the row and the opened personal parts go to the press, PDF/A bytes come back.

Nothing is stored: the same row gives the same bytes on any day, because the date on paper and in the file is the
date of issue.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import UUID

import segno
from django.conf import settings
from django.utils import timezone

from tongban.documents.adapters.press.binder import bind
from tongban.documents.adapters.press.typst_press import press
from tongban.documents.queries.papers import DocumentView, document
from tongban.documents.rules.kinds import KINDS
from tongban.documents.rules.sheets import delivery_sheet, record_cover, slip_sheet
from tongban.documents.rules.wording import Letter, compose_letter

QUIET_ZONE = 4
PRINT = Path(__file__).parents[1] / "templates" / "documents" / "print"


def render_document(document_id: UUID, *, personal: Mapping[str, str]) -> bytes:
    """The PDF of an issued document. `personal` holds what the caller may show on it: `addressee`, for a slip
    `lookup_code`, for a record of delivery `place` and `receiver`; missing keys stay blank. Refused:
    `document_unknown`.
    """
    return render_view(document(document_id), personal)


def render_view(view: DocumentView, personal: Mapping[str, str]) -> bytes:
    """The PDF of a document already read."""
    content = {**printed_content(view, personal), "demo": settings.DEMO, "void": view.voided_at is not None}
    return press(PRINT / KINDS[view.kind].template, content, at=view.issued_at)


def bound(papers: Sequence[bytes]) -> bytes:
    """Papers of this press as one PDF, each on a page of its own."""
    return bind(papers)


def printed_content(view: DocumentView, personal: Mapping[str, str]) -> dict[str, object]:
    """Everything that the template prints, as plain JSON values."""
    issued_on = timezone.localtime(view.issued_at).date().isoformat()
    template = KINDS[view.kind].template
    if template == "letter.typ":
        addressee = personal.get("addressee", "")
        return _numbered(
            compose_letter(view.kind, number=view.number, issued_on=issued_on, data=view.data, addressee=addressee)
        )
    if template == "delivery_record.typ":
        return delivery_sheet(number=view.number, issued_on=issued_on, data=view.data, personal=personal)
    if template == "record_cover.typ":
        return record_cover(number=view.number, issued_on=issued_on, data=view.data, personal=personal)
    slip = slip_sheet(view.kind, number=view.number, issued_on=issued_on, data=view.data, personal=personal)
    return {**slip, "qr": qr_svg(str(slip["url"])) if slip["url"] else ""}


def set_in_type(template: Path, content: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF/A of a template of another thing (the face of a certificate) with its content, dated `at`."""
    return press(template, content, at=at)


def _numbered(letter: Letter) -> dict[str, object]:
    content = asdict(letter)
    points = 0
    for block in content["blocks"]:
        points += block["role"] == "point"
        block["no"] = points
    return content


def qr_path(address: str) -> dict[str, object]:
    """A QR code of an address as geometry with its quiet zone, so that a page needs no image and no foreign markup."""
    code = segno.make(address, error="m", micro=False)
    rows = code.matrix_iter(border=QUIET_ZONE)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": code.symbol_size(border=QUIET_ZONE)[0]}


def qr_svg(address: str) -> str:
    """A QR code of an address as SVG, without a quiet zone of its own (the layout leaves it)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0)
    return out.getvalue().decode()
