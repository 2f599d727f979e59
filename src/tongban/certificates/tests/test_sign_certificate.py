"""Sealing: a job that may be repeated; the file is known by its digest and by every byte."""

import hashlib
import os
import random
import shutil
import stat
import subprocess

import pytest

from tongban.agencies.tests.factories import office
from tongban.certificates.actions import check_upload, sign_certificate, signing
from tongban.certificates.adapters.demo_seal import seal as device
from tongban.certificates.adapters.demo_seal.check import check_file
from tongban.certificates.jobs import sign_missing
from tongban.certificates.queries import certificate
from tongban.certificates.rules import Finding
from tongban.certificates.tests.factories import AT, issue
from tongban.documents.queries.files import file_bytes
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
NOTICED = ("altered", "untrusted", "unreadable")


@pytest.fixture
def signed():
    """A sealed certificate and its file."""
    ref = sign_certificate(certificate_id=issue(office()).id, at=AT)
    return ref, file_bytes(ref.file_id)


def test_the_sealed_file_is_stored_and_its_digest_told(signed):
    ref, pdf = signed
    assert hashlib.sha256(pdf).digest() == ref.digest
    assert events_of("certificate", ref.id)[-1].data["file_digest"] == ref.digest.hex()
    assert check_file(pdf, device.trusted()).state == "whole"
    assert check_upload(pdf, AT.date()).finding is Finding.VALID


def test_sealing_twice_changes_nothing(signed):
    ref, _ = signed
    again = sign_certificate(certificate_id=ref.id, at=AT)
    assert (again.digest, again.seq) == (ref.digest, ref.seq)
    assert len(events_of("certificate", ref.id)) == 2


def test_a_crash_between_number_and_seal_is_repaired_by_the_job(monkeypatch):
    ref = issue(office())
    with monkeypatch.context() as broken:
        broken.setattr(signing, "store_file", lambda **_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            sign_certificate(certificate_id=ref.id, at=AT)
    assert certificate(ref.id).digest is None
    assert len(events_of("certificate", ref.id)) == 1
    monkeypatch.setattr("tongban.certificates.jobs.timezone.now", lambda: AT.replace(hour=5))
    assert sign_missing(timestamp=0) == 1
    assert certificate(ref.id).digest is not None
    assert sign_missing(timestamp=0) == 0


def test_any_flipped_bit_is_noticed_with_and_without_the_record(signed):
    ref, pdf = signed
    hole = pdf.index(b"/Contents <") + 11
    chance = random.Random(20261126)
    places = [chance.randrange(5, len(pdf)) for _ in range(150)]
    places += [chance.randrange(hole, hole + 2000) for _ in range(150)]
    for place in places:
        flipped = bytearray(pdf)
        flipped[place] ^= 1 << chance.randrange(8)
        assert check_file(bytes(flipped), device.trusted()).state in NOTICED, place
    assert check_upload(bytes(flipped)).finding is Finding.ALTERED


def test_a_seal_hidden_by_a_broken_trailer_never_passes_for_unsealed(signed):
    _, pdf = signed
    last = pdf.rindex(b"trailer") if b"trailer" in pdf else pdf.rindex(b"/Root")
    for place in range(last, len(pdf)):
        flipped = bytearray(pdf)
        flipped[place] ^= 1
        assert check_file(bytes(flipped), device.trusted()).state in NOTICED, place
    hidden = pdf.replace(b"/AcroForm", b"/AcroFarm")
    assert check_file(hidden, device.trusted()).state == "altered"


def test_a_reader_that_trusts_the_signature_alone_would_miss_some(signed):
    _, pdf = signed
    hole = pdf.index(b"/Contents <") + 11
    end = pdf.index(b">", hole)
    padded = pdf[: end - 1] + b"1" + pdf[end:]
    assert _signature_alone(padded)
    assert check_file(padded, device.trusted()).state == "altered"


def _signature_alone(pdf):
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0], nobody)
    return status.intact and status.valid


def test_an_addition_behind_the_seal_is_noticed(signed):
    import io

    from pyhanko.pdf_utils.generic import NameObject, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(signed[1]))
    writer.root[NameObject("/Extra")] = pdf_string("x")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert check_file(out.getvalue(), device.trusted()).state == "altered"


def test_anothers_seal_is_not_ours(signed, settings, tmp_path):
    ref, pdf = signed
    settings.DATA_ROOT = tmp_path
    assert check_file(pdf, device.trusted()).state == "untrusted"


def test_the_key_can_be_read_by_its_owner_alone(signed, data_root):
    keys = list((data_root / "keys" / "demo_seal").iterdir())
    assert len(keys) == 3
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_an_independent_reader_agrees(signed, tmp_path):
    if shutil.which("pdfsig") is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("pdfsig (poppler-utils) is missing")
        pytest.skip("pdfsig (poppler-utils) is missing: THE SEAL WAS NOT CHECKED BY A SECOND READER")
    (tmp_path / "c.pdf").write_bytes(signed[1])
    (tmp_path / "d.pdf").write_bytes(signed[1].replace(b"/Title", b"/Tltle", 1))
    told = [
        subprocess.run(["pdfsig", tmp_path / name], capture_output=True, text=True, check=False).stdout
        for name in ("c.pdf", "d.pdf")
    ]
    assert "Signature is Valid." in told[0]
    assert "Total document signed" in told[0]
    assert "Signature is Valid." not in told[1]
