"""Every adapter against the five points of its contract, and the contract against adapters that break it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tongban.reminders.actions.sending import ADAPTERS
from tongban.reminders.adapters import chat, mail, page, sms
from tongban.reminders.rules.sending import Outgoing, Undeliverable, Unreachable

Send = Callable[[Outgoing], str]
PHONE = "13800138000"
FIRST = Outgoing("notice:1:sms", PHONE, "请补正材料", "办件 QH1 有 1 处要补正")
OTHER = Outgoing("notice:2:sms", PHONE, "请补正材料", "办件 QH2 有 1 处要补正")


def written(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def breaches(send: Send, root: Path, logged: pytest.LogCaptureFixture) -> list[str]:
    """What an adapter does not keep of its contract."""
    found = []
    first, again = send(FIRST), send(FIRST)
    if first != again or len(written(root)) > 1:
        found.append("once")
    if send(OTHER) == first and send.__module__ != page.__name__ + ".send":
        found.append("another key is another message")
    if not 0 < len(first) <= 80:
        found.append("reference")
    with ThreadPoolExecutor(4) as many:
        if len(set(many.map(lambda _no: send(FIRST), range(8)))) > 1 or len(written(root)) > 2:
            found.append("once, also at once")
    if PHONE in logged.text or "QH1" in logged.text:
        found.append("log")
    return found


@pytest.mark.parametrize("channel", ADAPTERS)
def test_the_adapter_keeps_its_contract(channel: str, settings: Any, tmp_path: Path, caplog: Any) -> None:
    settings.DATA_ROOT = tmp_path
    caplog.set_level(logging.DEBUG)
    assert breaches(ADAPTERS[channel], tmp_path, caplog) == []


def test_an_adapter_that_sends_twice_or_tells_the_log_is_found(tmp_path: Path, caplog: Any) -> None:
    """Seeded faults: a new file each time, an address in the log."""
    caplog.set_level(logging.DEBUG)
    count = iter(range(99))

    def careless(outgoing: Outgoing) -> str:
        name = f"{next(count)}"
        (tmp_path / name).write_text(outgoing.text)
        logging.info("sent to %s", outgoing.address)
        return name

    assert {"once", "once, also at once", "log"} <= set(breaches(careless, tmp_path, caplog))


@pytest.mark.parametrize("channel", ["sms", "chat", "mail"])
def test_an_outside_that_is_away_and_one_that_refuses_are_told_apart(
    channel: str, settings: Any, tmp_path: Path
) -> None:
    blocked = tmp_path / "outgoing"
    blocked.write_text("no folder")
    settings.DATA_ROOT = tmp_path
    with pytest.raises(Unreachable):
        ADAPTERS[channel](FIRST)
    with pytest.raises(Undeliverable):
        ADAPTERS[channel](Outgoing("k", "", "s", "t"))


@pytest.mark.parametrize("thing", [page, sms, chat, mail], ids=lambda one: one.__name__.rsplit(".", 1)[-1])
def test_each_adapter_has_its_contract_written_beside_it(thing: Any) -> None:
    text = (Path(thing.__file__).parent / "README.md").read_text(encoding="utf-8")
    assert "## Contract" in text
    assert all(f"\n{number}." in text for number in (1, 2, 5))


def test_files_of_a_channel_are_the_owners_alone(settings: Any, tmp_path: Path) -> None:
    settings.DATA_ROOT = tmp_path
    ADAPTERS["sms"](FIRST)
    (file,) = written(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
