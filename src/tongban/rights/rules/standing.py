"""What stands against erasing a person's data: what is open, and what the law keeps until a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tongban.kernel.refusals import Refusal

Words = tuple[str, str]

# Kind → its words, the row of the rulebook that says how long, and why.
KINDS: Final[Mapping[str, tuple[Words, str, Words]]] = {
    "case": (
        ("办件和一件事", "cases and things of several items"), "keep.case_years",
        ("办件档案依法保存；记录在台账里的只有编号和时间。",
         "Files of cases are kept by law; the ledger holds numbers and times."),
    ),
    "certificate": (
        ("证照", "certificates"), "keep.case_years",
        ("有效的证照要能查验，失效后随档案保存。",
         "A valid certificate must be checkable; later it is kept with the file."),
    ),
    "charge": (
        ("收费和罚款", "fees and fines"), "keep.charge_years",
        ("缴款凭证按会计档案保存。", "Vouchers are kept as accounts."),
    ),
    "mandate": (
        ("委托", "mandates"), "keep.case_years",
        ("证明谁替谁办了什么。", "They prove who acted for whom."),
    ),
    "outside": (
        ("别处办理的办件", "cases of other systems"), "keep.case_years",
        ("由别的系统办理，这里随它保存。", "Another system handles them; they are kept as it keeps them."),
    ),
    "order": (
        ("12345 诉求", "requests to 12345"), "keep.order_years",
        ("诉求档案依法保存。", "Files of requests are kept by law."),
    ),
    "mediation": (
        ("调解", "mediations"), "keep.order_years",
        ("调解协议对双方都有用，不能由一方删除。", "An agreement serves both sides; one alone cannot erase it."),
    ),
    "question": (
        ("当面提的问题", "questions asked in person"), "keep.order_years",
        ("首问要有着落，答复要能查。", "A question must be answered, and the answer must be found."),
    ),
    "rating": (
        ("评价", "ratings"), "keep.order_years",
        ("差评的整改要能查。", "What was done about a bad rating must be found."),
    ),
}  # fmt: skip


# What is valid rather than under way while it is open.
VALID: Final = frozenset({"certificate", "mandate"})


@dataclass(frozen=True, slots=True)
class Stand:
    """What there is of one kind: how many, how many are still open, and the day the last one ended.

    `expires` is the day on which all that is open has ended by itself: the last day of what is valid until a day.
    """

    kind: str
    number: int
    open: int
    ended: date | None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind that stands against erasing: how many, how many open, and its last day (None: nobody can say yet).

    `years` is how long it is kept after its end, `expires` the day by which all that is open has ended by itself.
    """

    kind: str
    number: int
    open: int
    until: date | None
    years: int = 0
    expires: date | None = None

    def plain(self) -> dict[str, object]:
        """As it is stored with a request."""
        days = {"until": self.until, "expires": self.expires}
        told = {name: day.isoformat() if day else None for name, day in days.items()}
        return {"kind": self.kind, "number": self.number, "open": self.open, "years": self.years, **told}


def kept_by_law(stands: Iterable[Stand], years: Mapping[str, int], today: date) -> tuple[Kept, ...]:
    """What stands against erasing today: all that is open, and all whose years are not over."""
    found = []
    for stand in stands:
        term = years[KINDS[stand.kind][1]]
        until = after_years(stand.ended, term) if stand.ended else None
        if stand.open:
            found.append(Kept(stand.kind, stand.number, stand.open, None, term, stand.expires))
        elif stand.number and until is not None and until >= today:
            found.append(Kept(stand.kind, stand.number, 0, until, term))
    return tuple(found)


def rest_until(kept: Iterable[Kept]) -> date | None:
    """The day after which nothing stands against erasing; None while something is open."""
    days = [one.until for one in kept]
    return None if None in days or not days else max(day for day in days if day is not None)


def look_on(kept: Iterable[Kept], years: Mapping[str, int], today: date) -> date | None:
    """The first day on which nothing may stand against erasing any more; before it nobody needs to look.

    What has ended is kept to its known day. What is open ends today at the earliest and is then kept for its years;
    but an end is sometimes told late, so all but one of those years are left for that, and a look comes each year.
    """
    days = [
        one.until + timedelta(days=1) if one.until else _next_look(years[KINDS[one.kind][1]], today) for one in kept
    ]
    return max(days, default=None)


def _next_look(years: int, today: date) -> date:
    return after_years(today, 1) if years > 1 else today + timedelta(days=1)


def terms(years: Mapping[str, int]) -> str:
    """How long each kind is kept, as a request remembers it: when this changes, its day has to be found anew."""
    return " ".join(f"{kind} {years[key]}" for kind, (_words, key, _why) in KINDS.items())


def after_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the first of March, so nothing is over early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def kept_refusal(kept: Iterable[Kept]) -> Refusal:
    """Why the rest cannot be erased today, or why it cannot be kept: the kinds that stand against it."""
    kinds = [KINDS[one.kind][0] for one in kept]
    if not kinds:
        return Refusal(
            "rights_nothing_kept",
            "现在没有依法要保存的了，请直接删除。",
            "Nothing stands against it any more; erase the rest.",
        )
    return Refusal(
        "rights_kept",
        "还不能全部删除：{kinds}要依法保存或者还没有办完。",
        "The rest cannot be erased yet: {kinds_en} are open or kept by law.",
        {"kinds": "、".join(zh for zh, _en in kinds), "kinds_en": ", ".join(en for _zh, en in kinds)},
    )
