"""Files made for tests: good ones, and those that someone may try."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pypdfium2
from PIL import Image


def png(width: int = 40, height: int = 30) -> bytes:
    """A small true picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """A small true photograph."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(name: str = "a.txt", content: bytes = b"x") -> bytes:
    """A zip archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk with its right checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_flood(width: int, height: int) -> bytes:
    """A few kilobytes that unfold to width × height pixels."""
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * min(height, 2000)), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def png_with_text(text: bytes) -> bytes:
    """A good picture with a text chunk."""
    good = png()
    return good[:33] + chunk(b"tEXt", b"Comment\0" + text) + good[33:]


def pdf_object(body: bytes) -> bytes:
    """A small hand-made PDF whose catalogue carries something more."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R " + body + b">>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"
    )


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

# name → bytes that must not be stored, whatever they are called
REFUSED: dict[str, bytes] = {
    "empty": b"",
    "text": b"hello",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif and script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
    "eicar": EICAR,
    "program": b"MZ" + b"\0" * 200,
    "elf": b"\x7fELF" + b"\0" * 200,
    "zip": zipped(),
    "docx": zipped("[Content_Types].xml", b"<Types/>"),
    "heic": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "bmp": b"BM" + b"\0" * 60,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 40,
    "pdf and zip": pdf() + zipped(),
    "pdf and zip with end mark": pdf() + zipped()[:-2] + b"\x06\x00%%EOF\n",
    "pdf and page": pdf()[:9] + b"<html><script>alert(1)</script></html>\n" + pdf()[9:],
    "pdf behind rubbish": b"rubbish" + pdf(),
    "pdf cut": pdf()[:-40],
    "pdf with tail": pdf() + b"#!/bin/sh\nrm -rf /\n",
    "png and zip": png() + zipped(),
    "png and page": png_with_text(b"<html><script>alert(1)</script>"),
    "png and php": png_with_text(b"<?php system($_GET[0]); ?>"),
    "png with tail": png() + b"tail",
    "png cut": png()[:-6],
    "png flipped": png()[:40] + b"\xff" + png()[41:],
    "jpeg and zip": jpeg() + zipped(),
    "jpeg and page": jpeg() + b"<html><body onload=alert(1)>",
    "jpeg and eicar": jpeg() + EICAR,
    "jpeg cut": jpeg()[:60],
    "jpeg and pdf": jpeg()[:2] + b"\xff\xfe\x00\x10%PDF-1.7xxxxxx" + jpeg()[2:],
}
