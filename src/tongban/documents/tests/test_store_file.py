"""Storing files: by content, whole or not at all, counted exactly, swept when nobody names them."""

import os
import stat
import time

import pytest

from tongban.documents.actions.files import page_image, remove_file, store_file, sweep_files
from tongban.documents.models import StoredFile
from tongban.documents.queries.files import file_bytes, file_ref, files_of, store_path, used_bytes
from tongban.documents.rules.storing import attachment_headers, size_problem
from tongban.documents.tests import made_files as made
from tongban.documents.tests.factories import AT
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.rulebook.lookup import number

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def stored(data=None, *, owner=None, name="照片.png", seal=None):
    return store_file(data=data or made.png(), name=name, owner=owner or uuid7(), by=SYSTEM, at=AT, seal=seal)


def test_a_stored_file_is_read_back_as_it_was_sent():
    ref = stored(made.pdf(2))
    assert (ref.content_type, ref.pages, ref.already) == ("application/pdf", 2, False)
    assert file_bytes(ref.id) == made.pdf(2) or len(file_bytes(ref.id)) == ref.size


def test_the_senders_name_is_kept_only_sealed_and_never_as_a_path(store):
    owner = uuid7()
    ref = stored(owner=owner, name="../../陈小芳.png", seal=lambda name: name[::-1])
    assert ref.sealed_name[::-1].decode() == "陈小芳.png"
    assert stored(owner=uuid7(), name="陈小芳.png").sealed_name is None
    assert not [path for path in store.rglob("*") if "陈" in path.name]


def test_files_can_be_read_by_the_owner_alone_and_run_by_nobody():
    path = store_path(StoredFile.objects.get(id=stored().id).path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def lies(ref):
    return store_path(StoredFile.objects.get(id=ref.id).path)


def test_the_disk_alone_tells_nothing_of_a_file_or_its_pages(store):
    ref = stored(made.pdf(1))
    image = page_image(ref.id, 1)
    assert page_image(ref.id, 1) == image
    on_disk = [path.read_bytes() for path in store.rglob("*") if path.is_file()]
    assert len(on_disk) == 2
    assert not [one for one in on_disk if b"%PDF" in one or b"PNG" in one]


def test_a_file_altered_by_a_bit_or_laid_in_anothers_place_is_refused():
    one, other = stored(), stored()
    whole = lies(one).read_bytes()
    for wrong in (whole[:-1] + bytes([whole[-1] ^ 1]), lies(other).read_bytes(), whole.replace(b":", b";", 2)[:-9]):
        lies(one).write_bytes(wrong if wrong.startswith(b"TONGBAN1:") else b"TONGBAN1:" + wrong)
        with pytest.raises(Refused, match="file_damaged"):
            file_bytes(one.id)
    lies(one).write_bytes(whole)
    assert file_bytes(one.id) == file_bytes(other.id)


def test_a_file_is_opened_by_the_key_it_was_sealed_with_and_by_no_other(settings):
    ref, keys = stored(), settings.TONGBAN_KEK
    settings.TONGBAN_KEK = f"k9:newer,{keys}"
    assert len(file_bytes(ref.id)) == ref.size
    settings.TONGBAN_KEK = "k9:newer"
    with pytest.raises(Refused, match="file_damaged"):
        file_bytes(ref.id)


def test_what_was_stored_before_files_were_sealed_still_opens():
    ref = stored()
    lies(ref).write_bytes(made.png())
    assert file_bytes(ref.id) == made.png()


def test_the_same_content_twice_is_noticed_for_one_owner_only():
    owner = uuid7()
    first, second, other = stored(owner=owner), stored(owner=owner, name="b.png"), stored()
    assert (second.id, second.already) == (first.id, True)
    assert other.id != first.id
    assert len(files_of(owner)) == 1


@pytest.mark.parametrize("name", made.REFUSED)
def test_nothing_of_the_table_is_stored(store, name):
    owner = uuid7()
    with pytest.raises(Refused):
        store_file(data=made.REFUSED[name], name=f"{name}.pdf", owner=owner, by=SYSTEM, at=AT)
    assert used_bytes(owner) == 0
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.png() + bytes(number("upload.file_bytes", AT.date())), "file_size"),
        (made.pdf(number("upload.pages", AT.date()) + 1), "file_pages"),
        (made.png_flood(60_000, 60_000), "file_pixels"),
        (b"%PDF-1.7\nnothing\n%%EOF", "file_broken"),
        (made.pdf_object(b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"), "file_active"),
    ],
)
def test_each_limit_has_its_own_sentence(data, code):
    with pytest.raises(Refused) as refused:
        stored(data)
    assert refused.value.refusal.code == code
    assert refused.value.refusal.sentence("zh").endswith("。")


@pytest.mark.parametrize(
    ("size", "used", "code"),
    [(10 * MB, 0, None), (10 * MB + 1, 0, "file_size"), (MB, 99 * MB, None), (MB + 1, 99 * MB, "file_quota")],
)
def test_f6_limits_hold_to_the_byte(size, used, code):
    problem = size_problem(size, used=used, most=10 * MB, quota=100 * MB)
    assert (problem.code if problem else None) == code


def test_a_page_is_drawn_once_and_kept():
    ref = stored(made.pdf(2))
    first = page_image(ref.id, 2)
    assert first.startswith(b"\x89PNG")
    assert page_image(ref.id, 2) == first
    for page in (0, 3, -1):
        with pytest.raises(Refused):
            page_image(ref.id, page)


def test_f6_the_sweep_removes_what_no_row_names_and_nothing_else(store):
    kept, gone = stored(), stored(made.jpeg())
    page_image(kept.id, 1), page_image(gone.id, 1)
    remove_file(file_id=gone.id, by=SYSTEM, at=AT)
    (store / "ab").mkdir(exist_ok=True)
    (store / "ab" / "0123.part").write_bytes(b"broken off")
    assert sweep_files() == 0
    assert sweep_files(now=time.time() + 7200) == 3
    assert file_bytes(kept.id) == made.png()
    with pytest.raises(Refused):
        file_ref(gone.id)


def test_f6_a_write_that_breaks_off_leaves_no_row(monkeypatch):
    owner = uuid7()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        stored(owner=owner)
    assert files_of(owner) == []


def test_an_original_leaves_as_attachment_only():
    headers = attachment_headers('a"b\r\n字.pdf', "application/pdf")
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''a%22b%0D%0A")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
