"""What an uploaded file is, by its content, and what is accepted: PDF, PNG and JPEG.

Names and declared types of the sender are never believed. Files that are two things at once, or carry something to run,
are refused. Whether the content can be drawn is found out by the viewer adapter, in a process of its own.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from typing import Final

import puremagic

from tongban.kernel.refusals import Refusal

ENDINGS: Final = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
_ENTRY, _EOCD = b"PK\x01\x02", b"PK\x05\x06"
_RUNS = re.compile(rb"<script|<html|<!doctype|<svg|<\?php|EICAR-STANDARD-ANTIVIRUS-TEST-FILE", re.IGNORECASE)
_HEADS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_MIX_AREA = 1 << 16


def content_type(data: bytes) -> str | None:
    """The accepted type that these bytes are, wholly and only; None for anything else, broken ends and mixtures."""
    found = next((kind for head, kind in _HEADS if data.startswith(head)), None)
    if found is None or _has_second_nature(data, found):
        return None
    whole = {"application/pdf": _whole_pdf, "image/png": _whole_png, "image/jpeg": _whole_jpeg}[found]
    return found if whole(data) else None


def type_problem(data: bytes) -> Refusal | None:
    """Why a file of this content is not accepted, with how to convert it; None for a good PDF, PNG or JPEG."""
    if content_type(data) is not None:
        return None
    advice_zh, advice_en = _ADVICE[_family(data)]
    return Refusal(
        "file_type",
        zh="只收 PDF、PNG 和 JPEG 文件。" + advice_zh,
        en="Only PDF, PNG and JPEG files are accepted. " + advice_en,
    )


_ADVICE: Final = {
    "empty": ("这个文件是空的，请重新选择。", "This file is empty; choose it again."),
    "heic": (
        "这是 HEIC 照片：请在手机相册里另存为 JPEG，或把相机格式改为“兼容性最佳”后重拍。",
        "This is a HEIC photo: save it as JPEG in the photo app, or set the camera to Most Compatible and retake it.",
    ),
    "office": (
        "这是 Word、Excel 一类的文件：请打开后另存为 PDF 再上传。",
        "This is an office file: open it, save it as PDF and upload that.",
    ),
    "image": ("这是其他格式的图片：请另存为 JPEG 再上传。", "This is another kind of picture: save it as JPEG."),
    "archive": ("这是压缩包：请解开后逐个上传。", "This is an archive: unpack it and upload the files one by one."),
    "mixed": (
        "这个文件不完整，或者夹带了别的内容：请重新导出或拍照后上传。",
        "This file is incomplete or carries something else: export it or take the photo again.",
    ),
    "other": ("请另存为 PDF，或拍成照片后上传。", "Save it as PDF, or upload a photo of it."),
}


def _family(data: bytes) -> str:
    """Which advice helps: decided on the first bytes, for words only."""
    if not data:
        return "empty"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return "heic"
    if any(data.startswith(head) for head, _ in _HEADS):
        return "mixed"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or (data[:2] == b"PK" and b"[Content_Types].xml" in data[:4096]):
        return "office"
    return "archive" if data[:4] == b"PK\x03\x04" else _family_by_magic(data)


def _family_by_magic(data: bytes) -> str:
    try:
        mime = puremagic.from_string(data[:4096], mime=True)
    except (puremagic.PureError, ValueError):
        return "other"
    if mime.startswith("image/"):
        return "image"
    return "archive" if re.search(r"zip|rar|7z|gzip|x-tar", mime) else "other"


def _has_second_nature(data: bytes, found: str) -> bool:
    """Whether the bytes are also a zip archive, a page, a script or (for pictures) a PDF."""
    tail = data[-_MIX_AREA - 22 :]
    # Many unpackers forgive what follows an archive's end, so an end and one entry anywhere are enough to be one.
    if _EOCD in tail and _ENTRY in data:
        return True
    edges = data[:_MIX_AREA] + data[-_MIX_AREA:]
    if found != "application/pdf" and b"%PDF-" in data[:1024]:
        return True
    return _RUNS.search(edges) is not None


def _whole_pdf(data: bytes) -> bool:
    end = data.rfind(b"%%EOF")
    return end > 0 and not data[end + 5 :].strip(b"\r\n \t\0")


def _whole_png(data: bytes) -> bool:
    """Every chunk with its checksum, the last one IEND, and nothing behind it."""
    at = 8
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack(">I", data[end - 4 : end])[0]:
            return False
        if name == b"IEND":
            return bool(end == len(data))
        at = end
    return False


def _whole_jpeg(data: bytes) -> bool:
    """Has an end mark. Telephones append previews behind it, so bytes after it alone are no fault."""
    return b"\xff\xd9" in data[-_MIX_AREA:]


def clean_name(name: str, kind: str) -> str:
    """The sender's file name made harmless for showing and saving: no folders, no control or direction marks, at most
    80 characters, ending as the content demands. `photo.pdf.exe` that is a JPEG becomes `photo.pdf.exe.jpg`.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = re.split(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]", text)[-1]
    text = "".join(" " if c.isspace() else c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    text = re.sub(r'[<>:"|?*;]', "", text).strip()
    ending = "." + ENDINGS[kind]
    if text.lower().endswith((ending, ".jpeg" if kind == "image/jpeg" else ending)):
        text = text.rsplit(".", 1)[0]
    return (text.strip(" .")[:80] or "file") + ending
