"""Signed JSON over HTTP: how newer department systems exchange. `CONTRACT.md` beside this file says what holds."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import quote, urlsplit

from tongban.exchange.adapters.door import Row, Table, Turned, Unreachable, Unreadable

LARGEST: Final = 10 * 1024 * 1024
SECONDS: Final = 10


def signature(key: str, moment: str, name: str, body: bytes) -> str:
    """HMAC-SHA256 over the moment, the name and the body's digest, in hexadecimal."""
    told = f"{moment}\n{name}\n{hashlib.sha256(body).hexdigest()}".encode()
    return hmac.new(key.encode(), told, hashlib.sha256).hexdigest()


class SignedHttp:
    """`settings`: `url` (https, or this machine), `key_from` (the name of the environment variable with the key)."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.url = str(settings.get("url", "")).rstrip("/")
        self.key = os.environ.get(str(settings.get("key_from", "")), "")

    def read(self, data: bytes) -> Table:
        """`{"cases": [{heading: text}]}`; every value is text."""
        try:
            rows = json.loads(data.decode("utf-8"))["cases"]
            tidy = tuple({str(key): str(value) for key, value in row.items()} for row in rows)
        except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable(
                '内容不是约定的 JSON：应为 {"cases": [{列名: 文字}]}。',
                'The content is not the agreed JSON: it should be {"cases": [{heading: text}]}.',
            ) from error
        if not tidy:
            raise Unreadable("里面没有办件。", "There is no case in it.")
        return Table(tuple(dict.fromkeys(key for row in tidy for key in row)), tidy)

    def write(self, rows: Sequence[Row]) -> bytes:
        """The same shape."""
        return json.dumps({"cases": [dict(row) for row in rows]}, ensure_ascii=False, sort_keys=True).encode()

    def send(self, data: bytes, *, name: str) -> None:
        """POST to `/cases`; the name makes a repeated try harmless there."""
        self._ask("POST", "/cases", name, data)

    def fetch(self, after: str) -> tuple[list[bytes], str]:
        """GET `/changes?after=`; the answer's `next` is the new mark."""
        data = self._ask("GET", f"/changes?after={quote(after)}", after or "start", b"")
        try:
            told = json.loads(data)
            return ([data] if told["cases"] else []), str(told["next"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Unreachable("answer") from error

    def _ask(self, method: str, path: str, name: str, body: bytes) -> bytes:
        if not self.key or not _safe(self.url):
            raise Turned("settings")
        moment = str(int(time.time()))
        headers = {"Content-Type": "application/json; charset=utf-8", "X-Exchange-Name": name,
                   "X-Exchange-Time": moment, "X-Exchange-Signature": signature(self.key, moment, name,
                   body)}  # fmt: skip
        request = urllib.request.Request(self.url + path, body or None, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                data: bytes = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as error:
            if 400 <= error.code < 500 and error.code not in (408, 429):
                raise Turned(f"http_{error.code}") from error
            raise Unreachable(f"http_{error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if len(data) > LARGEST:
            raise Unreachable("too_long")
        return data


def _safe(url: str) -> bool:
    """Encrypted, or on this very machine; nothing else leaves the house."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
