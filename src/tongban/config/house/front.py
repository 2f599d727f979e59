"""`./tongban front` builds what pages need beyond plain script: the flow editor. Only when its sources have changed.

The built files lie beside the pages and are committed with a digest, so that an installation needs no node. Node comes
as a Python package of its own lock file (`requirements/front.lock`), and nothing but this command asks for it.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tongban.config.launch.places import PROJECT
from tongban.config.launch.screen import say

SOURCES = PROJECT / "frontend" / "flow"
BUILT = PROJECT / "src" / "tongban" / "powerlist" / "static" / "powerlist" / "built"
DIGEST = "flow-editor.digest.json"
NAMED = ("package.json", "package-lock.json", ".npmrc", "vite.config.js")
MOST_BYTES = 1_500_000


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sources_digest(sources: Path) -> str:
    """One digest of everything that the build reads, by name and content."""
    paths = [*(sources / name for name in NAMED), *sorted(path for path in (sources / "src").rglob("*"))]
    lines = [f"{path.relative_to(sources).as_posix()} {digest_of(path)}" for path in paths if path.is_file()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def built_digests(built: Path) -> dict[str, str]:
    """The digests of the built files, by name."""
    return {path.name: digest_of(path) for path in sorted(built.iterdir()) if path.name != DIGEST}


def front_faults(sources: Path, built: Path) -> Iterator[str]:
    """Why the built files do not belong to the sources, or are too heavy to be committed."""
    told = json.loads((built / DIGEST).read_text("utf-8")) if (built / DIGEST).exists() else {}
    if told.get("sources") != sources_digest(sources):
        yield "the flow editor was not built from these sources: ./tongban front"
    if not built.exists() or told.get("built") != built_digests(built):
        yield "a built file of the flow editor was changed by hand: ./tongban front"
    weight = sum(path.stat().st_size for path in built.glob("*"))
    if weight > MOST_BYTES:
        yield f"the built flow editor weighs {weight} bytes, over {MOST_BYTES}"


def front(words: list[str]) -> int:
    """Builds the flow editor when its sources have changed; `--force` builds it anyway. 0 when it is built."""
    if "--force" not in words and not list(front_faults(SOURCES, BUILT)):
        say("  flow editor: built from these sources already")
        return 0
    bin_folder = Path(sys.executable).parent
    if not (bin_folder / "npm").exists():
        say("  node is not there: requirements/front.lock was not installed")
        return 1
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    for step in (("ci",), ("run", "build")):
        result = subprocess.run([str(bin_folder / "npm"), *step], cwd=SOURCES, env=environment, check=False)
        if result.returncode:
            return result.returncode
    shutil.rmtree(SOURCES / "node_modules")
    told = {"sources": sources_digest(SOURCES), "built": built_digests(BUILT)}
    (BUILT / DIGEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    say("  flow editor: built")
    return 0
