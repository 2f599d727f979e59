"""Sentences for files that cannot be stored, and the headers with which an original is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from tongban.kernel.refusals import Refusal

MEBIBYTE: Final = 1024 * 1024

_FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "broken": (
        "这个文件打不开。请在自己的设备上打开看一看，重新导出或拍照后上传。",
        "This file cannot be opened. Open it on your own device, export it or take the photo again, and upload that.",
    ),
    "locked": (
        "这个 PDF 设了密码。请去掉密码后上传。",
        "This PDF has a password. Remove the password and upload it again.",
    ),
    "active": (
        "这个 PDF 里带有附件或程序。请用“打印为 PDF”重新生成后上传。",
        "This PDF carries attachments or a program. Make it again with Print to PDF and upload that.",
    ),
    "pixels": (
        "图片或页面尺寸太大，无法显示。请缩小后上传。",
        "The picture or page is too large to show. Make it smaller and upload it again.",
    ),
}


def drawing_problem(fault: str) -> Refusal:
    """Why a file that cannot be drawn is not stored, and how to mend it."""
    zh, en = _FAULTS.get(fault, _FAULTS["broken"])
    return Refusal(f"file_{fault}", zh=zh, en=en)


def size_problem(size: int, *, used: int, most: int, quota: int) -> Refusal | None:
    """Why a file of `size` bytes does not fit.

    Over the limit of one file, or over what its owner may store together.
    """
    if size > most:
        return Refusal(
            "file_size",
            zh="这个文件有 {size} MB，每个文件不超过 {most} MB。请压缩或拆成几个文件后上传。",
            en="This file is {size} MB; a file may be {most} MB at most. Compress it or split it into several files.",
            params={"size": _megabytes(size), "most": most // MEBIBYTE},
        )
    if used + size > quota:
        return Refusal(
            "file_quota",
            zh="这件申请的文件合计不超过 {quota} MB，已用 {used} MB。请先删除不需要的文件。",
            en="Files of one application may be {quota} MB together; {used} MB are used. Remove some first.",
            params={"quota": quota // MEBIBYTE, "used": _megabytes(used)},
        )
    return None


def pages_problem(pages: int, most: int) -> Refusal | None:
    """Why a file with that many pages is not stored."""
    if pages <= most:
        return None
    return Refusal(
        "file_pages",
        zh="这个 PDF 有 {pages} 页，每个文件不超过 {most} 页。请拆成几个文件后上传。",
        en="This PDF has {pages} pages; a file may have {most} at most. Split it into several files.",
        params={"pages": pages, "most": most},
    )


def attachment_headers(name: str, content_type: str) -> dict[str, str]:
    """Headers for handing out an original: always to be saved, never shown or guessed, alone in a sandbox."""
    return {
        "Content-Type": content_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }


def _megabytes(size: int) -> str:
    """Rounded up to a tenth, so that no size over the limit is shown as the limit."""
    tenths = -(-size * 10 // MEBIBYTE)
    return f"{tenths // 10}.{tenths % 10}"
