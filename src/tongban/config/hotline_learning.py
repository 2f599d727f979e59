"""What `./tongban hotline` does once numpy is there."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tongban.config.hotline import USAGE, parser
from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.hotline.text.evaluating import Row, evaluate, letters, table
from tongban.hotline.text.model import write_model
from tongban.hotline.text.training import trained
from tongban.kernel.refusals import Refused

COLUMNS = ("subject", "body", "level1")


def do_evaluate(words: list[str]) -> int:
    """`hotline evaluate`."""
    chosen = parser("evaluate").parse_args(words)
    try:
        found = evaluate(chosen.data)
    except Refused as refused:
        raise Problem(refused.refusal.sentence("zh"), refused.refusal.sentence("en"), status=2) from None
    say(json.dumps(found, ensure_ascii=False, indent=1) if chosen.json else "\n".join(told(found)))
    return 0


def told(found: dict[str, Any]) -> list[str]:
    """The figures for a person at a terminal."""
    seeds, replies, doubles = found["over_seeds"], found["reply_days"], found["near_duplicates"]
    lines = [
        f"分类 macro-F1 {found['macro_f1']:.3f}（基准 {found['baseline_macro_f1']:.3f}）；{seeds['seeds']} 次划分平均 "
        f"{seeds['ours']['mean']:.3f}（{seeds['ours']['least']:.3f}–{seeds['ours']['most']:.3f}），"
        f"基准 {seeds['baseline']['mean']:.3f}"
    ]
    lines += [f"  {name} {one['f1']:.3f}（{one['messages']} 件）" for name, one in found["per_class"].items()]
    lines.append(f"话题 {found['topics']['topics']} 个，最大的：")
    lines += [
        f"  {one['size']:>3} 件 {one['place']} {one['first']} 至 {one['last']} {'、'.join(one['words'])}"
        for one in found["topics"]["largest"]
    ]
    lines.append(
        f"答复用工作日：{replies['counted']} 件，中位数 {replies['median']}，平均 {replies['mean']}，"
        f"九成在 {replies['p90']} 日内；未计 {replies['not_counted']} 件"
    )
    named = replies["not_counted_messages"]
    lines += [f"  {one['id']}：{one['received_at']} / {one['replied_at']}，{one['zh']}" for one in named]
    lines.append(f"近似重复 {doubles['pairs']} 对，涉及 {doubles['messages_in_pairs']} 件")
    return lines


def do_train(words: list[str]) -> int:
    """`hotline train`: rows without a class only tell which characters are common."""
    chosen = parser("train").parse_args(words)
    try:
        rows = table(chosen.table.parent, chosen.table.name)
        _check(rows, chosen.table)
        known = [row for row in rows if row["level1"]]
        others = [row for row in rows if not row["level1"]]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        model = trained(letters(known), [row["level1"] for row in known], background=letters(others), at=at)
    except Refused as refused:
        raise Problem(refused.refusal.sentence("zh"), refused.refusal.sentence("en"), status=2) from None
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    write_model(chosen.out, model)
    say(f"{chosen.out}：{model.facts['orders']} 件，macro-F1 {model.facts['macro_f1']}")
    by_class: Any = model.facts["by_class"]
    for name, one in by_class.items():
        say(f"  {name} {one['f1']:.3f}（{one['orders']} 件）")
    return 0


def _check(rows: list[Row], path: Path) -> None:
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise Problem(f"{path} 缺列：{'、'.join(missing)}。", f"{path} lacks columns: {', '.join(missing)}.", status=2)


if __name__ == "__main__":
    sys.exit(dispatch({"evaluate": do_evaluate, "train": do_train}, USAGE, sys.argv[1:]))
