"""The smoke story over real HTTP: it plays a matter to its certificate, and names the step that fails when one does."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from PIL import Image

from tests.cast import FOUNDING, Cast, small_county
from tongban.agencies.actions.accounts import offer_demo_role, open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.cases.models import Case
from tongban.config import smoke
from tongban.config.launch.problems import Problem
from tongban.config.smoke_browser import Browser, Form, Page, multipart, picture
from tongban.kernel.actor import SYSTEM

POSTS = {"reviewer": "market_review", "fire": "fire_review", "urban": "urban_review", "head": "market_decide",
         "delivery": "delivery"}  # fmt: skip
PAGE = """<main><h1>题</h1><p class="lead-line">一句 <b>话</b></p><form action="/a/">
<input name="n" aria-required="true">
<input type="hidden" name="act" value="review"><input type="radio" name="o" value="x"><input type="radio" name="o"
 value="y" checked><input type="checkbox" name="c" value="1"><select name="s" required><option value="">–</option>
<option value="one">1</option></select><input type="file" name="f"><button name="go" value="next">走</button></form>
<form action="/b/"><button name="go" value="anew">新</button></form><p class="err" role="alert">不行</p></main>"""


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def offer_roles(cast: Cast) -> None:
    """The roles that the story needs, as the demonstration offers them."""
    chen = open_citizen_account(username="chenfang", password=None, party_id=cast.applicant, by=SYSTEM, at=FOUNDING)
    users = {"citizen": chen} | {
        role: account_of_official(cast.county.holders[post][0]) for role, post in POSTS.items()
    }
    for order, (role, user) in enumerate(users.items()):
        offer_demo_role(
            key=role, user=user, label_zh=role, label_en=role, group=("人", "People"), order=order, by=SYSTEM,
            at=FOUNDING,
        )  # fmt: skip


@pytest.fixture
def demonstration(committed_db: str, settings: Any, tmp_path: Path) -> Iterator[str]:
    """A running demonstration of the small county; gives its address."""
    settings.DEMO, settings.FILES_ROOT = True, tmp_path
    offer_roles(small_county())
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(60)
    connections.close_all()


def test_a_whole_matter_is_played_and_the_last_line_is_its_number(
    demonstration: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke.smoke(["--url", demonstration]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 11
    assert [lines[-1]] == list(Case.objects.values_list("number", flat=True))
    assert "有效" in lines[8]


def test_the_step_that_fails_is_named(demonstration: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smoke.Story, "decide", lambda story: story.act("head", "review", {}))
    with pytest.raises(Problem, match="Step 7, the head decides, failed: .* has no form for this step"):
        smoke.one_matter(demonstration)


def test_nobody_at_the_address_is_said_at_the_first_step() -> None:
    with pytest.raises(Problem, match="Step 1, the home page, failed: .* does not answer"):
        smoke.one_matter("http://127.0.0.1:9")


def page() -> Page:
    return Page("http://here/x/", PAGE)


def test_a_form_is_found_by_what_it_holds() -> None:
    form = page().form(lambda one: one.holds("act", "review"))
    assert (form.action, form.files, form.buttons[0].value) == ("/a/", ["f"], "next")
    assert page().values_of("go") == {"next", "anew"}


def test_what_must_be_answered_is_answered() -> None:
    pairs = page().form(lambda one: "n" in one.fields).filled({"c": ["1", "2"]})
    assert pairs == [("n", "见附件"), ("act", "review"), ("o", "y"), ("c", "1"), ("c", "2"), ("s", "one")]


def test_a_page_says_its_sentence_and_its_fault() -> None:
    assert (page().sentence(), page().alert()) == ("题 一句 话", "不行")


def test_no_form_means_a_problem_that_names_the_page() -> None:
    with pytest.raises(Problem, match="http://here/x/ has no form"):
        page().form(lambda one: "nowhere" in one.fields)


def test_papers_are_pictures_and_none_is_a_copy() -> None:
    drawn = [picture(shade) for shade in range(8)]
    assert len(set(drawn)) == 8
    assert Image.open(io.BytesIO(drawn[0])).size == (320, 440)
    assert b'filename="f.png"' in multipart([("a", "b")], {"f": drawn[0]})


def test_a_browser_stays_on_its_server() -> None:
    assert Browser("http://here/")._address("/x/") == "http://here/x/"
    assert Form("").filled({}) == []
