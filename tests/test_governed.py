"""No row of an act is written without its event: every governed table of the real schema, tried in every way.

The tables come from the database's own catalogue, so a new one is tried without being named here; a table that is not
governed must say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import psycopg

from tests.appraisal.stage import with_every_appraisal
from tests.cases.counter import with_every_arrangement
from tests.cases.test_withholding import asked
from tests.cast import FOUNDING, Cast, on, small_county
from tests.clearing.charges import with_charges
from tests.clearing.stage import with_every_clearing
from tests.delegation.stage import with_a_look_at_what_went, with_every_delegation
from tests.exchange.samples import entered, foreign
from tests.hotline.gridstage import found
from tests.hotline.stage import with_orders
from tests.hotline.topicstage import with_topic
from tests.increase.stage import compared
from tests.people import with_file
from tests.ratings.stage import with_every_rating
from tests.stages import on_the_docket, renewed_by_law, with_bundle, with_every_special, with_every_turn
from tests.supervision.stage import with_cards
from tests.village import helped
from tongban.agencies.actions.bodies import open_centre, open_window
from tongban.agencies.actions.posts import record_absence
from tongban.agencies.actions.tokens import issue_token
from tongban.agencies.actions.units import NewUnit, reorganise
from tongban.cases.actions.archive import archive_case
from tongban.cases.actions.papernotes import note_on_paper
from tongban.centres.actions.bookings import book
from tongban.centres.actions.contacts import record_contact
from tongban.centres.actions.days import open_days
from tongban.centres.actions.numbers import take_number
from tongban.centres.actions.population import record_population
from tongban.centres.actions.register import give_authority, place_item
from tongban.centres.queries.queue import days_of
from tongban.centres.rules.population import Figure
from tongban.delegation.actions.capacity import appraise_officer
from tongban.delegation.queries.capacity import seconded_to
from tongban.delegation.tests.candidates_stage import with_candidates
from tongban.delegation.tests.duties_stage import with_capacity, with_duties, with_tasks
from tongban.kernel.actor import SYSTEM
from tongban.law.tests.samples import amended, enacted
from tongban.powerlist.queries import version
from tongban.rights.actions.filing import ask_correction
from tongban.simulation.actions.items import build_registers

Connect = Callable[..., psycopg.Connection[Any]]
Attempt = tuple[str, str]

GOVERNED: Final = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'governed' ORDER BY 1"
TABLES: Final = (
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1"
)
COLUMNS: Final = (
    "SELECT column_name, udt_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
)
# What may be recomputed alone, without an event: due dates when the calendar of a coming year is published.
PROJECTIONS: Final = {
    "cases_case": {"due_at", "promised_due_at", "provisional", "calendar_version"},
    "cases_task": {"due_at", "provisional"},
    "exchange_system": {"fetched", "fetched_at"},
    "exchange_outgoingrecord": {"tries", "next_at", "error"},
    "supervision_card": {"digested_at"},
}
# A value of each type that is not what stands there.
OTHER: Final = {
    "uuid": "gen_random_uuid()", "varchar": "'~'", "text": "'~'", "int2": "7919", "int4": "7919", "int8": "7919",
    "bool": "NOT coalesce({column}, false)", "timestamptz": "'1999-01-01'", "date": "'1999-01-01'",
    "time": "'03:03'", "bytea": "'\\x7e'",
    "jsonb": "'[\"other\"]'", "_int2": "'{99}'", "_text": "'{other}'", "_varchar": "'{other}'",
    "tstzrange": "'[1999-01-01,1999-01-02)'", "daterange": "'[1999-01-01,1999-01-02)'", "numeric": "7919",
    "_uuid": "ARRAY[gen_random_uuid()]",
}  # fmt: skip
FRAMEWORK: Final = "of the framework: "
UNGOVERNED: Final = {
    "hotline_topic": "what a night's count found in the orders; counted anew each night",
    "hotline_topicorder": "which orders a night's count put together",
    "hotline_ordernumber": "the last number given; the numbers themselves stand on governed rows",
    "hotline_ordernews": "what other platforms are told of their orders, from the ledger by a follower",
    "hotline_policemark": "how far 110's rows have been read; a mark, no act",
    "hotline_policemessage": "rows on their way to 110: that 110 has one is an event of its order",
    "exchange_misreading": "what could not be read is no act; what is read later comes as events of its cases",
    "agencies_user": "accounts: the acts on them are events of the official or party they belong to",
    "agencies_accesslog": "itself the record of who saw personal data; swept when its time is over",
    "agencies_calendarversion": "the official calendar: versions are only added",
    "agencies_calendarday": "the days of a version of the official calendar",
    "agencies_division": "places: set up with the installation",
    "agencies_divisionname": "names of places: set up with the installation",
    "agencies_counter": "the last number given; the numbers themselves stand on governed rows",
    "agencies_demorole": "the roles of the demonstration",
    "agencies_keptanswer": "answers kept a day for repeated requests; what was done has its own events",
    "agencies_tokenuse": "how often a token was used in a minute; it only limits",
    "agencies_partykey": "keys and blind indexes of sealed data; destroying one is an event of the party",
    "cases_casenumber": "the last number given; the numbers themselves stand on governed rows",
    "cases_draft": "a draft is nobody's act yet: its applicant alone sees it, and it may be thrown away",
    "cases_draftmaterial": "papers of a draft",
    "cases_quotause": "how many of a limited number are granted; the grants themselves stand on governed rows",
    "documents_numberseries": "the last number given; the numbers themselves stand on governed rows",
    "documents_storedfile": "bytes before an act has taken them up; the act's rows and events name the file",
    "law_lawupload": "findings on an uploaded text, shown before anything is stored",
    "powerlist_askedpaper": "how often notices asked for a paper, which a follower counts from the ledger",
    "powerlist_citedarticle": "what published versions cite, derived from their content",
    "reminders_reminder": "the outbox: what is told has its own event; a try of an adapter is no act",
    "centres_decisiontally": "figures that a follower counts from the ledger",
    "centres_receivedtally": "figures that a follower counts from the ledger",
    "supervision_watched": "cases as supervision knows them from the ledger",
    "supervision_timer": "what time alone will break, reckoned from the ledger after each event",
    "supervision_mark": "events counted for a pattern, from the ledger",
    "ratings_occasion": "what may be rated, derived by a follower from the ledger of cases",
    "powerlist_importpreview": "findings on an upload, shown before anything is imported",
    "delegation_caseseen": "what candidates count, told by the ledger: a projection",
    "delegation_voice": "requests and low ratings told by the ledger: a projection",
    "delegation_dutysheet": "findings on an uploaded file of duty lists, shown before anything is published",
    "delegation_use": "how cases used powers, as a follower writes it from the ledger",
    "delegation_longact": "an act that was asked for; when it is done it has its own events",
    "delegation_sheet": "findings on an uploaded sheet of powers, shown before anything is drafted",
    "delegation_burdenmark": "what bears on townships, as a follower counts it from the ledger",
    "powerlist_searchmiss": "words nobody found, counted by day; no act of anybody and no person in it",
    "powerlist_searchterm": "what search reads, derived from published versions",
} | {
    name: FRAMEWORK + why
    for why, names in {
        "accounts and second factors": ("account_emailaddress", "account_emailconfirmation", "mfa_authenticator",
                                         "socialaccount_socialaccount", "socialaccount_socialapp",
                                         "socialaccount_socialtoken"),
        "its own registers": ("django_content_type", "django_migrations", "django_session", "auth_group",
                              "auth_group_permissions", "auth_permission"),
        "attempts to sign in": ("axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog",
                                "axes_accesslog"),
        "jobs, which may run twice": ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers",
                                      "procrastinate_workers"),
    }.items()
    for name in names
}  # fmt: skip


def full_county() -> Cast:
    """The small county with a row in each governed table."""
    cast = small_county()
    with_a_hall(cast)
    with_a_law()
    with_every_case(cast)
    with_cards(cast)
    with_tasks(there := with_duties(cast))
    with_every_appraisal(there)
    ask_correction(party_id=cast.applicant, name="陈方", by=cast.citizen, at=on(11, 12))
    with_capacity(there)
    appraise_officer(
        secondment_id=seconded_to(there.liuhe)[0][0], since=on(11, 2).date(), until=on(11, 2).date(), grade="competent",
        words="在岗", by=SYSTEM, at=on(11, 20),
    )  # fmt: skip
    with_an_office(cast)
    with_a_note(cast)
    with_every_delegation(cast)
    with_candidates(cast)
    with_every_rating(cast)
    with_orders(cast)
    with_topic(cast)
    found(cast)
    compared(cast)
    with_every_clearing(cast)
    asked(cast, with_charges(cast).case_id, on(11, 10))
    with_a_look_at_what_went(cast)
    return cast


def with_a_hall(cast: Cast) -> None:
    """A service centre with its window, a booked hour, a number, an item placed there and decided there."""
    county = cast.county
    centre = county.bodies["centre"]
    open_centre(
        body_id=centre, address_zh="青禾县城关镇人民路 1 号", address_en="1 Renmin Road", by=SYSTEM, at=FOUNDING
    )
    open_window(centre_id=centre, number=1, post_id=county.posts["window_1"], by=SYSTEM, at=FOUNDING)
    record_absence(
        official_id=county.holders["fire_review"][1], starts=on(12, 1), ends=on(12, 2), reason="leave", by=SYSTEM,
        at=FOUNDING,
    )  # fmt: skip
    open_days(at=on(11, 2))
    day = days_of(centre, on(11, 2))[0]
    book(day_id=day.id, starts=day.slots[-1].starts, by=cast.citizen, at=on(11, 2))
    take_number(centre_id=centre, by=cast.officer("window_1", on(11, 2)), at=on(11, 2))
    item = version(cast.version_id).item_id
    place_item(
        centre_id=centre, item_id=item, body_id=county.bodies["market"], function="decides", by=SYSTEM, at=on(11, 2)
    )
    give_authority(post_id=county.posts["market_decide"], items=[item], seal=True, by=SYSTEM, at=on(11, 2))
    record_population(figures=[Figure(county.home, 2025, 420_000)], source="统计年鉴", by=SYSTEM, at=on(11, 2))


def with_a_law() -> None:
    """Registers, a law and its amendment, and what it put on the docket."""
    build_registers(by=SYSTEM, at=FOUNDING, listed_from=FOUNDING.date())
    amended(enacted())
    on_the_docket(on(11, 2))


def with_every_case(cast: Cast) -> None:
    """Every turn a case can take, and what people are helped with beside it."""
    with_every_turn(cast)
    with_every_special(cast)
    with_every_arrangement(cast)
    foreign(cast, on(11, 2))
    entered(cast, on(11, 2))
    with_bundle(cast)
    archive_case(case_id=renewed_by_law(cast), at=on(12, 2))
    helped(cast)
    record_contact(
        name="罗大勇", phone="13900000001", question="找谁补？", by=cast.officer("window_1", on(11, 2)), at=on(11, 2)
    )


def with_a_note(cast: Cast) -> None:
    """A note on a page of a paper."""
    note_on_paper(
        case_id=with_file(cast), key="m_lease", page=1, x=100, y=100, text="没有盖章",
        by=cast.officer("market_review", on(11, 3)), at=on(11, 3),
    )  # fmt: skip


def with_an_office(cast: Cast) -> None:
    """A body that is organised anew, and a token for another system."""
    county = cast.county
    office = NewUnit(name_zh="办公室", name_en="Office", posts=frozenset({county.posts["urban_review"]}))
    reorganise(body_id=county.bodies["urban"], ended=[], formed=[office], on=FOUNDING.date(), by=SYSTEM, at=FOUNDING)
    issue_token(
        post_id=county.posts["window_1"], purpose="trial", system="自助终端", scopes={"read", "receive"}, days=30,
        by=cast.officer("system_admin", on(11, 2)), at=on(11, 2),
    )  # fmt: skip


def column(connection: psycopg.Connection[Any], query: str) -> list[str]:
    return [row[0] for row in connection.execute(query).fetchall()]


def changes(connection: psycopg.Connection[Any], table: str) -> Iterator[Attempt]:
    """An UPDATE of each column alone, with the number as it is and with the next one."""
    for name, kind in connection.execute(COLUMNS, [table]).fetchall():
        if name in PROJECTIONS.get(table, ()):
            continue
        update = f'UPDATE {table} SET "{name}" = {OTHER[kind].replace("{column}", name)}'
        yield f"UPDATE {name}", update
        if name != "seq":
            yield f"UPDATE {name} with the next number", f"{update}, seq = seq + 1"


def attempts(connection: psycopg.Connection[Any], table: str) -> Iterator[Attempt]:
    """Every way to write a table without an event."""
    yield from changes(connection, table)
    copy = "(jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).*"
    yield "INSERT of a copy", f"INSERT INTO {table} SELECT {copy} FROM {table} t"
    yield "DELETE", f"DELETE FROM {table}"
    yield "TRUNCATE", f"TRUNCATE {table} CASCADE"


def let_through(connection: psycopg.Connection[Any], table: str) -> list[str]:
    """Which of the attempts the database did not refuse for want of an event (or of the right)."""
    return [
        f"{table}: {what}" for what, statement in attempts(connection, table) if not _refused(connection, statement)
    ]


def _refused(connection: psycopg.Connection[Any], statement: str) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            return connection.execute(statement).rowcount == 0
    except psycopg.Error as error:
        return error.sqlstate in ("TB002", "42501")


def test_each_governed_table_refuses_every_write_without_its_event(committed_db: str, new_connection: Connect) -> None:
    full_county()
    app = new_connection()
    governed = column(app, GOVERNED)
    assert len(governed) >= 25
    empty = [table for table in governed if not app.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone()[0]]
    assert empty == [], "full_county must bring a row into each governed table"
    assert [found for table in governed for found in let_through(app, table)] == []


def test_the_owners_ordinary_statements_are_refused_too(committed_db: str, new_connection: Connect) -> None:
    full_county()
    owner = new_connection("owner")
    assert [found for table in column(owner, GOVERNED) for found in let_through(owner, table)] == []


def test_without_its_guard_each_table_lets_a_write_through(fresh_db: str, new_connection: Connect) -> None:
    full_county()
    app, owner = new_connection(), new_connection("owner")
    governed = column(app, GOVERNED)
    for table in governed:
        for trigger in ("governed", "governed_sets", "governed_set_changes"):
            owner.execute(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
    unguarded = {found.split(":")[0] for table in governed for found in let_through(app, table)}
    assert unguarded == set(governed)


def test_each_table_is_governed_or_says_why_not(db: None, new_connection: Connect) -> None:
    app = new_connection()
    tables, governed = set(column(app, TABLES)), set(column(app, GOVERNED))
    assert tables - governed - UNGOVERNED.keys() == set(), "a new table: govern it (Govern) or explain it in UNGOVERNED"
    assert UNGOVERNED.keys() & governed == set()
    assert UNGOVERNED.keys() - tables == set()


def test_a_new_table_without_a_choice_would_be_found(committed_db: str, new_connection: Connect) -> None:
    new_connection("owner").execute("CREATE TABLE cases_secret (id uuid)")
    assert "cases_secret" in set(column(new_connection(), TABLES)) - UNGOVERNED.keys()
