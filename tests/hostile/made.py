"""Files and names made by rule: at least 200 bombs, 300 files of two natures, 1,000 wicked names.

Each family is one generator, so that a new size or carrier is one word in a table. Nothing here is random.
"""

from __future__ import annotations

import gzip
import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from PIL import Image

from tests.hostile.files import EICAR, SCRIPT, book, chunk, pdf, png, zipped

Labelled = tuple[str, bytes]
BIG: Final = 4_000_000


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("P" if kind == "GIF" else "RGB", (40, 30)).save(out, kind)
    return out.getvalue()


# ---- F1: bombs ------------------------------------------------------------------------------------------------------
def nested(layers: int, core: bytes) -> bytes:
    """An archive in an archive in an archive."""
    for layer in range(layers):
        core = zipped({f"{layer}.zip": core})
    return core


def overlapping(times: int) -> bytes:
    """One entry told many times in the directory, so that unpacking multiplies it."""
    whole = zipped({"a": b"\x00" * BIG})
    end = whole.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", whole[end + 12 : end + 20])
    entry = whole[start : start + size]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, size * times, start, 0)
    return whole[:start] + entry * times + tail


def lying(told: int) -> bytes:
    """A workbook whose sheet says another size than it has."""
    whole = bytearray(book(b"<worksheet>" + b" " * BIG + b"</worksheet>"))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", told)
    return bytes(whole)


def stream(filters: int, size: int) -> bytes:
    """A PDF whose page is a stream packed several times over."""
    data = b" " * size
    for _ in range(filters):
        data = zlib.compress(data, 9)
    names = b"/FlateDecode " * filters
    content = b"3 0 obj<</Length %d/Filter[%s]>>stream\n%s\nendstream endobj" % (len(data), names, data)
    return (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj "
            b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 3 0 R>>endobj\n"
            + content + b"\ntrailer<</Root 1 0 R>>\n%%EOF")  # fmt: skip


def deep_pages(depth: int) -> bytes:
    """A tree of pages that is one long branch."""
    parts = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"]
    parts += [b"%d 0 obj<</Type/Pages/Count 1/Kids[%d 0 R]>>endobj" % (n, n + 1) for n in range(2, depth + 2)]
    parts.append(b"%d 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj" % (depth + 2))
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def claims(width: int, height: int, depth: int, colour: int) -> bytes:
    """A small PNG that says it is vast."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 900)) + chunk(b"IEND", b"")


def jpeg_claims(width: int, height: int) -> bytes:
    """A JPEG whose frame says another size."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def text_chunks(count: int) -> bytes:
    """A PNG whose comment unpacks to millions of letters."""
    whole = png()
    packed = chunk(b"zTXt", b"a\x00\x00" + zlib.compress(b"a" * BIG, 9))
    return whole[:33] + packed * count + whole[33:]


def bombs() -> Iterator[Labelled]:
    """F1."""
    yield from vast_pictures()
    yield from packed()
    yield from papers()


def vast_pictures() -> Iterator[Labelled]:
    """Pictures that say, or unpack to, more than they are."""
    sides = (0, 1, 30_000, 65_535, 2**24, 2**31 - 1)
    for width, height in itertools.product(sides, sides):
        for depth, colour in ((8, 2), (16, 6), (1, 0)):
            yield f"png {width}x{height} {depth}/{colour}", claims(width, height, depth, colour)
    for width, height in itertools.product((0, 1, 30_000, 65_535), repeat=2):
        yield f"jpeg {width}x{height}", jpeg_claims(width, height)
    for count in (1, 10, 60):
        yield f"comments {count}", text_chunks(count)


def packed() -> Iterator[Labelled]:
    """Archives and workbooks."""
    for layers, core in itertools.product(range(1, 13), (b"\x00" * BIG, book(b" " * BIG))):
        yield f"nested {layers} {len(core)}", nested(layers, core)
    for times in (2, 10, 100, 1000, 20_000):
        yield f"overlapping {times}", overlapping(times)
    for told in (0, 1, 100, 2**31, 2**32 - 1):
        yield f"lying {told}", lying(told)
    for level, members in itertools.product((1, 9), (1, 2, 5, 20, 50)):
        yield f"gzip {level} {members}", gzip.compress(b"\x00" * BIG, level) * members


def papers() -> Iterator[Labelled]:
    """Papers and trees without end."""
    for filters, size in itertools.product((1, 2, 3, 5, 8), (BIG, 10 * BIG)):
        yield f"stream {filters} {size}", stream(filters, size)
    for depth in (10, 100, 500, 5_000):
        yield f"deep pages {depth}", deep_pages(depth)
    for pages in (101, 1_000, 20_000):
        yield f"pages {pages}", pdf(pages=pages)
    for depth in (10, 100, 1_000, 10_000, 100_000):
        yield f"brackets {depth}", pdf(b"/A" + b"[" * depth)
        yield f"tags {depth}", b"<a>" * depth
        yield f"uses {depth}", b'<svg xmlns="http://www.w3.org/2000/svg">' + b'<g id="a"><use href="#a"/>' * depth


