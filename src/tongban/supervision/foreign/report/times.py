"""The part of the report on time and ways: the picture of the flow as lived, each step's times, the moves."""

from __future__ import annotations

from tongban.supervision.foreign.durations import Spread, StepTimes
from tongban.supervision.foreign.examining import Examined
from tongban.supervision.foreign.report.layout import chosen
from tongban.supervision.foreign.report.markup import Markup, el
from tongban.supervision.foreign.report.picture import picture
from tongban.supervision.foreign.report.tables import paragraph, section, table
from tongban.supervision.foreign.words import LEAST_BASE, duration, number

MOVES, STEPS = 20, 40


def flow(examined: Examined) -> Markup:
    """The picture, with what it leaves out."""
    log, lived = examined.log, examined.flow
    wide, narrow, drawn = picture(lived, log)
    every = sum(move.count for move in lived.moves)
    shown = sum(move.count for move in drawn)
    hidden = len(lived.steps) - len(chosen(lived))
    said = (
        "从上到下是环节常见的先后。右边的线跳过环节，左边的线退回；线越粗走的人次越多，旁边是次数和所用时间的中位数。"
    )
    if every:
        said += f"图中画出 {number(shown)} 次移动，占全部 {number(every)} 次的 {100 * shown / every:.0f} %；"
        said += f"另有 {hidden} 个少见的环节没有画，全部数字在下面两张表里。" if hidden else "其余在下面的表里。"
    ways = [
        (log.steps[move.before], log.steps[move.after], number(move.count), duration(move.time.median), _p90(move.time))
        for move in lived.moves[:MOVES]
    ]
    caption = f"从哪一步到哪一步，次数多的在前（第 1–{len(ways)} 种，共 {number(len(lived.moves))} 种）"
    return section(
        "flow", _title(examined), paragraph(said), el("figure", wide, narrow),
        table(caption, ("从", "到", "次", "中位", "九成在内"), ways, numbers=3),
    )  # fmt: skip


def _title(examined: Examined) -> str:
    whole = examined.flow.whole
    if whole is None:
        return "实际走法"
    steps = len(examined.flow.steps)
    return (
        f"实际走法：{steps} 个环节，从头到尾一半办件在 {duration(whole.median)}以内，九成在 {duration(whole.p90)}以内"
    )


def steps(examined: Examined) -> Markup:
    """Each step's times; waiting and working apart where the log can tell them."""
    lived = examined.flow
    slow = max(lived.steps, key=_slowness, default=None)
    title, waited = "各环节用时", _waited(slow) if slow else None
    if slow and waited and waited.count >= LEAST_BASE:
        title = f"等得最久的环节是“{examined.log.steps[slow.step]}”，一半要 {duration(waited.median)}以上"
    heads: tuple[str, ...]
    if lived.timed:
        said = "等待：上一步完成到这一步开始；办理：这一步开始到完成。都按日历时间，含夜间和休息日。"
        heads = ("环节", "件", "次", "等待中位", "等待九成在内", "办理中位", "办理九成在内")
    else:
        said = (
            "这份记录只有完成时间，等待和办理分不开：下面是从上一步完成到这一步完成的时间，按日历时间，含夜间和休息日。"
        )
        heads = ("环节", "件", "次", "中位", "九成在内")
    rows = [_row(one, examined, lived.timed) for one in lived.steps[:STEPS]]
    caption = "各环节的件数、次数和用时，按常见的先后"
    return section("steps", title, paragraph(said), table(caption, heads, rows, numbers=len(heads) - 1))


def _waited(one: StepTimes) -> Spread | None:
    """The waiting where it is known, otherwise all the time since the step before."""
    return one.waiting or one.since


def _slowness(one: StepTimes) -> int:
    """By the median, among steps that are done often enough to speak of one."""
    waited = _waited(one)
    return waited.median if waited and waited.count >= LEAST_BASE else -1


def _row(one: StepTimes, examined: Examined, timed: bool) -> tuple[str, ...]:
    start = (examined.log.steps[one.step], number(one.cases), number(one.count))
    spreads = (one.waiting, one.working) if timed else (one.since,)
    return start + tuple(word for spread in spreads for word in (_median(spread), _p90(spread)))


def _median(spread: Spread | None) -> str:
    return duration(spread.median) if spread else "—"


def _p90(spread: Spread | None) -> str:
    return duration(spread.p90) if spread else "—"
