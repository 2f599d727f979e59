"""The shape of a backup: one tar with a manifest first, then each part; every part has its digest in the manifest.

    manifest.json   format, when, version of the database, digests and sizes of all parts, fingerprints of the keys
    database.dump   pg_dump's custom format
    files/…         the uploaded files, as they lie on disk (sealed ones stay sealed)

The keys themselves are not in it: a stolen backup alone opens nothing that is sealed.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from tongban.config.launch.problems import Problem

FORMAT = "tongban-backup-1"
MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files/"
KEYS = ("TONGBAN_KEK", "TONGBAN_INDEX_KEY")
CHUNK = 1 << 20


@dataclass
class Manifest:
    """What a backup says about itself; `parts` are digests by name, `sizes` bytes by name."""

    format: str
    at: str
    server: str
    keys: dict[str, str]
    demonstration: bool
    parts: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As it stands in the tar: the digest of the rest of it first, so that a change of the manifest shows too."""
        body = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, indent=1)
        return f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n".encode()


def read_manifest(data: bytes) -> Manifest:
    """The manifest, or a Problem."""
    try:
        digest, body = data.decode().rstrip("\n").split("\n", 1)
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise ValueError("digest")
        manifest = Manifest(**json.loads(body))
    except (ValueError, TypeError):
        raise damaged("its manifest is not what was written") from None
    if manifest.format != FORMAT:
        raise Problem(f"This backup has the format {manifest.format}; this version reads {FORMAT}.")
    return manifest


def damaged(what: str) -> Problem:
    """The one sentence for every kind of damage."""
    return Problem(f"The backup is damaged: {what}. Nothing has been touched.", "Take another copy of it.")


def fingerprints(keys: Mapping[str, str]) -> dict[str, str]:
    """Says which keys without saying them."""
    return {name: hashlib.sha256(f"tongban:{name}:{keys[name]}".encode()).hexdigest()[:16] for name in KEYS}


def digest_of(stream: IO[bytes]) -> str:
    """SHA-256 of a stream."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def write_archive(target: Path, manifest: Manifest, parts: Mapping[str, Path]) -> None:
    """Writes the tar beside its place and moves it there when it is whole."""
    for name, path in parts.items():
        with path.open("rb") as stream:
            manifest.parts[name] = digest_of(stream)
        manifest.sizes[name] = path.stat().st_size
    half = target.with_name(target.name + ".half")
    with tarfile.open(half, "w") as tar:
        head = tarfile.TarInfo(MANIFEST)
        data = manifest.to_bytes()
        head.size, head.mode = len(data), 0o600
        tar.addfile(head, io.BytesIO(data))
        for name, path in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = manifest.sizes[name], 0o600
            with path.open("rb") as stream:
                tar.addfile(entry, stream)
    half.chmod(0o600)
    half.replace(target)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpacks into an empty folder while checking every digest; stops at the first thing that is not as written."""
    try:
        with tarfile.open(source, "r:") as tar:
            return _unpack(tar, folder)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise damaged(f"it cannot be read to its end ({error})") from None


def _unpack(tar: tarfile.TarFile, folder: Path) -> Manifest:
    entries = iter(tar)
    first = next(entries, None)
    if first is None or first.name != MANIFEST:
        raise damaged("it has no manifest")
    manifest = read_manifest(_stream(tar, first).read())
    seen = dict(_parts(tar, entries, manifest, folder))
    if seen != manifest.parts:
        raise damaged(f"{len(manifest.parts) - len(seen)} of its parts are missing")
    return manifest


def _parts(
    tar: tarfile.TarFile, entries: Iterator[tarfile.TarInfo], manifest: Manifest, folder: Path
) -> Iterator[tuple[str, str]]:
    for entry in entries:
        expected = manifest.parts.get(entry.name)
        # Names come from the manifest that we wrote, but the file may be anybody's.
        if expected is None or not entry.isreg() or ".." in PurePosixPath(entry.name).parts or entry.name[:1] == "/":
            raise damaged(f"it holds {entry.name!r}, which its manifest does not name")
        path = folder / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = _stream(tar, entry)
        digest = hashlib.sha256()
        with path.open("wb") as out:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() != expected:
            raise damaged(f"{entry.name} is not what was written")
        yield entry.name, expected


def _stream(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    stream = tar.extractfile(entry)
    if stream is None:
        raise damaged(f"{entry.name!r} is not a file")
    return stream
