"""`./tongban law diff OLD NEW [--json]`: two texts of a law compared article by article. No database, no Django.

The lists name articles as the law does. A fault of a text (an article missing, twice, out of order) is told on the
error output with its line; only a text without any article cannot be compared.
"""

import argparse
import json
import sys
from pathlib import Path

from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.law.rules.difference import Difference, compare, texts
from tongban.law.rules.reading import read_statute
from tongban.law.rules.statute import Statute

USAGE = """usage: ./tongban law diff OLD NEW [--json]

  Two texts of a law (.md or .txt): which articles changed, were added, removed, renumbered."""
LISTS = """the lists:
  changed     articles whose words differ, by their number in OLD (brackets, quotation marks and spaces do not count)
  added       articles of NEW that stand in no way in OLD, by their number in NEW
  removed     articles of OLD that are gone from NEW, by their number in OLD
  renumbered  pairs [number in OLD, number in NEW] of an article that is the same one under another number;
              one that was reworded, too, stands in `changed` as well

An article is known again by its words. One whose matter went into several others, or was written anew altogether, is
removed, and what stands for it is added. Ends with 0 when the texts were compared, with 2 when they cannot be."""
LARGEST = 10 * 1024 * 1024


def read(path: Path) -> Statute:
    """The text of a file, with its faults told; a Problem when there is no article in it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        text = data.decode("utf-8-sig") if b"\0" not in data else None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", status=2) from None
    except UnicodeDecodeError:
        text = None
    if len(data) > LARGEST:
        raise Problem(f"{path} is larger than {LARGEST // 1024 // 1024} MB.", status=2)
    if text is None:
        raise Problem(f"{path} is no UTF-8 text.", "Save it as UTF-8 and try again.", status=2)
    statute = read_statute(text)
    if not statute.articles:
        raise Problem(f"{path} holds no article.", "Each article begins a line with 第…条.", status=2)
    for fault in statute.faults:
        sys.stderr.write(f"{path}:{fault.line}: {fault.zh} ({fault.en}); {fault.right_zh}\n")
    return statute


def told(old: Statute, new: Statute, found: Difference) -> str:
    """The four lists for a person at a terminal."""
    lists = found.as_json()
    moved = [
        f"{pair.old.label} → {pair.new.label}" + ("" if pair.same else "（文字有改动 reworded）")
        for pair in found.renumbered
    ]
    rows = [
        ("修改", "changed", lists["changed"]), ("新增", "added", lists["added"]),
        ("删去", "removed", lists["removed"]), ("条号变动", "renumbered", moved),
    ]  # fmt: skip
    heading = f"{old.title} {len(old.articles)} → {new.title} {len(new.articles)}"
    lines = [f"{zh} {en} {len(names)}: {'、'.join(names) or '—'}" for zh, en, names in rows]
    return "\n".join([heading, *lines, f"未变 unchanged {len(found.unchanged)}"])


def diff(words: list[str]) -> int:
    """`diff OLD NEW`."""
    parser = argparse.ArgumentParser(
        prog="./tongban law diff", description="Two texts of a law compared article by article.", epilog=LISTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("old", type=Path, metavar="OLD", help="the text before (.md or .txt, UTF-8)")
    parser.add_argument("new", type=Path, metavar="NEW", help="the text after")
    parser.add_argument("--json", action="store_true", help="the four lists as JSON")
    chosen = parser.parse_args(words)
    old, new = read(chosen.old), read(chosen.new)
    found = compare(texts(old.articles), texts(new.articles))
    say(json.dumps(found.as_json(), ensure_ascii=False, indent=1) if chosen.json else told(old, new, found))
    return 0


def law(words: list[str]) -> int:
    """`law`: the one thing it can do so far is `diff`."""
    return dispatch({"diff": diff}, USAGE, words)


if __name__ == "__main__":
    sys.exit(law(sys.argv[2:]))
