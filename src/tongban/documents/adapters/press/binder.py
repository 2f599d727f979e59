"""Binds finished papers into one file, each beginning on a page of its own. It sets no type and changes no page.

Only papers of our own press come here; what people upload is drawn elsewhere, behind limits.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2


def bind(papers: Sequence[bytes]) -> bytes:
    """One PDF with the pages of all papers in their order; a single paper stays as it is."""
    if len(papers) == 1:
        return papers[0]
    bound = pypdfium2.PdfDocument.new()
    for paper in papers:
        source = pypdfium2.PdfDocument(paper)
        bound.import_pages(source)
        source.close()
    out = io.BytesIO()
    bound.save(out)
    bound.close()
    return out.getvalue()
