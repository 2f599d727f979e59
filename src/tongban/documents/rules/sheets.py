"""What the printed forms say: the slip for what was received (A5), the record of delivery 送达回证 and the cover of a
hearing record 听证笔录 (A4).

Forms are rows of label and value. Lines left for handwriting have an empty value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongban.documents.rules.dates import zh_date
from tongban.documents.rules.kinds import KINDS

Data = Mapping[str, Any]


def slip_sheet(kind: str, *, number: str, issued_on: str, data: Data, personal: Data) -> dict[str, object]:
    """The content of a receipt slip: rows, the list of materials, the sentence on what comes next, code and address.

    `personal` may give `addressee`, `lookup_code`; `data` may give `received_at` (window) and `url` (for the QR).
    """
    rows = [("申请人", personal.get("addressee", "")), ("事项", data["item"])]
    rows.append(("收件时间", zh_date(data["received_on"])))
    if data.get("received_at"):
        rows.append(("收件窗口", data["received_at"]))
    return {
        "issuer": data["body_name"]["zh"],
        "title": KINDS[kind].zh,
        "number": number,
        "case_number": data["case_number"],
        "lookup_code": personal.get("lookup_code", ""),
        "rows": [{"label": label, "value": str(value)} for label, value in rows],
        "materials": [_material(material) for material in data["materials"]],
        "next": f"最迟{zh_date(data['told_by'])}告诉您是否受理。",
        "note": "本凭证只证明收到上述材料，不是受理决定。",
        "url": data.get("url", ""),
        "date": zh_date(issued_on),
    }


def _material(material: Data) -> dict[str, str]:
    copies = f"{material['copies']}份" if material.get("copies") else ""
    return {
        "name": str(material["name"]),
        "form": str(material.get("form", "")),
        "copies": copies,
        "note": str(material.get("note", "")),
    }


def delivery_sheet(*, number: str, issued_on: str, data: Data, personal: Data) -> dict[str, object]:
    """The content of a record of delivery; receiver's signature, time and remarks stay open for the pen.

    `personal` may give `addressee`, `place`, `receiver`; `data["delivered_on"]` fills the time when delivery is done.
    """
    delivered = zh_date(data["delivered_on"]) if data.get("delivered_on") else ""
    return {
        "issuer": data["body_name"]["zh"],
        "title": KINDS["delivery_record"].zh,
        "number": number,
        "papers": [{"name": str(p["name"]), "number": str(p.get("number", ""))} for p in data["papers"]],
        "rows": [
            {"label": "受送达人", "value": str(personal.get("addressee", ""))},
            {"label": "事项", "value": f"{data['item']}（办件编号：{data['case_number']}）"},
            {"label": "送达方式", "value": str(data["way"])},
            {"label": "送达地点", "value": str(personal.get("place", ""))},
            {"label": "送达时间", "value": delivered},
        ],
        "signed_by": str(personal.get("receiver", "")),
        "date": zh_date(issued_on),
    }


def record_cover(*, number: str, issued_on: str, data: Data, personal: Data) -> dict[str, object]:
    """The cover of a hearing record 听证笔录 (A4); what was said is filed behind it, the signatures are for the pen.

    `personal` may give `addressee`, the applicant's name.
    """
    rows = [
        ("申请人", personal.get("addressee", "")),
        ("事项", f"{data['item']}（办件编号：{data['case_number']}）"),
        ("听证时间", f"{zh_date(data['held_on'])}{data['held_time']}"),
        ("听证地点", data["venue"]),
        ("听证主持人", data["chair"]),
        ("参加人数", f"{data['present']}人"),
        ("核对情况", data["signed"]),
    ]
    return {
        "issuer": data["body_name"]["zh"],
        "title": KINDS["hearing_record"].zh,
        "number": number,
        "rows": [{"label": label, "value": str(value)} for label, value in rows],
        "note": "行政机关根据本笔录作出行政许可决定（《中华人民共和国行政许可法》第四十八条）。",
        "date": zh_date(issued_on),
    }
