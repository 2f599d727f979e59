"""The built flow editor belongs to its sources, and says so when it does not; nothing in it needs to be let in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tongban.config.house.front import BUILT, DIGEST, MOST_BYTES, SOURCES, front_faults

ROOT = Path(__file__).parents[2]


def copied(tmp_path: Path) -> tuple[Path, Path]:
    ignored = shutil.ignore_patterns("node_modules")
    sources = shutil.copytree(SOURCES, tmp_path / "sources", ignore=ignored)
    return Path(sources), Path(shutil.copytree(BUILT, tmp_path / "built"))


def test_the_built_editor_belongs_to_its_sources() -> None:
    assert list(front_faults(SOURCES, BUILT)) == []


def test_a_changed_source_a_changed_build_and_a_missing_digest_are_found(tmp_path: Path) -> None:
    sources, built = copied(tmp_path)
    assert list(front_faults(sources, built)) == []
    (sources / "src" / "words.js").write_text("export const say = 1;\n")
    assert [fault for fault in front_faults(sources, built) if "not built from" in fault]
    sources, built = copied(tmp_path / "again")
    (built / "flow-editor.js").write_text("alert(1)\n")
    assert [fault for fault in front_faults(sources, built) if "by hand" in fault]
    (built / DIGEST).unlink()
    assert len(list(front_faults(sources, built))) == 2
    (built / "flow-editor.js").write_bytes(b" " * (MOST_BYTES + 1))
    assert [fault for fault in front_faults(sources, built) if "weighs" in fault]


def test_the_built_editor_evaluates_nothing_and_fetches_nothing_from_elsewhere() -> None:
    script = (BUILT / "flow-editor.js").read_text("utf-8")
    assert not re.search(r"\beval\(|new Function\(|\bimport\(", script)
    assert re.findall(r"url\(([^)]*)\)", (BUILT / "flow-editor.css").read_text("utf-8").replace("\n", ""))[-1]
    assert "http" not in "".join(re.findall(r"fetch\([^)]*\)", script))


def test_the_licences_of_what_is_built_in_lie_beside_it_and_the_watermark_is_there() -> None:
    told = (BUILT / "flow-editor.licences.md").read_text("utf-8")
    assert "MUST NOT be\nremoved or changed" in told
    assert {"bpmn-js", "diagram-js", "preact", "tiny-svg"} <= set(re.findall(r"^## (\S+)", told, re.M))
    assert "bjs-powered-by" in (BUILT / "flow-editor.js").read_text("utf-8")


def test_a_running_installation_needs_no_node() -> None:
    assert "nodejs" not in (ROOT / "requirements" / "run.lock").read_text("utf-8")
    assert "nodejs" not in (ROOT / "requirements" / "test.lock").read_text("utf-8")
