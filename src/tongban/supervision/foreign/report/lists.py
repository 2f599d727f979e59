"""The parts of the report that list findings: a title that says the finding, sums by rule, then the cases."""

from __future__ import annotations

from collections import Counter

from tongban.supervision.foreign.examining import Examined, by_yardstick
from tongban.supervision.foreign.judging import ONE_HAND, Finding
from tongban.supervision.foreign.log import NONE
from tongban.supervision.foreign.report.markup import Markup, join
from tongban.supervision.foreign.report.tables import paragraph, section, table
from tongban.supervision.foreign.words import KIND_WORDS, limit_words, moment_words, number, share, told_together

SHOWN = 20
DRAFT = "这是按记录本身拟定的规则，还没有人核定；核对后写进规则文件再查一次。"


def late(examined: Examined, csv_name: str) -> Markup:
    """Cases finished after their time, and those still open after it."""
    log, ended = examined.log, examined.ended()
    if not examined.judges_late():
        return section("late", "没有判断超期", paragraph("记录里没有截止时间的列，也没有给出时限规则。"))
    done, waiting = examined.cases_with("late"), examined.cases_with("open_late")
    title = f"{number(done)} 件超期办结，{number(waiting)} 件到期还没有办结" if done + waiting else "没有超期的办件"
    parts: list[object] = [paragraph(_against(examined)), paragraph(f"已办结的办件中，超期的占 {share(done, ended)}。")]
    yards = by_yardstick(examined)
    if len(yards) > 1:
        parts.append(table("按哪一项时限", ("时限", "超期办结，件"), [(n, number(c)) for n, c in yards], numbers=1))
    for kind in ("late", "open_late"):
        parts.append(_late_list(examined, kind, csv_name))
    return section("late", title, *parts) if log.cases else Markup("")


def _against(examined: Examined) -> str:
    said = []
    if examined.log.has_deadline:
        done = examined.mapping.finish or examined.mapping.at
        which = "每件的办结时间" if examined.mapping.finish else "每件最后一步的时间"
        said.append(f"比对的两列：截止时间（{examined.mapping.deadline}）与{which}（{done}）。")
    said += [f"时限规则：{limit_words(limit)}。" for limit in examined.rules.limits]
    if examined.log.has_finish:
        last = moment_words(max(examined.log.moment), examined.log.zone)
        said.append(f"没有办结时间的办件，看到记录最后一刻（{last}）为止是否已到期。")
    return "".join(said)


def _late_list(examined: Examined, kind: str, csv_name: str) -> Markup:
    found = _by_case(examined, kind)
    if not found:
        return Markup("")
    log, times = examined.log, _times(examined)
    rows = [
        (log.cases[case], *times[case], told_together(findings, log, examined.rules))
        for case, findings in found[:SHOWN]
    ]
    heads = ("办件", "截止", "办结" if kind == "late" else "最后一步", "结果")
    caption = _caption(KIND_WORDS[kind], len(found), "超过最多的在前")
    return join(table(caption, heads, rows), _rest(len(found), csv_name))


def _times(examined: Examined) -> dict[int, tuple[str, str]]:
    """Deadline and end of each case as words."""
    log = examined.log
    until: dict[int, int] = {}
    done: dict[int, int] = {}
    ends = log.finish if log.has_finish else log.moment
    for case, deadline, end, moment in zip(log.case, log.deadline, ends, log.moment, strict=True):
        if deadline != NONE:
            until[case] = min(deadline, until.get(case, deadline))
        done[case] = max(end if end != NONE else moment, done.get(case, NONE))
    return {
        case: (moment_words(until[case], log.zone) if case in until else "—", moment_words(end, log.zone))
        for case, end in done.items()
    }


def skipped(examined: Examined, csv_name: str) -> Markup:
    """Cases that went on without a step."""
    found = [finding for finding in examined.findings if finding.kind == "skipped"]
    cases = examined.cases_with("skipped")
    title = f"{number(cases)} 件漏了环节" if cases else "没有漏环节的办件"
    steps = Counter(finding.a for finding in found)
    rows = [(step, number(steps[examined.log.steps.find(step)])) for step in examined.rules.must]
    said = "后面的环节已经做了，或者整件已经办结，这一环节却没有记录的，是漏环节。"
    parts: list[object] = [paragraph(said, DRAFT if examined.rules.proposed else "")]
    if not examined.rules.must:
        return section("skipped", "没有判断漏环节", paragraph("规则里没有写每件必经的环节。"))
    parts.append(table("每件应经过的环节，按先后", ("环节", "漏的，件"), rows, numbers=1))
    parts.append(_list(examined, "skipped", csv_name))
    return section("skipped", title, *parts)


