"""The filing package 电子归档 of a case: how it is packed, what its manifest says, and how a copy is checked. Pure.

One ZIP without compression, its entries in order and without clock times, so that the same case gives the same bytes
and any program of any year reads it. The manifest names each entry with its SHA-256; the digest of the whole is kept in
the ledger, outside the package.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

FORMAT: Final = "tongban.case.archive/1"
MANIFEST: Final = "manifest.json"
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a package: its path, what it is, a title for people, its bytes."""

    path: str
    kind: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package: the ZIP, its SHA-256, that of its manifest, and how many entries it has beside that."""

    data: bytes
    digest: str
    manifest_digest: str
    entries: int


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, as `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()


def manifest_of(case: Mapping[str, Any], parts: Sequence[Part], events: Sequence[Mapping[str, Any]]) -> bytes:
    """The manifest: what the package is, each entry with its digest, each event of the case with its hash."""
    entries = [
        {"path": one.path, "kind": one.kind, "title": one.title, "size": len(one.data), "sha256": sha256(one.data)}
        for one in parts
    ]
    told = {"format": FORMAT, "case": dict(case), "entries": entries, "events": [dict(one) for one in events]}
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def pack(case: Mapping[str, Any], parts: Sequence[Part], events: Sequence[Mapping[str, Any]]) -> Package:
    """The package of a case. Paths must differ; the manifest is the last entry."""
    manifest = manifest_of(case, parts, events)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for path, data in [*((one.path, one.data) for one in parts), (MANIFEST, manifest)]:
            entry = zipfile.ZipInfo(path, NO_TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, data)
    data = out.getvalue()
    return Package(data, sha256(data), sha256(manifest), len(parts))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was filed: the entry, and `altered`, `missing`, `unknown` or `unreadable`."""

    path: str
    what: str


def differences(data: bytes, *, digest: str, manifest_digest: str) -> list[Difference]:
    """What differs in a package from what was recorded when it was made; empty when it is whole.

    `digest` and `manifest_digest` come from the ledger, never from the package. Never raises for bad bytes.
    """
    if sha256(data) == digest:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {name: _read(package, name) for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return [Difference("", "unreadable")]
    manifest = found.pop(MANIFEST, None)
    if manifest is None:
        return [Difference(MANIFEST, "missing")]
    if sha256(manifest) != manifest_digest:
        return [Difference(MANIFEST, "altered")]
    listed = {one["path"]: one["sha256"] for one in json.loads(manifest)["entries"]}
    wrong = [Difference(path, "missing") for path in listed if path not in found]
    wrong += [
        Difference(path, "altered" if path in listed else "unknown")
        for path, content in found.items()
        if path not in listed or content is None or sha256(content) != listed[path]
    ]
    # Every entry is as filed, so the bytes between them are not (order, comment, a byte behind the end).
    return sorted(wrong, key=lambda one: one.path) or [Difference("", "altered")]


def _read(package: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return package.read(name)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return None
