"""The printed forms: the issuing body alone on them, the same bytes each time, nothing a person wrote read as code."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest

from tongban.documents.adapters.press.typst_press import press
from tongban.documents.rules.kinds import KINDS
from tongban.documents.tests.samples import ISSUER, LONG_NAME, frozen

PRINT = Path(__file__).parents[1] / "templates" / "documents" / "print"
AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
PERSONAL = {"addressee": "青禾县河湾镇老周家豫菜馆", "lookup_code": "7KQ2M8XA"}
# Words that end the name of an organ; in a template they could only be somebody's letterhead.
ORGAN = re.compile("[\u4e00-\u9fff]{2,}(局|政府|中心|委员会|办公室|平台|大厅)")


@pytest.fixture(scope="session")
def render():
    """Sets a kind with its sample content, without a database."""
    from tongban.documents.actions.render import printed_content

    def made(kind, *, personal=PERSONAL, demo=True, void=False, folder=PRINT, **changes):
        data = frozen(kind, **changes)
        view = SimpleNamespace(kind=kind, number=f"青市监{KINDS[kind].word}〔2026〕7号", data=data, issued_at=AT)
        content = {**printed_content(view, personal), "demo": demo, "void": void}
        return press(folder / KINDS[kind].template, content, at=AT)

    return made


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def letterhead_faults(pdf, issuer):
    """X-03: each page bears the issuing body and no other organ above and below the text."""
    faults = []
    for text in pages_of(pdf):
        lines = [line for line in text.split("\n") if line.strip()]
        edges = "\n".join([*lines[:2], *lines[-4:]])
        if issuer not in text.replace("\n", ""):
            faults.append("issuer missing")
        faults += [found.group() for found in ORGAN.finditer(edges.replace(issuer, "")) if found]
    return faults


@pytest.mark.parametrize("kind", KINDS)
def test_x_03_head_and_foot_bear_the_issuing_body_alone(render, kind):
    assert letterhead_faults(render(kind), ISSUER["zh"]) == []


def test_x_03_the_letterhead_check_notices_a_lent_systems_name(render, tmp_path):
    shutil.copytree(PRINT, tmp_path / "print")
    letter = tmp_path / "print" / "letter.typ"
    letter.write_text(letter.read_text().replace("footer: footer(d.issuer,", 'footer: footer("某某县政务服务中心",'))
    assert "某某县政务服务中心" in letterhead_faults(render("grant", folder=tmp_path / "print"), ISSUER["zh"])


def test_no_template_names_an_organ():
    for template in PRINT.glob("*.typ"):
        code = re.sub("//.*|送达机关|发文机关", "", template.read_text())
        assert not ORGAN.search(code), template.name


@pytest.mark.parametrize("kind", KINDS)
def test_equal_content_gives_equal_bytes(render, kind):
    assert render(kind) == render(kind)


def test_the_file_is_pdf_a_with_free_fonts_alone(render):
    pdf = render("acceptance")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert set(re.findall(rb"[A-Z]{6}\+([A-Za-z]+)", pdf)) <= {b"NotoSerifSC", b"NotoSansSC"}


def test_the_ring_says_demonstration_only_in_a_demonstration(render):
    assert "演示印章" in pages_of(render("grant"))[0]
    assert "演示" not in pages_of(render("grant", demo=False))[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_void_document_says_so_on_each_page(render, kind):
    assert all("作废" in text for text in pages_of(render(kind, void=True)))
    assert "作废" not in pages_of(render(kind))[0]


@pytest.mark.parametrize(
    "evil", ['#panic("x")', '"; #read("/etc/passwd")', "$x^2$ *b* _i_ <l> @r", "\\u{41} // /* ", "#import sys", "`raw`"]
)
def test_what_people_write_is_set_as_it_stands(render, evil):
    text = "".join(pages_of(render("refusal", personal={"addressee": evil}, facts=evil, reasons=evil)))
    # Justified lines may break anywhere; compare without white space.
    assert text.replace("\n", "").replace(" ", "").count(evil.replace(" ", "").rstrip(",.;")) >= 2


def test_long_names_stay_on_the_page(render):
    for kind in KINDS:
        pdf = pypdfium2.PdfDocument(render(kind, personal={"addressee": LONG_NAME}, item=LONG_NAME))
        for page in pdf:
            width, height = page.get_size()
            left, bottom, right, top = page.get_textpage().get_charbox(0)
            assert 0 < left < right < width
            assert 0 < bottom < top < height


def test_a_notice_of_many_points_counts_its_pages_and_keeps_company_with_the_seal(render):
    points = [{"name": f"第{n}份材料", "defect": "没有标明各操作区的位置和面积"} for n in range(1, 21)]
    pages = pages_of(render("one_time_notice", points=points))
    assert [f"第{n}页　共{len(pages)}页" in text for n, text in enumerate(pages, 1)] == [True] * len(pages)
    assert len(pages) > 1
    assert "前按上述要求补正" in pages[-1]
