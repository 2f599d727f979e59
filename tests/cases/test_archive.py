"""Electronic filing: one package a case, the same bytes each time, checked by programs that are not ours."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast, on, small_county
from tests.people import picture
from tests.stages import delivered
from tongban.cases.actions.archive import archive_case, archive_closed, package_of
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.models import Archive, Case
from tongban.cases.queries.archive import archive_differences, unfiled_cases
from tongban.cases.rules.archive import MANIFEST, Difference, Part, differences, pack
from tongban.certificates.actions import sign_certificate
from tongban.certificates.queries import certificate_of_case
from tongban.documents.actions.files import store_file
from tongban.documents.models import StoredFile
from tongban.documents.queries.files import file_bytes, store_path
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

AT = on(11, 10, 12)


@pytest.fixture
def cast(settled: None, db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA_ROOT, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    return small_county()  # type: ignore[return-value]


def closed(cast: Cast) -> UUID:
    """A granted case, delivered, whose certificate is signed."""
    case_id = delivered(cast)
    made = certificate_of_case(case_id)
    assert made is not None
    sign_certificate(certificate_id=made.id, at=AT)
    return case_id


def withdrawn(cast: Cast) -> UUID:
    """A case with an uploaded paper that its applicant took back."""
    stored = store_file(data=picture(), name="租赁合同.png", owner=uuid7(), by=cast.citizen, at=on(11, 2))
    case_id = receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="web",
        answers={"shop_name": "老街坊"}, materials=[Given("m_lease", stored.id)], by=cast.citizen, at=on(11, 2),
    ).case_id  # fmt: skip
    withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 3))
    return case_id


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_a_closed_case_is_filed_whole_and_its_digest_stands_in_the_ledger(cast: Cast) -> None:
    case_id = closed(cast)
    row = archive_case(case_id=case_id, at=AT)
    data = file_bytes(row.file_id)
    told = events_of("case", case_id)[-1]
    assert (told.type, told.data["digest"], row.digest) == (
        "case.archived",
        row.digest,
        hashlib.sha256(data).hexdigest(),
    )
    names = set(unzipped(data))
    assert {"index.html", "manifest.json", "form/form.json", "papers/list.json", "certificate/certificate.pdf"} <= names
    assert sum(name.startswith("documents/") for name in names) == 4
    assert sum(name.startswith("events/") for name in names) == told.seq - 1


def test_what_the_applicant_handed_in_is_in_the_package_as_it_came(cast: Cast) -> None:
    found = unzipped(file_bytes(archive_case(case_id=withdrawn(cast), at=AT).file_id))
    assert picture() in found.values()
    listed = json.loads(found["papers/list.json"])
    assert next(one for one in listed if one["key"] == "m_lease")["file"] in found


def test_the_same_case_gives_the_same_bytes(cast: Cast) -> None:
    case_id = closed(cast)
    assert package_of(case_id, by=SYSTEM, at=AT).data == package_of(case_id, by=SYSTEM, at=on(12, 24)).data


def test_the_chain_of_events_is_checked_without_us(cast: Cast) -> None:
    found = unzipped(file_bytes(archive_case(case_id=withdrawn(cast), at=AT).file_id))
    before = bytes(32)
    for event in json.loads(found[MANIFEST])["events"]:
        before = hashlib.sha256(before + found[f"events/{event['seq']:04d}.json"]).digest()
        assert before.hex() == event["hash"]


@pytest.mark.skipif(not (shutil.which("sha256sum") and shutil.which("python3")), reason="needs sha256sum and python3")
def test_another_program_agrees_with_every_digest(cast: Cast, tmp_path: Path) -> None:
    row = archive_case(case_id=closed(cast), at=AT)
    package = tmp_path / "package.zip"
    package.write_bytes(file_bytes(row.file_id))
    out = tmp_path / "out"
    subprocess.run(["python3", "-m", "zipfile", "-e", package, out], check=True)
    entries = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["entries"]
    sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in entries) + f"{row.manifest_digest}  {MANIFEST}\n"
    (out / "sums").write_text(sums, encoding="utf-8")
    checked = subprocess.run(["sha256sum", "-c", "sums"], cwd=out, check=True, capture_output=True, text=True)
    assert checked.stdout.count(": OK") == row.entries + 1
    whole = subprocess.run(["sha256sum", package], check=True, capture_output=True, text=True).stdout
    assert whole.split()[0] == row.digest


def test_filing_again_changes_nothing_and_news_make_a_further_package(cast: Cast) -> None:
    case_id = closed(cast)
    first = archive_case(case_id=case_id, at=AT)
    assert archive_case(case_id=case_id, at=on(11, 11)).id == first.id
    assert unfiled_cases(10) == []
    assert Archive.objects.count() == 1


def test_the_job_files_what_has_ended_and_waits_for_the_rest(cast: Cast) -> None:
    withdrawn(cast)
    delivered(cast)  # its certificate is not signed yet
    cast.accepted(on(11, 2), on(11, 3))  # still on its way
    assert archive_closed(at=AT) == 1
    assert archive_closed(at=AT) == 0


def test_a_case_on_its_way_is_not_filed(cast: Cast) -> None:
    with pytest.raises(Refused, match="case_state"):
        archive_case(case_id=cast.accepted(on(11, 2), on(11, 3)).case_id, at=AT)


PARTS = [Part("index.html", "index", "目录", b"<p>1</p>"), Part("form/form.json", "form", "申请表", b"{}")]
MADE = pack({"number": "QH1"}, PARTS, [{"seq": 1, "hash": "00"}])


def rebuilt(change: Callable[[dict[str, bytes]], None]) -> bytes:
    entries = unzipped(MADE.data)
    change(entries)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def judged(data: bytes) -> list[Difference]:
    return differences(data, digest=MADE.digest, manifest_digest=MADE.manifest_digest)


def test_a_whole_package_has_no_difference() -> None:
    assert judged(MADE.data) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda e: e.update({"form/form.json": b"{ }"}), Difference("form/form.json", "altered")),
        (lambda e: e.pop("index.html"), Difference("index.html", "missing")),
        (lambda e: e.update({"more.txt": b""}), Difference("more.txt", "unknown")),
        (lambda e: e.update({MANIFEST: e[MANIFEST] + b" "}), Difference(MANIFEST, "altered")),
        (lambda e: e.pop(MANIFEST), Difference(MANIFEST, "missing")),
        (lambda e: None, Difference("", "altered")),
    ],
)
def test_each_alteration_is_named(change: Callable[[dict[str, bytes]], None], found: Difference) -> None:
    assert judged(rebuilt(change)) == [found]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", MADE.data[:-30], MADE.data + b"x", b"\x00" * 99])
def test_broken_bytes_are_a_difference_and_never_an_error(data: bytes) -> None:
    assert judged(data) != []


def test_the_check_of_the_store_names_the_entry_and_fails(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    row = archive_case(case_id=withdrawn(cast), at=AT)
    call_command("check_archives")
    assert "1 packages, 1 whole" in capsys.readouterr().out
    path = store_path(StoredFile.objects.get(id=row.file_id).path)
    stored = path.read_bytes()
    assert "老街坊".encode() not in stored
    path.write_bytes(stored[:-20] + bytes([stored[-20] ^ 1]) + stored[-19:])
    assert [one.what for one in archive_differences(row)] == ["altered"]
    with pytest.raises(CommandError):
        call_command("check_archives")
    assert f"{Case.objects.get().number} 1: package altered" in capsys.readouterr().out
