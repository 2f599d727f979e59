"""The platform's own figures: the office day, the grades of a clock, how long drafts stay, how long lists are.

No law sets them; a county confirms or changes them by a dated row. That is why all of them are marked to be
confirmed, except where a city's published practice stands behind one.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOLIDAYS = "全国年节及纪念日放假办法"
HOUSE = "通办默认规则"
SINCE = date(2004, 1, 1)
S, M = Confidence.SECONDARY, Confidence.TO_CONFIRM

OFFICE: tuple[RuleRow, ...] = (
    RuleRow(
        "office.day_end", "17:00", "time_of_day", SINCE, HOUSE, "", M, "A limit in days ends when the office closes."
    ),
    RuleRow(
        "office.day_start",
        "08:00",
        "time_of_day",
        SINCE,
        HOUSE,
        "",
        M,
        "An administrator's act before it is marked for the auditor; the office closes at office.day_end.",
    ),
    RuleRow(
        "audit.brief_hours",
        24,
        "hour",
        SINCE,
        HOUSE,
        "",
        M,
        "An appointment that is ended again so soon is marked for the auditor.",
    ),
    RuleRow(
        "audit.many_accounts",
        10,
        "count",
        SINCE,
        HOUSE,
        "",
        M,
        "More accounts than these opened by one administrator within audit.many_minutes are marked for the auditor.",
    ),
    RuleRow("audit.many_minutes", 60, "minute", SINCE, HOUSE, "", M, "The span for audit.many_accounts."),
    RuleRow(
        "clock.near_days",
        3,
        "working_day",
        SINCE,
        HOUSE,
        "",
        M,
        "Due soon from so many working days left; not for limits in hours.",
    ),
    RuleRow("clock.near_share", 70, "percent", SINCE, HOUSE, "", M, "Due soon from this share of the limit used."),
    RuleRow(
        "clock.yellow_share",
        90,
        "percent",
        SINCE,
        HOUSE,
        "",
        S,
        "Yellow card from this share of the promised limit used, as Yulin city publishes it; "
        "also when a step is over its own limit.",
    ),
    RuleRow("clock.ruler_cells", 60, "count", SINCE, HOUSE, "", M, "A longer ruler shows a window and says so."),
    RuleRow("draft.keep_days", 30, "day", SINCE, HOUSE, "", M, "A draft not submitted is kept so long."),
    RuleRow("list.page_size", 50, "count", SINCE, HOUSE, "", M, "Rows on one page of a list."),
    RuleRow(
        "list.adjustment_days",
        20,
        "working_day",
        SINCE,
        "中华人民共和国政府信息公开条例",
        "第二十六条",
        M,
        "For the list to follow a law that moved: what must be public is told within 20 working days of its change.",
    ),
    RuleRow("statistics.least_base", 30, "count", SINCE, HOUSE, "", M, "Below it no percentage is shown, but n of m."),
    RuleRow(
        "status.tries", 5, "count", SINCE, HOUSE, "", M, "Wrong pairs of number and code before answers slow down."
    ),
    RuleRow("correction.supply_days", 30, "day", SINCE, HOUSE, "", M, "For the applicant to supply what was asked."),
    RuleRow(
        "acceptance.deferred_days",
        10,
        "working_day",
        SINCE,
        HOUSE,
        "",
        M,
        "For a paper that follows acceptance, where its item says nothing; never after the whole case is due.",
    ),
    RuleRow(
        "acceptance.deferred_remind_days",
        2,
        "working_day",
        SINCE,
        HOUSE,
        "",
        M,
        "So long before its day the applicant is reminded of a paper that follows.",
    ),
    RuleRow("booking.ahead_days", 10, "working_day", SINCE, HOUSE, "", M, "So far ahead times can be booked."),
    RuleRow("booking.opens", "09:00", "time_of_day", SINCE, HOUSE, "", M, "The first time that can be booked."),
    RuleRow("booking.break_from", "12:00", "time_of_day", SINCE, HOUSE, "", M, "The midday break offers no times."),
    RuleRow("booking.break_to", "14:00", "time_of_day", SINCE, HOUSE, "", M, "From here on times are offered again."),
    RuleRow("booking.early_minutes", 30, "minute", SINCE, HOUSE, "", M, "So early a booking's number can be taken."),
    RuleRow("booking.minutes", 15, "minute", SINCE, HOUSE, "", M, "From one booked time to the next."),
    RuleRow("booking.capacity", 4, "count", SINCE, HOUSE, "", M, "People who can book the same time of a centre."),
    RuleRow("reminders.keep_hours", 72, "hour", SINCE, HOUSE, "", M, "A channel that stays away so long is given up."),
    RuleRow("reminders.news_days", 3, "day", SINCE, HOUSE, "", M, "What is older is no news and nobody is told of it."),
    RuleRow("reminders.supply_days", 5, "day", SINCE, HOUSE, "", M, "So long before its end papers are asked again."),
    RuleRow(
        "reminders.digest_time",
        "08:30",
        "time_of_day",
        SINCE,
        HOUSE,
        "",
        M,
        "On working days each official gets one message with what is due, instead of one a case.",
    ),
    RuleRow("upload.file_bytes", 20_971_520, "byte", SINCE, HOUSE, "", M, "Largest single file, 20 MiB."),
    RuleRow("upload.owner_bytes", 524_288_000, "byte", SINCE, HOUSE, "", M, "All files of one person, 500 MiB."),
    RuleRow("upload.pages", 100, "count", SINCE, HOUSE, "", M, "Most pages of one file."),
    RuleRow("upload.pixels", 50_000_000, "count", SINCE, HOUSE, "", M, "Most pixels of one picture, unpacked."),
    RuleRow("print.batch_documents", 50, "count", SINCE, HOUSE, "", M, "Most documents printed together."),
    RuleRow(
        "calendar.fixed_holidays",
        "01-01 05-01 10-01 10-02 10-03",
        "month_day",
        date(2008, 1, 1),
        HOLIDAYS,
        "第二条",
        M,
        "Dated by the law itself, whatever the yearly notice shifts; the lunar ones are not here.",
        date(2024, 12, 31),
    ),
    RuleRow(
        "calendar.fixed_holidays",
        "01-01 05-01 05-02 10-01 10-02 10-03",
        "month_day",
        date(2025, 1, 1),
        HOLIDAYS,
        "第二条",
        M,
        "Dated by the law itself, whatever the yearly notice shifts; the lunar ones are not here.",
    ),
)
