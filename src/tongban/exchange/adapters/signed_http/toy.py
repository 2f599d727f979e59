"""A toy of a works bureau's system: signed JSON, its own words. For tests and trials; it keeps to CONTRACT.md."""

from __future__ import annotations

import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tongban.exchange.adapters.signed_http.door import signature

HEADINGS: Final = ("projId", "matterId", "matter", "dept", "region", "subjType", "subject", "subjId", "stage",
                   "outcome",
                   "filed", "admitted", "deadline", "ruled", "closed")  # fmt: skip
STAGES: Final = {"NEW": "received", "BACK": "noticed", "WORK": "accepted", "RULED": "decided", "END": "closed",
                 "NO": "not_accepted", "OUT": "withdrawn"}  # fmt: skip


class WorksBureau:
    """Listens on this machine; `down` makes every request fail, as in an outage."""

    def __init__(self, key: str) -> None:
        self.key, self.down = key, False
        self.cases: dict[str, dict[str, str]] = {}
        self.history: list[dict[str, str]] = []
        self.names: set[str] = set()
        self.changes: list[dict[str, str]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def put_out(self, *rows: dict[str, str]) -> None:
        """Cases that changed there."""
        self.changes.extend(rows)

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, Any]]:
        """By the contract; also called without a network."""
        moment, name = headers.get("X-Exchange-Time", "0"), headers.get("X-Exchange-Name", "")
        right = signature(self.key, moment, name, body)
        if self.down:
            return 503, {}
        if (
            not hmac.compare_digest(right, headers.get("X-Exchange-Signature", ""))
            or abs(time.time() - int(moment)) > 300
        ):
            return 401, {}
        if method == "GET":
            mark = int(parse_qs(urlsplit(path).query).get("after", ["0"])[0] or 0)
            return 200, {"cases": self.changes[mark:], "next": str(len(self.changes))}
        rows = json.loads(body)["cases"]
        if not all(self.fits(row) for row in rows):
            return 422, {}
        if name not in self.names:
            self.names.add(name)
            for row in rows:
                self.keep(row)
        return 200, {}

    def fits(self, row: dict[str, str]) -> bool:
        """Whether a row has the headings and codes of this system."""
        return set(row) == set(HEADINGS) and row["stage"] in STAGES

    def keep(self, row: dict[str, str]) -> None:
        """Takes a row; a later one of the same number replaces it."""
        self.cases[row["projId"]] = row
        self.history.append(row)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        bureau = self

        class Handler(BaseHTTPRequestHandler):
            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, told = bureau.answer(self.command, self.path, self.headers, body)
                data = json.dumps(told, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = _do  # noqa: N815

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        return Handler
