"""The checkers find what they are for: each is given a small house with one thing wrong."""

import logging
import sys
from pathlib import Path

import pytest

from tongban.config.house.pytest_plugin import keeping_little
from tongban.config.house.source import Module, complexity
from tongban.config.house.styles import style_faults
from tongban.config.house.testing import is_pure, seconds_of
from tongban.config.house.texts import translation_faults
from tongban.config.launch.problems import Problem
from tongban.config.messages import compile_messages

TEMPLATE = '{% load i18n %}{% translate "Send" %}{% blocktranslate with n=1 %}{{ n }} left{% endblocktranslate %}'
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
WHOLE = CATALOGUE + 'msgid "Send"\nmsgstr "提交"\n\nmsgid "%(n)s left"\nmsgstr "还剩 %(n)s 项"\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A house with one thing, one page, one complete catalogue."""
    for folder in ("cases/templates/cases", "cases/static/cases", "cases/locale/zh_Hans/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "cases/templates/cases/page.html").write_text(TEMPLATE)
    catalogue(tmp_path).write_text(WHOLE)
    return tmp_path


def catalogue(source: Path) -> Path:
    """The one catalogue."""
    return source / "cases/locale/zh_Hans/LC_MESSAGES/django.po"


def test_a_complete_catalogue_has_no_faults(source: Path) -> None:
    assert list(translation_faults(source)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgid "Send"\nmsgstr "提交"', "", "has no translation"),
        ("提交", "", "is not translated"),
        ("提交", "提交!", "says '!'"),
        ("提交", "提交,返回", "half-width"),
        ('msgid "Send"', '#, fuzzy\nmsgid "Send"', "is fuzzy"),
        ("还剩 %(n)s 项", "还剩 %(m)s 项", "names a place"),
        ('msgid "Send"', 'msgid "Old"\nmsgstr "旧"\n\nmsgid "Send"', "is used nowhere"),
        ('msgid "Send"', '#~ msgid "Old"\n#~ msgstr "旧"\n\nmsgid "Send"', "is obsolete"),
    ],
)
def test_a_faulty_catalogue_is_named(source: Path, old: str, new: str, fault: str) -> None:
    catalogue(source).write_text(WHOLE.replace(old, new))
    assert any(fault in found for found in translation_faults(source))


def test_messages_in_code_are_found_too(source: Path) -> None:
    (source / "cases/pages.py").write_text('title = _("My matters")\n')
    assert list(translation_faults(source)) == ["cases/pages.py: 'My matters' has no translation"]


def test_one_message_has_one_text_in_all_catalogues(source: Path) -> None:
    other = source / "desk" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    other.parent.mkdir(parents=True)
    other.write_text(CATALOGUE + 'msgid "Send"\nmsgstr "发送"\n', encoding="utf-8")
    assert any("'Send' is '发送' here and '提交' in" in found for found in translation_faults(source))
    other.write_text(CATALOGUE + 'msgctxt "post"\nmsgid "Send"\nmsgstr "发送"\n', encoding="utf-8")
    assert list(translation_faults(source)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color:red">', "inline style"),
        ("<style>p{}</style>", "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<a onclick="go()">', "inline handler"),
        ('<a href="javascript:go()">', "javascript: address"),
    ],
)
def test_anything_inline_is_found(source: Path, text: str, fault: str) -> None:
    (source / "cases/templates/cases/page.html").write_text(text)
    assert any(fault in found for found in style_faults(source))


def test_a_script_of_our_own_file_is_not_inline(source: Path) -> None:
    (source / "cases/templates/cases/page.html").write_text('<script src="/static/htmx.js" defer></script>')
    assert list(style_faults(source)) == []


@pytest.mark.parametrize(("rule", "found"), [("color: #c00", 1), ("color: rgb(1 2 3)", 1), ("color: var(--ink)", 0)])
def test_a_colour_beside_the_tokens_is_found(source: Path, rule: str, found: int) -> None:
    (source / "cases/static/cases/tokens.css").write_text("a { color: #fff }")
    (source / "cases/static/cases/pages.css").write_text(f"/* #fff */ #main {{ {rule} }}")
    assert len(list(style_faults(source))) == found


def test_catalogues_are_compiled_only_when_newer(source: Path) -> None:
    assert compile_messages(source) == [catalogue(source).with_suffix(".mo")]
    assert compile_messages(source) == []


@pytest.mark.parametrize(
    ("text", "pure"),
    [
        ("from tongban.kernel.clock import standing\n", True),
        ("from tongban.cases.rules import STATES\n", True),
        ("from tongban.cases.actions import accept_case\n", False),
        ("from tongban.cases.rules import STATES\ndef test_one(db): ...\n", False),
        ("from tongban.cases.rules import STATES\nimport django\n", False),
        ("from tongban.cases.rules import STATES\nfrom tests.supervision.story import Story\n", True),
        ("from tongban.cases.rules import STATES\nfrom tests.cast import settle\n", False),
        ("from tongban.cases.rules import STATES\nfrom tongban.delegation.tests.histories import story\n", True),
        ("from tongban.cases.rules import STATES\nfrom tongban.powerlist.tests.factories import places\n", False),
        ("from tongban.cases.rules import STATES\ndef test_one(new_connection): ...\n", False),
    ],
)
def test_pure_tests_are_told_from_others(tmp_path: Path, text: str, pure: bool) -> None:
    (tmp_path / "test_one.py").write_text(text)
    assert is_pure(tmp_path / "test_one.py") is pure


def test_a_conftest_beside_matters_only_where_its_fixtures_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import pytest\n@pytest.fixture\ndef here(): ...\n")
    for argument, pure in (("", True), ("here", False)):
        text = f"from tongban.cases.rules import STATES\ndef test_one({argument}): ...\n"
        (tmp_path / "test_one.py").write_text(text)
        assert is_pure(tmp_path / "test_one.py") is pure


def test_complexity_counts_ways_through_a_function() -> None:
    text = "def act(a):\n    if a:\n        return 1\n    return [b for b in a] or 2\n"
    (function,) = Module(Path("a.py"), "a", text).functions
    assert complexity(function) == 3


def test_budgets_are_read() -> None:
    assert [seconds_of(text) for text in ("90s", "20m", "3h")] == [90, 1200, 10_800]
    with pytest.raises(Problem, match="such as 20m"):
        seconds_of("soon")


def test_what_is_kept_of_a_log_holds_no_request_and_its_traceback_as_text() -> None:
    kept: list[logging.LogRecord] = []
    try:
        raise PermissionError("refused there")
    except PermissionError:
        record = logging.LogRecord("django.request", logging.WARNING, "", 1, "refused", (), sys.exc_info())
    record.request = object()
    keeping_little(kept.append)(record)
    assert not hasattr(kept[0], "request")
    assert kept[0].exc_info is None
    assert "refused there" in (kept[0].exc_text or "")
    assert record.exc_info is not None
