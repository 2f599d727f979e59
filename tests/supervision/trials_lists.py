"""The same for rules on persons, on the list, and over many cases: one breach and one look-alike each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.supervision.story import Small, Story, on, ref, usual, version_of
from tests.supervision.trials import Trial, begun, decided, noticed

HOUR = timedelta(hours=1)


def told_two(second: str, task: str = "review_market") -> Story:
    """A check for two: the first opinion is Zhang's, the second closes the step."""
    story = begun().told("case.opinion_given", on(11, 4), task=task, opinion="agree", of=2)
    return story.reviewed(on(11, 5), by=second)


def chaired(chair: str) -> Story:
    story = begun().reviewed(on(11, 4))
    return story.told(
        "case.hearing_called", on(11, 5), held=on(11, 13).isoformat(), chair=str(ref(chair)), document="d"
    )


def without(function: str) -> Callable[[], Small]:
    """The market bureau no longer holds the function and never did."""

    def world() -> Small:
        small = Small()
        small.holders[function] = ref("liuhe")
        return small

    return world


def handed_on() -> Small:
    """Liuhe holds the power here; the market bureau holds it elsewhere."""
    small = without("decide")()
    small.elsewhere = {ref("market")}
    return small


def nobody() -> Small:
    small = Small()
    small.empty = [ref("market_desk")]
    return small


def extended(**data: Any) -> Story:
    fields = {"length": 5, "unit": "working_day", "document": "d", "approver": str(ref("government")), "joint": False}
    return begun().told("case.extended", on(11, 9), **{**fields, **data})


PERSONS: dict[str, Trial] = {
    "apart.decide": Trial(lambda: begun().reviewed(on(11, 5)).decided(on(11, 6), by="zhang"), usual),
    "apart.two": Trial(lambda: told_two("zhang"), lambda: told_two("li")),
    "apart.chair": Trial(lambda: chaired("zhang"), lambda: chaired("sun")),
    "apart.hand": Trial(
        lambda: Story().received(on(11, 2), by="he", body="market", post="w").accepted(on(11, 3)).reviewed(on(11, 5))
        .decided(on(11, 6)),
        usual,
    ),
    "holder.decide": Trial(usual, usual, world=without("decide"), alike_world=Small),
    "holder.former": Trial(usual, usual, world=handed_on, alike_world=without("decide")),
    "holder.accept": Trial(
        usual, lambda: Story().received(on(11, 2)).accepted(on(11, 10), origin="deemed"), world=without("accept"),
        alike_world=without("accept"),
    ),
    "post.decide": Trial(lambda: decided(post="market_desk"), decided),
    "extension.approver": Trial(
        lambda: extended(joint=True, approver=str(ref("market"))), lambda: extended(approver=str(ref("market")))
    ),
    "post.empty": Trial(
        lambda: Story("zhang", "official").told("official.absent", on(11, 2), starts=on(11, 3).isoformat()),
        lambda: Story("zhang", "official").told("official.absent", on(11, 2), starts=on(11, 3).isoformat()),
        world=nobody, alike_world=Small,
    ),
}  # fmt: skip


def published(change: Any) -> Trial:
    """The new version has the change beside the old one; the look-alike is a new version without it."""

    def story() -> Story:
        data = {"version_id": str(ref("v2")), "replaces": str(ref("v1")), "no": 2}
        return Story("restaurant", "item").told("item.published", on(11, 2), **data)

    return Trial(
        story, story, world=lambda: Small(version_of("v2", change)), alike_world=lambda: Small(version_of("v2"))
    )


def limit(content: Any, key: str) -> Any:
    return next(one for one in content["limits"] if one["key"] == key)


def longer(content: Any) -> None:
    limit(content, "whole_promised")["length"] = 9


def over_law(content: Any) -> None:
    limit(content, "whole_promised")["length"] = 11


def no_promise(content: Any) -> None:
    content["limits"] = [one for one in content["limits"] if one["key"] != "whole_promised"]


def no_law(content: Any) -> None:
    content["limits"] = [one for one in content["limits"] if one["key"] != "whole_statutory"]


