"""The shape of a backup: whatever is changed in it, however little, is noticed before anything is touched."""

import io
import tarfile
from pathlib import Path

import pytest

from tongban.config.launch import archive
from tongban.config.launch.archive import FORMAT, Manifest, fingerprints, unpack, write_archive
from tongban.config.launch.problems import Problem

KEYS = {"TONGBAN_KEK": "k1:one", "TONGBAN_INDEX_KEY": "i1:two"}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A backup of two small parts."""
    dump, upload = tmp_path / "dump", tmp_path / "upload"
    dump.write_bytes(b"tables and rows " * 40)
    upload.write_bytes("营业执照".encode())
    target = tmp_path / "backup.tar"
    manifest = Manifest(FORMAT, "2026-11-21T00:00:00+00:00", "15.18", fingerprints(KEYS), demonstration=False)
    write_archive(target, manifest, {"database.dump": dump, "files/a/营业执照": upload})
    return target


def opens(backup: Path) -> bool:
    """Whether a backup is taken for whole."""
    try:
        unpack(backup, backup.parent / f"out-{backup.stat().st_mtime_ns}")
    except Problem:
        return False
    return True


def bytes_that_matter(backup: Path) -> list[int]:
    """Every 7th byte of what the tar holds: names, sizes and contents; not the padding, which nobody reads."""
    with tarfile.open(backup) as tar:
        spans = [range(one.offset_data, one.offset_data + one.size) for one in tar]
    return [place for span in spans for place in span][::7]


def test_what_was_written_comes_back(whole: Path, tmp_path: Path) -> None:
    manifest = unpack(whole, tmp_path / "out")
    assert (tmp_path / "out" / "files/a/营业执照").read_text() == "营业执照"
    assert manifest.keys == fingerprints(KEYS)


def test_every_flipped_byte_is_noticed(whole: Path) -> None:
    good = whole.read_bytes()
    for place in bytes_that_matter(whole):
        whole.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert not opens(whole), f"byte {place}"


def test_without_digests_flipped_bytes_would_pass(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a reader that takes a part as it is believes a damaged one."""
    good = whole.read_bytes()
    place = good.index(b"tables and rows")
    whole.write_bytes(good[:place] + b"T" + good[place + 1 :])
    real = archive.read_manifest(read(whole, "manifest.json"))
    monkeypatch.setattr(archive, "read_manifest", lambda data: with_digests_of(whole, real))
    assert opens(whole)


def with_digests_of(backup: Path, manifest: Manifest) -> Manifest:
    """A manifest that agrees with whatever the parts are now."""
    manifest.parts = {name: archive.digest_of(io.BytesIO(read(backup, name))) for name in manifest.parts}
    return manifest


def read(backup: Path, name: str) -> bytes:
    """One entry of the tar."""
    with tarfile.open(backup) as tar:
        stream = tar.extractfile(name)
        assert stream is not None
        return stream.read()


def test_a_cut_backup_is_noticed_wherever_it_is_cut(whole: Path) -> None:
    good = whole.read_bytes()
    with tarfile.open(whole) as tar:
        end = max(one.offset_data + one.size for one in tar)
    for length in range(0, end, 97):
        whole.write_bytes(good[:length])
        assert not opens(whole), f"cut at {length}"


def test_a_part_with_a_name_that_leads_elsewhere_is_refused(whole: Path, tmp_path: Path) -> None:
    with tarfile.open(whole, "a") as tar:
        entry = tarfile.TarInfo("../outside")
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    assert not opens(whole)
    assert not (tmp_path / "outside").exists()


def test_other_keys_are_told_from_these_without_saying_them() -> None:
    said = fingerprints(KEYS)
    assert said != fingerprints({**KEYS, "TONGBAN_KEK": "k1:other"})
    assert "one" not in str(said)
