"""I1 on a whole installation: ten thousand persons over HTTP, then every log file, as files, from outside."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.canaries.marks import Canary, canary, hits
from tests.cast import ANSWERS
from tests.launcher.conftest import Installation
from tongban.config import smoke

pytestmark = [pytest.mark.nightly, pytest.mark.slow]
PERSONS, WHOLE, AT_ONCE = int(os.environ.get("TONGBAN_CANARIES", "10000")), 5, 4


@pytest.fixture
def installation(tmp_path: Path) -> Any:
    one = Installation(tmp_path / "canaries")
    yield one
    one.forget()


def answers(person: Canary) -> dict[str, Any]:
    return ANSWERS | {"operator_name": person.name, "phone": person.phone, "address": person.address}


class Clerk:
    """A window clerk's browser: the pages by form, the interface with the same sign-in."""

    def __init__(self, base: str) -> None:
        self.base, self.session = base, requests.Session()
        form = {"role": "clerk", "csrfmiddlewaretoken": self._token("/demo/")}
        assert self.session.post(f"{base}/demo/", form, timeout=60).status_code == 200
        self._token("/find/")

    def _token(self, address: str) -> str:
        page = self.session.get(self.base + address, timeout=60).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, address
        return found[1]

    def plays(self, person: Canary) -> int:
        """Receives one right and one wrong application, searches, mistypes; answers how many were received."""
        applicant = {"kind": "person", "name": person.name, "id_number": person.id_number, "phone": person.phone}
        body = {"code": "QH-YJS-001", "applicant": applicant, "answers": answers(person),
                "materials": [{"key": "m_lease"}, {"key": "m_layout"}]}  # fmt: skip
        headers = {"X-CSRFToken": self.session.cookies["csrftoken"], "Referer": self.base}
        post = self.session.post
        made = post(f"{self.base}/api/v1/cases", json=body, headers=headers, timeout=60)
        post(f"{self.base}/api/v1/cases", json=body | {"answers": {"gas": person.name}}, headers=headers, timeout=60)
        post(f"{self.base}/find/", {"q": person.name}, headers=headers, timeout=60)
        post(f"{self.base}/api/v1/status", json={"number": person.id_number, "code": person.name}, timeout=60)
        post(f"{self.base}/window/QH-YJS-001/", {"id_number": person.id_number, "name": person.name}, headers=headers,
             timeout=60)  # fmt: skip
        return int(made.status_code == 201)


def test_i1_no_log_of_a_whole_installation_holds_anything_of_ten_thousand_persons(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = installation.up("--port", "18760")
    found = re.search(r"http://127\.0\.0\.1:\d+", running.ready(seconds=300))
    assert found
    assert installation.say("manage", "load_county").returncode == 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        clerks = [Clerk(found[0]) for _ in range(AT_ONCE)]
        received = sum(pool.map(lambda n: clerks[n % AT_ONCE].plays(canary(n)), range(PERSONS)))
    assert received == PERSONS
    for serial in range(WHOLE):
        named = {"operator_name": canary(serial).name, "address": canary(serial).address}
        monkeypatch.setattr("tongban.config.smoke.ANSWERS", smoke.ANSWERS | named)
        smoke.Story(found[0]).apply()
    logs = [path for path in installation.places.log.rglob("*") if path.is_file()]
    assert {"web.log", "worker.log"} <= {path.name for path in logs}
    assert [hit for path in [*logs, running.screen] for hit in hits(path.read_bytes(), path.name)] == []
