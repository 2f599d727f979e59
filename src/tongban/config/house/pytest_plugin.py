"""What every run of the tests needs: tests whose program is missing are skipped loudly, and a budget of time is kept.

With `REQUIRE_BROWSER=1` (as in CI) a missing program fails instead.
"""

import gc
import logging
import os
import shutil
import time
from collections.abc import Callable
from copy import copy
from logging import LogRecord

import pytest
from hypothesis import settings

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# marker → programs of which one is enough
NEEDS = {"browser": CHROMIUM, "pdfsig": ("pdfsig",)}


def find_program(names: tuple[str, ...]) -> str | None:
    """The full path of the first of these programs that is there."""
    return next((path for path in map(shutil.which, names) if path), None)


def pytest_configure(config: pytest.Config) -> None:
    """Names the markers; no example has a time limit: how busy the machine is says nothing about the code."""
    config.addinivalue_line("markers", "pdfsig: needs poppler's pdfsig")
    settings.register_profile("house", settings.default, deadline=None)
    settings.load_profile("house")
    gc.disable()  # what is read and collected now stays to the end: nothing to be found among it


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on only what tests make is looked through for garbage, and not each time the whole house."""
    logs = session.config.pluginmanager.get_plugin("logging-plugin")
    for handler in (logs.caplog_handler, logs.report_handler) if logs else ():
        handler.emit = keeping_little(handler.emit)
    gc.freeze()
    gc.enable()


def keeping_little(emit: Callable[[LogRecord], None]) -> Callable[[LogRecord], None]:
    """What pytest keeps of a log to a test's end: not the request of each refused page with all frames behind it.

    A traceback stays as text. Others who listen get the whole record.
    """

    def kept(record: LogRecord) -> None:
        light = copy(record)
        light.__dict__.pop("request", None)
        if light.exc_info and not light.exc_text:
            light.exc_text = logging.Formatter().formatException(light.exc_info)
        light.exc_info = None
        emit(light)

    return kept


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts what needs a browser last and long tests first of their kind; marks those without a program."""
    marked = {item: {mark.name for mark in item.iter_markers()} for item in items}
    items.sort(key=lambda item: ("browser" in marked[item], "slow" not in marked[item]))
    required = os.environ.get("REQUIRE_BROWSER") == "1"
    for marker, names in NEEDS.items():
        if required or find_program(names):
            continue
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"{names[0]} is not installed"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fails what may not be skipped, and what comes after the budget is spent."""
    for marker, names in NEEDS.items():
        if item.get_closest_marker(marker) and not find_program(names):
            pytest.fail(f"{names[0]} is not installed, and REQUIRE_BROWSER=1 demands it", pytrace=False)
    until = os.environ.get("TONGBAN_TEST_UNTIL")
    if until and time.time() > float(until):
        pytest.fail("not run: the budget of time is spent", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly what was not tested here."""
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in sorted({report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}):
        if "is not installed" in reason or "absent" in reason:
            terminalreporter.write_line(f"NOT TESTED HERE: {reason}", yellow=True, bold=True)