# ---- F2: two natures, wrong types ------------------------------------------------------------------------------------
CARRIERS: Final = {"png": png, "jpeg": jpeg, "pdf": pdf, "gif": lambda: picture("GIF"), "bmp": lambda: picture("BMP"),
                   "tiff": lambda: picture("TIFF"), "webp": lambda: picture("WEBP")}  # fmt: skip
RIDERS: Final = {
    "script": SCRIPT, "page": b"<!doctype html><body onload=alert(1)>", "svg": b"<svg onload=alert(1)>",
    "php": b"<?php system($_GET[0]); ?>", "archive": zipped({"a.sh": b"id"}), "java": zipped({"META-INF/a": b"b"}),
    "virus": EICAR, "program": b"MZ" + b"\x00" * 90, "shell": b"#!/bin/sh\nid\n", "pdf": pdf(), "png": png(),
    "macro": zipped({"word/vbaProject.bin": b"\x00", "[Content_Types].xml": b""}),
}  # fmt: skip
PDF_ACTS: Final = (b"/OpenAction<</S/JavaScript/JS(x)>>", b"/AA<</O<</S/Launch/F(x)>>>>",
                   b"/Names<</JavaScript 9 0 R>>",
                   b"/OpenAction<</S/URI/URI(http://x)>>", b"/OpenAction<</S/SubmitForm/F(http://x)>>",
                   b"/Names<</EmbeddedFiles<</Names[(a)9 0 R]>>>>", b"/AcroForm<</XFA(x)>>",
                   b"/OpenAction<</S/#4aavaScript/JS(x)>>", b"/OpenAction<</S/ImportData/F(x)>>",
                   b"/OpenAction<</S/GoToR/F(x)>>", b"/OpenAction<</S/GoToE/T<<>>>>",
                   b"/OpenAction<</S/RichMediaExecute>>")  # fmt: skip


def behind_a_comment(carrier: str, rider: bytes) -> bytes:
    """The rider where the format allows remarks: a PNG text chunk, a JPEG comment, a PDF comment."""
    data = CARRIERS[carrier]()
    if carrier == "png":
        return data[:33] + chunk(b"tEXt", b"a\x00" + rider) + data[33:]
    if carrier == "jpeg":
        return data[:2] + b"\xff\xfe" + struct.pack(">H", len(rider) + 2) + rider + data[2:]
    return data.replace(b"\n", b"\n%" + rider.replace(b"\n", b" ") + b"\n", 1)


def polyglots() -> Iterator[Labelled]:
    """F2."""
    for (carrier, make), (rider, data) in itertools.product(CARRIERS.items(), RIDERS.items()):
        yield f"{rider} after {carrier}", make() + data
        yield f"{rider} before {carrier}", data + make()
    for carrier, (rider, data) in itertools.product(("png", "jpeg", "pdf"), RIDERS.items()):
        yield f"{rider} in {carrier}", behind_a_comment(carrier, data)
    for rider, data in RIDERS.items():
        for head in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n", b"GIF89a", b"\xef\xbb\xbf"):
            yield f"{rider} under {head[:4]!r}", head + data
        yield f"{rider} alone", data
    for number, act in enumerate(PDF_ACTS):
        yield f"pdf act {number}", pdf(act)
        yield f"pdf act {number} spaced", pdf(act.replace(b"/S/", b"/S  /"))


# What may be kept because it is harmless as it stands: drawn anew from pixels, handed out as an attachment only.
SHOWN_ONLY: Final = ("program", "shell", "png", "pdf")

# ---- F3: names -------------------------------------------------------------------------------------------------------
STEPS: Final = ("../", "..\\", "/", "\\", "C:\\", "\\\\host\\share\\", "//host/share/", "file:///", "..%2f", "%2e%2e/",
                "..\u2215", "..\uff0f", "..\uff3c", "..\u2044", "....//", "./", "~/", "\x00/", ".\u200b./", "\u202e/",
                "/proc/self/", "..;/", "\r\n", "con\\", "%00/")  # fmt: skip
ENDS: Final = ("etc/passwd", "a.pdf", "a.pdf.exe", "nul", "CON.pdf", ".htaccess", "a.pdf\x00.exe",
               "a\r\nX: y.pdf", "证明.pdf",
               "\u202efdp.exe", "a" * 300 + ".pdf", "", ".", "..", " ", "a.pdf ", "a.pdf.", "-rf", "a;id.pdf",
               '"><script>.pdf', "$(id).pdf")  # fmt: skip


def names() -> Iterator[str]:
    """F3."""
    for step, end in itertools.product(STEPS, ENDS):
        yield step + end
        yield step * 12 + end


def climbing() -> Iterator[Labelled]:
    """Archives whose entries climb, and one that is a link."""
    for name in itertools.islice(names(), 0, None, 20):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            with_name = zipfile.ZipInfo("a")
            with_name.filename = name.encode("utf-8", "replace").decode()
            archive.writestr(with_name, b"b")
        yield f"climbs {ascii(name)[:40]}", out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    yield "link", out.getvalue()
