"""What an upload is, by content; what its name becomes."""

import pytest

from tongban.documents.rules.uploads import clean_name, content_type, type_problem
from tongban.documents.tests import made_files as made

GOOD = {"application/pdf": made.pdf(), "image/png": made.png(), "image/jpeg": made.jpeg()}


@pytest.mark.parametrize(("kind", "data"), GOOD.items())
def test_good_files_are_known_by_content(kind, data):
    assert content_type(data) == kind
    assert type_problem(data) is None


def test_a_photo_with_a_preview_behind_it_is_still_a_photo():
    assert content_type(made.jpeg() + made.jpeg()) == "image/jpeg"


@pytest.mark.parametrize("name", made.REFUSED)
def test_anything_else_and_any_mixture_is_refused_with_advice(name):
    problem = type_problem(made.REFUSED[name])
    assert problem is not None, name
    assert problem.sentence("zh").startswith("只收 PDF、PNG 和 JPEG 文件。")
    assert len(problem.sentence("en")) > 60


def test_the_table_notices_a_check_of_first_bytes_alone():
    heads = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")
    naive = {name for name, data in made.REFUSED.items() if data.startswith(heads)}
    assert len(naive) >= 12


@pytest.mark.parametrize(
    ("file", "words"), [("heic", "HEIC"), ("docx", "另存为 PDF"), ("zip", "压缩包"), ("empty", "空的")]
)
def test_the_advice_fits_the_file(file, words):
    assert words in type_problem(made.REFUSED[file]).sentence("zh")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("身份证 正面.JPG", "身份证 正面.jpg"),
        ("photo.pdf.exe", "photo.pdf.exe.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Windows\\system32\\a.jpeg", "a.jpg"),
        ("\\\\server\\share\\x.jpg", "x.jpg"),
        ("a／b∕c⁄d.jpg", "d.jpg"),
        ("evil\x00.jpg", "evil.jpg"),
        ("gpj.\u202eexe.jpg", "gpj.exe.jpg"),
        ("line\r\nSet-Cookie: a.jpg", "lineSet-Cookie a.jpg"),
        ("", "file.jpg"),
        ("....", "file.jpg"),
        ("字" * 300 + ".jpg", "字" * 80 + ".jpg"),
        ("\ud800.jpg", "file.jpg"),
    ],
)
def test_names_lose_folders_control_marks_and_false_endings(sent, kept):
    assert clean_name(sent, "image/jpeg") == kept


def test_no_name_of_a_thousand_leaves_its_folder():
    parts = ["../", "..\\", "%2e%2e/", "\0", "//", "\\\\?\\", "/etc/", "⁄", "ａ", "。。/", " ", "CON", "~", "C:"]
    for number in range(1000):
        sent = "".join(parts[(number >> shift) % len(parts)] for shift in range(0, 12, 2)) + "x.png"
        kept = clean_name(sent, "image/png")
        assert "/" not in kept
        assert "\\" not in kept
        assert kept.endswith(".png")
        assert not kept.startswith(".")
