"""Every page of the house in a browser, as its own role sees it: it fits a phone and a desk, axe finds nothing.

One table says who looks at which page; an address that shows a page and is not in it fails the build. The addresses'
records come from the table of routes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

import pytest
from django.urls import get_resolver
from playwright.sync_api import Page
from tests.journeys.roles import aside
from tests.people import People, gather
from tests.routes_table import ROUTES
from tests.test_routes import address, routes

pytestmark = pytest.mark.browser
PLACE: Final = " · 青禾县政务服务"
PHONE, DESK = 320, 1280

# Who looks at each page. Public pages are looked at by nobody in particular and in every way.
PUBLIC: Final = (
    "portal:home", "portal:search", "powerlist:guide", "powerlist:list", "certificates:check", "certificates:qr",
    "ratings:rate", "ratings:ratings", "ratings:unit", "ratings:survey_results",
    "agencies:demo", "account_login", "account_signup", "cases:status", "cases:granted",
    "centres:hall", "ledger:held", "ledger:verify",
    "rights:about",
    "hotline:ask", "hotline:asked", "hotline:public_figures", "hotline:public_map", "hotline:public_answers",
)  # fmt: skip
CITIZENS: Final = (
    "cases:apply_start", "cases:draft_place", "cases:draft_papers", "cases:draft_check", "cases:draft_step", "cases:my",
    "cases:my_case", "cases:receipt", "cases:supplement", "cases:withdraw", "account_logout",
    "cases:my_mandates", "cases:new_mandate", "cases:mandate",
    "agencies:seen", "reminders:reminders", "centres:book", "centres:booking", "centres:ticket",
    "ratings:rate_one", "ratings:survey",
    "hotline:my", "hotline:my_order",
    "rights:mine", "rights:kind", "rights:correct", "rights:erase",
)  # fmt: skip
STAFF: Final = {
    "cases:desk": "reviewer", "cases:case": "reviewer", "cases:notice": "reviewer", "cases:not_accept": "reviewer",
    "cases:decision": "head", "cases:pause": "reviewer", "cases:resume": "reviewer", "cases:extend": "head",
    "cases:urge": "manager", "cases:reveal": "reviewer", "cases:window": "clerk", "cases:window_item": "clerk",
    "cases:window_received": "clerk", "cases:window_supplement": "clerk", "cases:list": "manager",
    "cases:delivery": "delivery", "cases:find": "reviewer", "cases:centre": "manager", "portal:leader": "leader",
    "powerlist:import": "list", "powerlist:preview": "list", "agencies:posts": "reviewer", "mfa_index": "reviewer",
    "mfa_activate_totp": "reviewer", "agencies:office_posts": "admin", "agencies:office_post": "admin",
    "agencies:office_new_post": "admin", "agencies:office_new_person": "admin", "agencies:office_person": "admin",
    "agencies:office_absences": "admin", "agencies:office_windows": "admin", "agencies:office_access": "security",
    "agencies:office_acts": "auditor",
    "portal:calendar": "admin", "portal:brief": "leader", "centres:calling": "clerk", "centres:days": "manager",
    "centres:register": "manager", "cases:town": "clerk", "centres:authority": "head",
    "centres:contacts": "clerk", "centres:contact": "clerk", "agencies:open_account": "clerk",
    "supervision:wall": "supervisor", "hotline:operate": "clerk", "hotline:order": "reviewer",
}  # fmt: skip
# A push looks at these on the phone alone, where a page breaks first; the night looks at them on the desk too.
NARROW: Final = {
    "portal:bodies": "admin", "portal:body_new": "admin", "portal:body": "admin", "portal:body_end": "admin",
    "portal:places": "admin", "portal:place_new": "admin", "portal:place": "admin", "portal:place_end": "admin",
    "portal:place_import": "admin", "portal:marks": "admin", "portal:mark": "admin",
    "centres:population": "admin", "rights:requests": "security", "rights:request": "security",
    "law:list": "nobody", "law:law": "nobody", "law:article": "nobody", "powerlist:citing": "nobody",
    "powerlist:register": "nobody", "powerlist:item_power": "list", "powerlist:item_together": "list",
    "powerlist:office_register": "list",
    "powerlist:versions": "nobody", "interface": "nobody", "cases:my_certificates": "applicant",
    "cases:ask_certificate": "applicant", "cases:my_hearing": "applicant", "cases:bundle": "applicant",
    "exchange:elsewhere": "applicant", "exchange:entrants": "reviewer", "exchange:entrant": "reviewer",
    "exchange:entrant_scope": "reviewer", "mfa_list_webauthn": "applicant", "mfa_add_webauthn": "applicant",
    "law:upload": "list", "law:judged": "list", "law:enter": "list", "law:keep": "list", "powerlist:items": "list",
    "powerlist:duties": "nobody", "powerlist:duty_list": "nobody", "powerlist:balance": "nobody",
    "powerlist:editions": "nobody", "powerlist:edition": "nobody", "powerlist:edition_check": "nobody",
    "powerlist:increase": "list", "powerlist:increases": "head", "powerlist:finding": "head",
    "powerlist:comparison": "leader",
    "delegation:arose_cases": "leader", "delegation:above_cases": "leader", "delegation:county_powers": "leader",
    "delegation:down_powers": "leader", "delegation:kept_powers": "leader", "delegation:level_powers": "leader",
    "delegation:year_cases": "leader", "delegation:voices": "list",
    "delegation:levels": "leader", "powerlist:domains": "nobody", "powerlist:domain_office": "list",
    "cases:charges": "leader",
    "cases:case_charges": "reviewer",
    "cases:withheld": "head", "cases:withhold": "reviewer", "powerlist:rounds": "list", "powerlist:round": "list",
    "powerlist:round_item": "list",
    "powerlist:round_results": "nobody", "powerlist:round_result": "nobody", "powerlist:overlaps": "list",
    "powerlist:overlap": "list", "powerlist:practices": "head", "powerlist:practice": "head",
    "powerlist:docket": "list", "powerlist:proofs": "list",
    "powerlist:adjustment": "list", "powerlist:touched": "nobody",
    "powerlist:misses": "list", "powerlist:items_file": "list", "powerlist:items_preview": "list",
    "powerlist:item_new": "list", "powerlist:item": "list", "powerlist:item_section": "list",
    "powerlist:item_form": "list", "powerlist:item_group": "list", "powerlist:group_preview": "list",
    "powerlist:item_flow": "list", "powerlist:item_drawing": "list",
    "powerlist:item_try": "list", "powerlist:item_guide": "list",
    "powerlist:item_publish": "list", "powerlist:item_state": "list", "exchange:systems": "admin",
    "exchange:new": "admin", "exchange:system": "admin", "exchange:mapping": "admin", "agencies:tokens": "admin",
    "hotline:grid": "township", "hotline:grid_desk": "township", "hotline:grid_event": "reviewer",
    "hotline:whistles": "township", "hotline:whistle": "reviewer",
    "hotline:mediations": "township", "hotline:mediation": "township",
    "ratings:desk": "head", "ratings:rating": "head", "ratings:devices": "manager", "ratings:surveys": "supervisor",
    "supervision:cards": "supervisor", "supervision:card": "head", "supervision:cases": "supervisor",
    "supervision:case": "supervisor", "supervision:coverage": "supervisor", "supervision:rules": "supervisor",
    "supervision:rule": "supervisor", "supervision:items": "supervisor", "supervision:item": "supervisor",
    "supervision:recommendations": "supervisor", "supervision:recommendation": "supervisor",
    "delegation:candidates": "list", "delegation:candidate": "list", "delegation:table": "list",
    "delegation:table_edit": "list",
    "hotline:orders": "manager", "hotline:mine": "reviewer", "hotline:figures": "manager",
    "portal:heard": "list", "portal:publications": "list", "portal:heard_item": "list",
    "portal:patterns": "supervisor", "portal:suggest": "supervisor",
    "hotline:answers": "manager", "hotline:answer_new": "manager",
    "hotline:topics": "manager", "hotline:topic": "manager", "hotline:gaps": "manager",
    "hotline:topic_month": "manager",
    "hotline:topic_orders": "manager", "hotline:topic_tasks": "head", "hotline:topic_task": "head",
    "hotline:efficiency": "supervisor",
    "hotline:directory": "manager", "hotline:batch": "reviewer",
    "delegation:duty_lists": "nobody", "delegation:duty_list": "nobody", "delegation:duty_import": "list",
    "delegation:board": "list", "delegation:decision": "list", "delegation:line": "leader",
    "delegation:empowerment": "nobody", "delegation:duty_sheet": "list", "delegation:tasks": "township",
    "delegation:task_new": "head", "delegation:units": "admin",
    "delegation:task": "township", "delegation:township": "township", "delegation:burden": "township",
    "delegation:capacity": "township", "delegation:bulk": "list", "delegation:bulk_sheet": "list",
    "delegation:burden_records": "township",
    "appraisal:plans": "leader", "appraisal:plan": "head", "appraisal:plan_new": "head",
    "appraisal:two_way": "leader", "appraisal:period_new": "list", "appraisal:score": "head",
    "appraisal:marks": "town_head", "appraisal:mark": "town_head",
    "certificates:list": "reviewer", "certificates:record": "head", "cases:documents": "reviewer",
    "cases:archive": "reviewer", "cases:special": "reviewer", "cases:checks": "reviewer", "cases:offered": "reviewer",
    "cases:asked_again": "list", "cases:hand_over": "joint", "cases:proxy": "village",
}  # fmt: skip
# Addresses that show no page of ours: files, acts that only lead on, steps that a sign-in without them never reaches.
NO_PAGE: Final = {
    "hotline:grid_report", "hotline:grid_script", "hotline:grid_photo", "rights:copy", "rights:back",
    "agencies:office_acts_file", "ratings:desk_file", "portal:publications_file", "exchange:entrants_file",
    "portal:bodies_file", "portal:places_file",
    "ratings:open_counter", "ratings:counter",
    "delegation:decision_file",
    "delegation:duty_list_file", "delegation:candidates_file", "delegation:table_file", "delegation:table_upload",
    "hotline:paper", "hotline:mediation_paper", "hotline:beside", "hotline:orders_file", "hotline:batch_take_file",
    "hotline:batch_handle_file", "hotline:batch_results",
    "agencies:first_password",
    "cases:mandate_photo", "ledger:checkpoint", "ledger:checkpoint_of", "ledger:proof", "ledger:tile",
    "ledger:next_tile", "ledger:keys", "ledger:verifier",
    "ledger:receipt", "ledger:cosignature", "ledger:alarm",
    "portal:choose", "powerlist:list_file", "powerlist:check_copy", "powerlist:choose", "powerlist:findings_file",
    "powerlist:increases_file", "powerlist:comparison_file", "powerlist:round_file", "powerlist:domain_file",
    "cases:charges_file", "cases:granted_file", "powerlist:overlap_file",
    "powerlist:practice_file", "powerlist:duty_file", "powerlist:docket_file",
    "powerlist:edition_file", "powerlist:edition_publish",
    "agencies:signed_in", "mfa_authenticate", "account_inactive", "account_reauthenticate", "mfa_reauthenticate",
    "account_change_password", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "cases:draft_file", "cases:my_slip", "cases:my_paper", "cases:document", "cases:paper_original",
    "cases:paper_page", "cases:window_slip", "cases:list_export", "cases:certificate_file",
    "cases:paper", "centres:take", "law:store", "powerlist:items_download", "powerlist:item_draft",
    "powerlist:item_findings", "powerlist:flow_file", "powerlist:flow_upload", "exchange:turn", "exchange:again",
    "certificates:document", "cases:bundle_told",
    "cases:my_certificate_file", "cases:archive_file", "openapi", "agencies:other_off", "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "openid_connect_login", "openid_connect_callback",
    # The same pages for an item that was cancelled and for a unit, of which these records have none.
    "delegation:gone_cases", "delegation:cancelled", "delegation:unit_before", "delegation:unit_since",
    # Pages of papers that come later, which no case of these records has: looked at beside them.
    "cases:window_later", "cases:supply_later", "cases:commit", "cases:check", "cases:window_bundle",
    # A piece of the wall, files, and a form that starts from the list of a body's cards.
    "supervision:news", "supervision:cards_file", "supervision:cases_file", "supervision:recommend",
}  # fmt: skip
# Pages whose heading asks the one question, while the title names the step.
ASKING: Final = {
    "cases:apply_start", "cases:draft_check", "cases:draft_place", "cases:withdraw", "cases:new_mandate",
    "cases:mandate",
}  # fmt: skip
# Public pages to which nothing public leads: from a code on paper, a receipt, or another page's record; to the queue of
# a hall the first page leads while the hall is open (`tests.portal.test_pages`), not in the evening.
OUTSIDE: Final = {"portal:home", "certificates:qr", "ledger:held", "interface", "powerlist:touched",
            "powerlist:register", "centres:hall"}  # fmt: skip
LOOKED_AT: Final = {**dict.fromkeys(PUBLIC, "nobody"), **dict.fromkeys(CITIZENS, "applicant"), **STAFF, **NARROW}


@pytest.fixture
def people(committed_db: str, settings: Any, tmp_path: Path) -> People:
    settings.DEMO = True
    settings.FILES_ROOT = tmp_path
    made: People = aside(gather)
    return made


def where(name: str, people: People) -> str:
    """The address of a page with its record; a search that finds something."""
    return address(name, ROUTES[name], people) + ("?q=开饭店" if name == "portal:search" else "")


def unlisted(names: set[str]) -> set[str]:
    """Addresses of which nobody has said who looks at them."""
    return names - LOOKED_AT.keys() - NO_PAGE


def test_somebody_looks_at_every_page() -> None:
    names = {name for name, _ in routes(get_resolver()) if not name.startswith("api:")}
    assert unlisted(names) == set(), "a new page: say in this table who looks at it"
    assert LOOKED_AT.keys() - names == set(), "pages that are gone"


def test_a_page_that_nobody_looks_at_is_found() -> None:
    assert unlisted({"portal:home", "portal:secret"}) == {"portal:secret"}


def title_faults(name: str, title: str, heading: str) -> list[str]:
    """A title says what the heading says, perhaps with the item or the number behind it, and then the place."""
    head = re.split(r" · | QH", title.removesuffix(PLACE))[0]
    told = name in ASKING or (bool(head) and (head in heading or heading in head))
    return [] if told else [f"title “{title}” above “{heading}”"]


def test_a_title_of_another_page_is_found() -> None:
    assert title_faults("cases:case", f"开餐饮店一件事 QH2026 1102 0002{PLACE}", "开餐饮店一件事：陈*") == []
    assert title_faults("cases:receipt", f"收件时间{PLACE}", "已收到您的申请") != []
    assert title_faults("cases:receipt", PLACE, "已收到您的申请") != []


# (width, way): what each push looks at, and what else is looked at each night.
PUSH: Final = ((DESK, "light"), (PHONE, "light"))
NIGHT: Final = ((DESK, "light"), *((width, way) for way in ("dark", "elder", "english") for width in (DESK, PHONE)))


@pytest.fixture
def look(
    people: People,
    open_page: Callable[..., Page],
    seen: Any,
    axe_faults: Callable[[Page], list[str]],
    no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Path],
) -> Callable[..., list[str]]:
    """Looks at every page in the given widths and ways, at `narrow` ones on the phone alone; gives a line a fault."""

    def look_at(name: str, page: Page, width: int, way: str) -> list[str]:
        page.goto("/".join(page.url.split("/")[:3]) + where(name, people))
        found = axe_faults(page)
        if way != "english":
            found += title_faults(name, page.title(), page.locator("h1").first.inner_text())
        try:
            no_sideways_scroll(page)
        except AssertionError as wide:
            found.append(str(wide))
        shot(page, f"page-{name.replace(':', '-')}-{width}-{way}")
        return [f"{name} {width} {way}: {fault}" for fault in [*found, *take(seen.faults)]]

    def run(views: tuple[tuple[int, str], ...], narrow: Collection[str] = (), step: int = 1) -> list[str]:
        chosen = set(list(LOOKED_AT)[::step])
        found: list[str] = []
        for width, way in views:
            for role in sorted(set(LOOKED_AT.values())):
                names = [
                    name
                    for name in LOOKED_AT
                    if LOOKED_AT[name] == role and name in chosen and (width == PHONE or name not in narrow)
                ]
                language = "en-GB" if way == "english" else "zh-CN"
                page = open_page("/", width=width, way=way, language=language)
                cookies = people.clients[role].cookies.values()
                page.context.add_cookies([{"name": one.key, "value": one.value, "url": page.url} for one in cookies])
                found += [fault for name in names for fault in look_at(name, page, width, way)]
                page.context.close()  # each open one holds a thread of the server and its connection
        return found

    return run


def take(faults: list[str]) -> list[str]:
    """What the browser complained about since the last page."""
    taken = list(faults)
    faults.clear()
    return taken


@pytest.mark.slow
def test_every_third_page_fits_and_is_accessible(look: Callable[..., list[str]]) -> None:
    found = look(PUSH, NARROW, step=3)
    assert found == [], "\n".join(found)


@pytest.mark.nightly
def test_every_page_fits_and_is_accessible(look: Callable[..., list[str]]) -> None:
    found = look(PUSH, NARROW)
    assert found == [], "\n".join(found)


@pytest.mark.nightly
def test_every_page_fits_in_the_dark_in_large_print_and_in_english(look: Callable[..., list[str]]) -> None:
    found = look(NIGHT)
    assert found == [], "\n".join(found)