def reworked(examined: Examined, csv_name: str) -> Markup:
    """Cases in which a step was done again."""
    found = [finding for finding in examined.findings if finding.kind == "reworked"]
    cases = examined.cases_with("reworked")
    title = f"{number(cases)} 件有返工" if cases else "没有返工的办件"
    steps = Counter(finding.a for finding in found)
    most = {finding.a: finding.value for finding in reversed(found)}
    rows = [
        (examined.log.steps[step], number(count), number(most[step])) for step, count in steps.most_common(30)
    ]  # fmt: skip
    parts: list[object] = [paragraph("同一件里同一环节做了两次以上的，是返工。")]
    if rows:
        parts.append(table("哪些环节返工", ("环节", "返工，件", "一件里最多，次"), rows, numbers=2))
        parts.append(_list(examined, "reworked", csv_name))
    return section("reworked", title, *parts)


def same_person(examined: Examined, csv_name: str) -> Markup:
    """Cases in which one person did what two should."""
    rules, cases = examined.rules, examined.cases_with("same_person")
    if not len(examined.log.persons) or not (rules.separate or rules.one_hand):
        why = "记录里没有办理人的列。" if not len(examined.log.persons) else "规则里没有写应由两人办理的环节。"
        return section("same_person", "没有判断是否同一人办理", paragraph(why))
    title = f"{number(cases)} 件由同一人办了应由两人办的事" if cases else "没有由同一人办理应分开的环节"
    if cases and not rules.separate:
        title = f"{number(cases)} 件从头到尾由一人办完"
    elif rules.proposed and cases:
        title = f"{number(cases)} 件有一人办了两个看来应分开的环节"
    pairs = Counter((finding.a, finding.case) for finding in examined.findings if finding.kind == "same_person")
    count = Counter(place for place, _ in pairs)
    rows = [(f"{one} — {other}", number(count[place])) for place, (one, other) in enumerate(rules.separate)]
    if rules.one_hand:
        rows.append(("整件各环节", number(count[ONE_HAND])))
    parts = [
        paragraph("审查与决定是否必须分开，由各流程规定，不是一律如此。", DRAFT if rules.proposed else ""),
        table("哪些环节由同一人办理", ("环节", "件"), rows, numbers=1),
        _list(examined, "same_person", csv_name),
    ]
    return section("same_person", title, *parts)


def _by_case(examined: Examined, kind: str) -> list[tuple[int, list[Finding]]]:
    """The findings of a kind, case by case; the case with the worst of them first."""
    found: dict[int, list[Finding]] = {}
    for finding in examined.findings:
        if finding.kind == kind:
            found.setdefault(finding.case, []).append(finding)
    return list(found.items())


def _caption(what: str, count: int, order: str) -> str:
    return f"{what}的办件，第 1–{min(count, SHOWN)} 件，共 {number(count)} 件，{order}"


def _list(examined: Examined, kind: str, csv_name: str) -> Markup:
    found = _by_case(examined, kind)
    if not found:
        return Markup("")
    rows = [
        (examined.log.cases[case], told_together(findings, examined.log, examined.rules))
        for case, findings in found[:SHOWN]
    ]
    order = "次数多的在前" if kind == "reworked" else "按在记录中出现的先后"
    caption = _caption(KIND_WORDS[kind], len(found), order)
    return join(table(caption, ("办件", "情况"), rows), _rest(len(found), csv_name))


def _rest(count: int, csv_name: str) -> Markup:
    """Where the rest is."""
    if count <= SHOWN:
        return Markup("")
    where = f"在 {csv_name} 里" if csv_name else "用 --findings 写成表格"
    return paragraph(f"另有 {number(count - SHOWN)} 件，{where}。", kind="more")
