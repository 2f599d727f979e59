"""Drawing uploads in a process of its own: bombs and broken files end there, with a reason."""

import resource

import pytest

from tongban.documents.adapters.viewer.pages import NotDrawn, count_pages, page_png
from tongban.documents.tests import made_files as made

PIXELS = 50_000_000


@pytest.mark.parametrize(("data", "pages"), [(made.pdf(3), 3), (made.png(), 1), (made.jpeg(), 1)])
def test_good_files_have_their_pages_counted_and_drawn(data, pages):
    assert count_pages(data, max_pixels=PIXELS) == pages
    drawn = page_png(data, pages, width=240)
    assert drawn.startswith(b"\x89PNG")


def test_nothing_of_the_senders_bytes_is_in_the_drawn_page():
    assert b"seen only here" not in page_png(made.png_with_text(b"seen only here"), 1, width=240)


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("pixel flood", made.png_flood(60_000, 60_000), "pixels"),
        ("huge page", made.pdf_object(b"").replace(b"[0 0 200 200]", b"[0 0 9999999 9]"), "pixels"),
        ("not a pdf", b"%PDF-1.7 nothing %%EOF", "broken"),
        ("deep nesting", b"%PDF-1.7\n" + b"[" * 200_000 + b"\n%%EOF", "broken"),
        ("script", made.pdf_object(b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"), "active"),
        ("picture cut", made.png()[:50], "broken"),
        ("nothing", b"", "broken"),
    ],
)
def test_what_cannot_be_drawn_is_named(name, data, fault):
    with pytest.raises(NotDrawn) as raised:
        count_pages(data, max_pixels=PIXELS)
    assert raised.value.fault == fault


def test_a_flood_does_not_grow_this_process():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotDrawn):
        count_pages(made.png_flood(60_000, 60_000), max_pixels=PIXELS)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