def one_paper_more(content: Any, name: str = "承诺书") -> None:
    paper = dict(next(one for one in content["materials"] if one["key"] == "m_lease"))
    content["materials"].append({**paper, "key": "m_more", "name": {"zh": name, "en": "One more"}})


def charged(content: Any) -> None:
    content["fee"] = {"charged": True, "items": [{"name": "证书工本费", "rate": "", "basis": ""}]}


def with_fee() -> Small:
    paid = {"charged": True, "items": [{"name": "检验费", "rate": "100 元", "basis": "价目表"}]}
    return Small(version_of("v1", lambda content: content.update(fee=paid)))


def other_in_force() -> Small:
    small = Small(version_of("v2"))
    small.now = ref("v2")
    return small


VALUES: dict[str, Trial] = {
    "fee.outside": Trial(
        lambda: Story().received(on(11, 2), fee=100), lambda: Story().received(on(11, 2), fee=100), alike_world=with_fee
    ),
    "papers.outside": Trial(lambda: noticed(1, points=["m_deposit:missing"]),
        lambda: noticed(1, points=["shop_name:wrong"])),
    "version.old": Trial(
        lambda: Story().received(on(11, 2)), lambda: Story().received(on(11, 2)), world=other_in_force,
            alike_world=Small
    ),
    "entry.late": Trial(
        lambda: begun().reviewed(on(11, 5), lag=72 * HOUR), lambda: begun().reviewed(on(11, 5), lag=20 * HOUR)
    ),
    "extension.long": Trial(lambda: extended(length=11), lambda: extended(length=10)),
    "extension.late": Trial(
        lambda: begun().told("case.extended", on(11, 18), length=5, unit="working_day", document="d"),
        lambda: begun().told("case.extended", on(11, 17), length=5, unit="working_day", document="d"),
    ),
    "review.instant": Trial(
        lambda: begun().reviewed(on(11, 3) + timedelta(seconds=20)), lambda: begun().reviewed(on(11, 3, 10, 30))
    ),
    "withdrawn.at_end": Trial(
        lambda: begun().told("case.withdrawn", on(11, 13), state="withdrawn"),
        lambda: begun().told("case.withdrawn", on(11, 9), state="withdrawn"),
    ),
    "calendar.past": Trial(
        lambda: Story("cn", "calendar").told("calendar.amended", on(11, 9), changed=["2026-11-06 holiday"]),
        lambda: Story("cn", "calendar").told("calendar.amended", on(11, 9), changed=["2026-11-13 holiday"]),
    ),
    "list.promise_longer": published(longer),
    "list.promise_gone": published(no_promise),
    "list.promise_over": published(over_law),
    "list.more_papers": published(one_paper_more),
    "list.more_visits": published(lambda content: content.update(max_visits=1, visit_reason="现场核验")),
    "list.catch_all": published(lambda content: one_paper_more(content, "法律法规规定的其他材料")),
    "list.no_limit": published(no_law),
    "list.fee_basis": published(charged),
    "after.reversed": Trial(
        lambda: Story("c", "certificate").told("certificate.revoked", on(11, 9), ground="procedure"),
        lambda: Story("c", "certificate").told("certificate.revoked", on(11, 9), ground="surrendered"),
    ),
}  # fmt: skip


def many(number: int, tell: Callable[[str, int], Story]) -> list[Story]:
    return [tell(f"case{place}", place) for place in range(number)]


def decides(name: str, nth: int, *, spread: int = 1, **data: Any) -> Story:
    """A case of its own, decided `spread` minutes after the one before."""
    story = Story(name).received(on(10, 20)).accepted(on(10, 21)).reviewed(on(10, 22))
    return story.decided(on(11, 2) + nth * timedelta(minutes=spread), **data)


def some(event: str, number: int, **data: Any) -> Callable[[str, int], Story]:
    """Accepted cases, the first `number` of which know the event."""

    def tell(name: str, place: int) -> Story:
        story = Story(name).received(on(11, 2)).accepted(on(11, 3))
        return story.told(event, on(11, 4, 9, place), **data) if place < number else story

    return tell


