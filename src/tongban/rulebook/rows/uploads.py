"""Limits of uploaded files: house rules of the platform, so that one sender cannot fill the store or stall the viewer."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办平台上传文件规则"
SINCE = date(2020, 1, 1)
S = Confidence.SECONDARY

UPLOADS: tuple[RuleRow, ...] = (
    RuleRow("upload.file_bytes", 10 * 1024 * 1024, "byte", SINCE, HOUSE, "", S, "One file."),
    RuleRow("upload.owner_bytes", 100 * 1024 * 1024, "byte", SINCE, HOUSE, "", S, "All files of one draft or case."),
    RuleRow("upload.pages", 200, "page", SINCE, HOUSE, "", S, "Pages of one PDF."),
    RuleRow("upload.pixels", 50_000_000, "pixel", SINCE, HOUSE, "", S, "Width times height of one picture."),
)
