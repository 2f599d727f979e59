"""Runs alone, in a process with hard limits: reads one uploaded file from standard input and draws it.

`worker.py inspect` answers JSON with the number of pages; `worker.py page N WIDTH` answers a PNG of page N. It imports
nothing of this project, so that a crash or a flood of memory ends here.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw

MEMORY_BYTES = 700 * 1024 * 1024
CPU_SECONDS = 8
MAX_PAGE_POINTS = 15000
ACTION = re.compile(rb"/S\s*/(JavaScript|Launch)\b")


def limit_self() -> None:
    """No more memory, time or output files than one page needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def inspect(data: bytes, max_pixels: int) -> dict[str, object]:
    """`{"pages": n}` for a file that can be drawn, `{"fault": code}` otherwise."""
    if data.startswith(b"%PDF-"):
        return _inspect_pdf(data)
    with _picture(data) as image:
        if image.width * image.height > max_pixels:
            return {"fault": "pixels"}
        image.load()
    return {"pages": 1}


def _inspect_pdf(data: bytes) -> dict[str, object]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"fault": "locked" if "assword" in str(error) else "broken"}
    if document.count_attachments() or raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or _acts(document):
        return {"fault": "active"}
    pages = len(document)
    for index in range(min(pages, 500)):
        width, height = document.get_page_size(index)
        if not 0 < width <= MAX_PAGE_POINTS or not 0 < height <= MAX_PAGE_POINTS:
            return {"fault": "pixels"}
    return {"pages": pages} if pages else {"fault": "broken"}


def _acts(document: pypdfium2.PdfDocument) -> bool:
    """Whether anything in it starts a script or a program (on opening, on a page, behind a link).

    Asked of a copy as the library writes it: there compressed objects lie open and names are spelt out.
    """
    copy = io.BytesIO()
    document.save(copy)
    return ACTION.search(copy.getvalue()) is not None


def page(data: bytes, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a PNG at most `width` pixels wide, drawn anew.

    Nothing of the file's own bytes remains.
    """
    out = io.BytesIO()
    if data.startswith(b"%PDF-"):
        sheet = pypdfium2.PdfDocument(data)[number - 1]
        points_wide, points_high = sheet.get_size()
        scale = min(width / points_wide, 3 * width / points_high)
        sheet.render(scale=scale).to_pil().convert("RGB").save(out, "PNG")
        return out.getvalue()
    with _picture(data) as image:
        shown = ImageOps.exif_transpose(image).convert("RGB")
        shown.thumbnail((width, 3 * width))
        shown.info.clear()
        shown.save(out, "PNG")
    return out.getvalue()


def _picture(data: bytes) -> Image.Image:
    """Opened, not yet decoded; the caller's own limit on pixels stands in for the library's."""
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])


def main(arguments: list[str]) -> None:
    """One order, one answer on standard output."""
    limit_self()
    data = sys.stdin.buffer.read()
    if arguments[0] == "inspect":
        try:
            answer = inspect(data, int(arguments[1]))
        except Exception:
            answer = {"fault": "broken"}
        sys.stdout.write(json.dumps(answer))
    else:
        sys.stdout.buffer.write(page(data, int(arguments[1]), int(arguments[2])))


if __name__ == "__main__":
    main(sys.argv[1:])
