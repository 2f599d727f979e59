"""What the documents say is so: lengths, links, pictures, commands, one English term a concept, each role's hour."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from tests.law.page import PAGE, law_cases_page, lines
from tongban.config.launch.__main__ import COMMANDS, PROGRAMS

ROOT: Final = Path(__file__).parents[1]
WORDS: Final = {*COMMANDS, *PROGRAMS}
LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND: Final = re.compile(r"\./tongban ([a-z]+)")
ROLES: Final = (
    "citizen", "window-clerk", "reviewer", "deciding-officer", "leader", "supervisor", "list-office", "township",
    "hotline", "administrator", "exchange",
)  # fmt: skip
README_LINES, PICTURE_BYTES, PICTURE_WIDTH = 120, 120_000, 1280


def documents(root: Path) -> list[Path]:
    """Every page of words that we publish."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def long_readme(root: Path) -> list[str]:
    """A first page that nobody would read to its end."""
    return [
        path.name for path in root.glob("README*.md") if len(path.read_text("utf-8").splitlines()) > README_LINES
    ]  # fmt: skip


def dead_links(root: Path) -> list[str]:
    """Links and pictures of files that are not there."""
    found = []
    for path in documents(root):
        for target in LINK.findall(path.read_text("utf-8")):
            if not re.match(r"[a-z]+:|#", target) and not (path.parent / target.split("#")[0]).exists():
                found.append(f"{path.relative_to(root)}: {target}")
    return found


def unknown_commands(root: Path) -> list[str]:
    """Commands that `./tongban` does not know."""
    named = {(path.name, word) for path in documents(root) for word in COMMAND.findall(path.read_text("utf-8"))}
    return sorted(f"{name}: {word}" for name, word in named if word not in WORDS)


def untold_commands(root: Path) -> list[str]:
    """Commands that the first page does not name."""
    readme = (root / "README.md").read_text("utf-8")
    told = set(COMMAND.findall(readme)) | set(re.findall(r"`([a-z]+)(?: [^`]*)?`", readme))
    return sorted(WORDS - told)


def pairs(line: str) -> Iterator[tuple[str, str]]:
    """The concepts of one row of the glossary: (English, Chinese), part by part."""
    chinese, english = (re.sub(r"[(（].*?[)）]", "", cell) for cell in line.strip("|").split("|")[:2])
    parts = [[part.strip() for part in re.split(r"[;；/]", cell)] for cell in (english, chinese)]
    aligned = len(parts[0]) == len(parts[1])
    return ((en, zh if aligned else chinese) for en, zh in zip_longest(*parts, fillvalue=chinese) if en)


def double_terms(root: Path) -> list[str]:
    """English terms that stand for two concepts."""
    meant = defaultdict(set)
    rows = [line for line in (root / "docs" / "glossary.md").read_text("utf-8").splitlines() if line.startswith("|")]
    for line in rows[2:]:
        for english, chinese in pairs(line):
            meant[english].add(chinese.strip())
    return sorted(f"{english}: {', '.join(sorted(of))}" for english, of in meant.items() if len(of) > 1)


def missing_hours(root: Path) -> list[str]:
    """Roles whose first hour is not told: no page, no English summary, no picture, or not listed."""
    tutorials = root / "docs" / "tutorials"
    listed = (tutorials / "README.md").read_text("utf-8") if (tutorials / "README.md").exists() else ""
    found = []
    for role in ROLES:
        page = tutorials / f"{role}.md"
        text = page.read_text("utf-8") if page.exists() else ""
        whole = "**In English.**" in text and "../pictures/" in text and f"({role}.md)" in listed
        found += [] if whole else [role]
    return found


def heavy_pictures(root: Path) -> list[str]:
    """Pictures too heavy or too wide for a page of words, and those that no page shows."""
    shown = " ".join(path.read_text("utf-8") for path in documents(root))
    found = []
    for path in sorted((root / "docs" / "pictures").glob("*.png")):
        with Image.open(path) as picture:
            wide = picture.width > PICTURE_WIDTH
        if wide or path.stat().st_size > PICTURE_BYTES or f"pictures/{path.name}" not in shown:
            found.append(path.name)
    return found


def untrue_law_cases(root: Path) -> list[str]:
    """The page of the law's cases when it does not say what the table says: run `python -m tests.law.page`."""
    page = root / "docs" / PAGE.name
    true = page.exists() and page.read_text("utf-8") == law_cases_page(lines())
    return [] if true else [page.name]


def unnamed_things(root: Path) -> list[str]:
    """Folders of the product that the page on its shape does not name."""
    told = (root / "docs" / "architecture.md").read_text("utf-8")
    things = sorted(path.parent.name for path in (ROOT / "src" / "tongban").glob("*/__init__.py"))
    return [thing for thing in things if not re.search(rf"^{thing} ", told, re.MULTILINE)]


CHECKS: Final = (
    unnamed_things, long_readme, dead_links, unknown_commands, untold_commands, double_terms, missing_hours,
    heavy_pictures, untrue_law_cases,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_documents_hold(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def heavy(root: Path) -> None:
    Image.new("RGB", (PICTURE_WIDTH + 1, 10)).save(root / "docs" / "pictures" / "desk.png")


def another_day(root: Path) -> None:
    """One deadline a day later."""
    page = root / "docs" / PAGE.name
    page.write_text(page.read_text("utf-8").replace("受理 02-06", "受理 02-07", 1), "utf-8")


LIES: Final[tuple[tuple[Callable[[Path], list[str]], Callable[[Path], object]], ...]] = (
    (long_readme, lambda root: append(root / "README.md", "\n" * README_LINES)),
    (unnamed_things, lambda root: (root / "docs" / "architecture.md").write_text("kernel is all", "utf-8")),
    (dead_links, lambda root: append(root / "docs" / "architecture.md", "[more](nowhere.md)\n")),
    (dead_links, lambda root: (root / "docs" / "pictures" / "desk.png").unlink()),
    (unknown_commands, lambda root: append(root / "CONTRIBUTING.md", "./tongban launch\n")),
    (untold_commands, lambda root: (root / "README.md").write_text("./tongban up", "utf-8")),
    (double_terms, lambda root: append(root / "docs" / "glossary.md", "| 事 | case | thing |\n")),
    (missing_hours, lambda root: (root / "docs" / "tutorials" / "leader.md").unlink()),
    (heavy_pictures, heavy),
    (untrue_law_cases, another_day),
)


@pytest.mark.parametrize(("check", "lie"), LIES)
def test_each_lie_is_found(check: Callable[[Path], list[str]], lie: Callable[[Path], object], tmp_path: Path) -> None:
    for path in ROOT.glob("*.md"):
        shutil.copy(path, tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    before = check(tmp_path)
    lie(tmp_path)
    assert set(check(tmp_path)) > set(before)