def turned(name: str, place: int) -> Story:
    return Story(name).received(on(11, 2)).told("case.not_accepted", on(11, 3, 9, place), state="not_accepted",
        document="d",
                                                ground="not_needed")  # fmt: skip


def refuses(total: int, refused: int, **data: Any) -> list[Story]:
    return many(total, lambda name,
        n: decides(name, n, spread=90, decision="refuse" if n >= total - refused else "grant",
                                               **data))  # fmt: skip


def at_liuhe(total: int, elsewhere: int) -> list[Story]:
    """Four refused of so many at one place, and so many of twelve elsewhere."""
    others = many(12, lambda name, n: decides(f"else-{name}", n, spread=60, by="wu",
                                              decision="refuse" if n < elsewhere else "grant"))  # fmt: skip
    return [*refuses(total, 4, place="liuhe"), *others]


def by_proxy(name: str, place: int, officer: str = "he") -> Story:
    story = Story(name).received(on(10, 20), by="agent", on_behalf="chen").accepted(on(10, 21)).reviewed(on(10, 22))
    return story.decided(on(11, 2) + place * 3 * HOUR, by=officer)


def again(day: int) -> list[Story]:
    first = Story("one").received(on(11, 2)).told("case.withdrawn", on(11, 3), state="withdrawn")
    return [first, Story("two").received(on(11, day))]


def waiting(number: int) -> Callable[[], Small]:
    def world() -> Small:
        small = Small()
        small.line = number
        return small

    return world


PAUSE = {"pause_kind": "testing", "document": "d", "told": on(11, 4, 9).isoformat(), "until": "2026-11-20",
         "staff": ["a", "b"]}  # fmt: skip
PATTERNS: dict[str, Trial] = {
    "spree.closing": Trial(lambda: many(13, decides), lambda: many(13, lambda n, p: decides(n, p, spread=10))),
    "spike.pauses": Trial(
        lambda: many(10, some("case.paused", 8, **PAUSE)), lambda: many(40, some("case.paused", 8, **PAUSE))
    ),
    "spike.silent": Trial(
        lambda: many(3, lambda n,
            p: Story(n).received(on(11, 2)).accepted(on(11, 10), origin="deemed", body="", by="")),
        lambda: many(2, lambda n,
            p: Story(n).received(on(11, 2)).accepted(on(11, 10), origin="deemed", body="", by="")),
    ),
    "spike.withdrawn": Trial(
        lambda: many(12, some("case.withdrawn", 6, state="withdrawn")),
        lambda: many(40, some("case.withdrawn", 6, state="withdrawn")),
    ),
    "spike.turned_away": Trial(
        lambda: many(6, turned),
        lambda: many(20, lambda n, p: Story(f"a{n}").received(on(11, 2)).accepted(on(11, 2, 11))) + many(6, turned),
    ),
    "outlier.refusals": Trial(lambda: refuses(6, 5), lambda: refuses(10, 5)),
    "outlier.place": Trial(lambda: at_liuhe(6, elsewhere=1), lambda: at_liuhe(6, elsewhere=8)),
    "pair.proxy": Trial(
        lambda: many(6, by_proxy), lambda: many(6, lambda n, p: by_proxy(n, p, "he" if p % 2 else "wu"))
    ),
    "holder.hollow": Trial(
        lambda: many(4, lambda n, p: decides(n, p, spread=90)), lambda: many(4, lambda n, p: decides(n, p, spread=90)),
        world=handed_on, alike_world=Small,
    ),
    "spike.reversed": Trial(
        lambda: many(3, lambda n,
            p: Story(n, "certificate").told("certificate.revoked", on(11, 2), ground="procedure")),
        lambda: many(3, lambda n, p: Story(n, "certificate").told("certificate.revoked", on(11, 2), ground="fraud")),
    ),
    "line.jumped": Trial(usual, usual, world=waiting(3), alike_world=waiting(2)),
    "clock.restarted": Trial(lambda: again(4), lambda: again(20)),
}  # fmt: skip
