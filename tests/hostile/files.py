"""Files that nobody should take for what they say: bombs, polyglots, wrong types, wicked names. None is kept."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from PIL import Image

Made = tuple[str, bytes]


def png(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that claim to be an enormous picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def book(sheet: bytes, entries: int = 0) -> bytes:
    """A workbook with one sheet as given."""
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    extra = {f"xl/worksheets/sheet{n}.xml": b"<worksheet/>" for n in range(2, entries)}
    return zipped(
        {"[Content_Types].xml": kinds, "xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet, **extra}
    )


def pdf(body: bytes = b"", pages: int = 1) -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(pages))
    parts = [b"1 0 obj<</Type/Catalog/Pages 2 0 R%s>>endobj" % body,
             b"2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj" % (kids, pages)]  # fmt: skip
    parts += [b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj" % (n + 3) for n in range(pages)]
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


LAUGHS: Final = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]><l>&j;</l>"  # fmt: skip
XXE: Final = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
SCRIPT: Final = b"<script>alert(1)</script>"
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

FILES: Final[dict[str, Callable[[], Made]]] = {
    "empty": lambda: ("a.pdf", b""),
    "one byte": lambda: ("a.pdf", b"%"),
    "only a head": lambda: ("a.pdf", b"%PDF-1.7"),
    "only a picture's head": lambda: ("a.png", b"\x89PNG\r\n\x1a\n"),
    "picture cut": lambda: ("a.png", png()[:-20]),
    "picture damaged": lambda: ("a.png", png()[:50] + b"\xff" * 20 + png()[70:]),
    "picture of a line": lambda: ("a.png", png(1, 1)),
    "pixel flood": lambda: ("a.png", png(20_000, 20_000)),
    "pixel claim": lambda: ("a.png", png_that_claims(2**31 - 1, 2**31 - 1)),
    "pixel claim of nothing": lambda: ("a.png", png_that_claims(0, 0)),
    "jpeg head": lambda: ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 200),
    "gif with script": lambda: ("a.gif", b"GIF89a/*" + SCRIPT + b"*/=1;"),
    "svg with script": lambda: ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"),
    "page as picture": lambda: ("a.png", b"<!doctype html>" + SCRIPT),
    "picture and page": lambda: ("a.png", png() + SCRIPT),
    "pdf with script": lambda: ("a.pdf", pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    "pdf that launches": lambda: ("a.pdf", pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>")),
    "pdf with a hidden script": lambda: ("a.pdf", pdf(b"/AA<</WC<</S /J#61vaScript/JS(x)>>>>")),
    "pdf and archive": lambda: ("a.pdf", pdf() + zipped({"a": b"b"})),
    "pdf of many pages": lambda: ("a.pdf", pdf(pages=3000)),
    "pdf that is its own child": lambda: ("a.pdf", pdf().replace(b"3 0 R", b"2 0 R")),
    "pdf with a lock of nothing": lambda: ("a.pdf", pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R")),
    "pdf that is repaired": lambda: ("a.pdf", pdf().replace(b"endobj", b"")),
    "archive bomb": lambda: ("a.zip", zipped({"a": b"\x00" * 20_000_000})),
    "archive that climbs": lambda: ("a.zip", zipped({"../../../tmp/a": b"b", "/etc/x": b"c"})),
    "archive of archives": lambda: ("a.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c": b"\x00" * 10**6})})})),
    "gzip bomb": lambda: ("a.gz", gzip.compress(b"\x00" * 20_000_000)),
    "laughs": lambda: ("a.xml", LAUGHS),
    "outside entity": lambda: ("a.xml", XXE),
    "book that laughs": lambda: ("a.xlsx", book(LAUGHS)),
    "book with outside entity": lambda: ("a.xlsx", book(XXE)),
    "book bomb": lambda: ("a.xlsx", book(b"<worksheet>" + b" " * 50_000_000 + b"</worksheet>")),
    "book of many sheets": lambda: ("a.xlsx", book(b"<worksheet/>", 2000)),
    "book cut": lambda: ("a.xlsx", book(b"<worksheet/>")[:-30]),
    "book with macros": lambda: ("a.xlsm", zipped({"xl/vbaProject.bin": b"\x00" * 99, "[Content_Types].xml": b""})),
    "old office": lambda: ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "program": lambda: ("a.exe", b"MZ" + b"\x00" * 500),
    "script": lambda: ("a.sh", b"#!/bin/sh\nid\n"),
    "test virus": lambda: ("a.com", EICAR),
    "table of one column": lambda: ("a.csv", b"a\n" * 1000),
    "table of many columns": lambda: ("a.csv", b"," * 100_000),
    "table of a long cell": lambda: ("a.csv", b'"' + b"a" * 2_000_000 + b'"'),
    "table with an open quote": lambda: ("a.csv", b'a,"b\nc,d\n' * 100),
    "table of nothing": lambda: ("a.csv", b"\x00" * 1000),
    "table in another charset": lambda: ("a.csv", "事项,编码\n".encode("utf-16")),
    "table in gb18030": lambda: ("a.csv", "事项名称,编码\n工商,1\n".encode("gb18030")),
    "table of broken text": lambda: ("a.csv", b"\xff\xfe\xfd,\xed\xa0\x80\n"),
    "table of formulas": lambda: ("a.csv", b"=1+1,@SUM(1),+1,-1\n"),
    "wicked name": lambda: ("../../../etc/passwd\x00.pdf", pdf()),
    "name from right to left": lambda: ("\u202efdp.exe", pdf()),
    "name of 5000": lambda: ("a" * 5000 + ".pdf", pdf()),
    "name with a line": lambda: ('a"\r\nX: y.pdf', pdf()),
    "name of nothing": lambda: ("\x00", pdf()),
    "name with two ends": lambda: ("a.pdf.exe", pdf()),
}  # fmt: skip
