"""The description tells what is: OpenAPI 3.1, every operation in both languages, docs/api as generated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from tests.api.conftest import Caller
from tests.test_routes import routes
from tongban.config.interface.api import ROOT, api, description
from tongban.config.interface.description import operations
from tongban.config.interface.handbook import handbook


def test_the_description_is_openapi_3_1_and_the_same_for_everybody(nobody: Caller, db: None) -> None:
    answer = nobody.get("/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    assert answer.json() == json.loads(json.dumps(description()))


def test_every_address_of_the_interface_is_described() -> None:
    served = {name for name, _ in routes(get_resolver()) if name.startswith("api:") and name != "api:api-root"}
    told = {f"api:{operation['operationId']}" for _, _, operation in operations(description())}
    assert served == told


def test_every_operation_has_words_in_both_languages_and_a_name_of_its_own() -> None:
    names = []
    for address, method, operation in operations(description()):
        zh, _dot, en = operation["summary"].partition(" · ")
        assert zh, (method, address)
        assert not zh.isascii(), (method, address)
        assert en.isascii(), (method, address)
        names.append(operation["operationId"])
    assert len(names) == len(set(names))


def open_bodies(told: dict[str, Any]) -> list[str]:
    """The operations whose sent object would take a field that nobody named, at its top."""
    parts = told["components"]["schemas"]
    found = []
    for address, method, operation in operations(told):
        sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        schema = parts[sent["$ref"].rsplit("/", 1)[1]] if "$ref" in sent else sent
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
            found.append(f"{method} {address}")
    return found


def test_g4_no_operation_takes_a_field_that_is_not_named() -> None:
    told = json.loads(json.dumps(description()))
    assert open_bodies(told) == []
    named = [part for part in told["components"]["schemas"].values() if part.get("additionalProperties") is False]
    assert len(named) > 20
    for part in named:
        part["additionalProperties"] = True
    assert open_bodies(told), "an operation that takes more than is named would be found"


def test_who_may_come_is_told_as_it_is(nobody: Caller, db: None) -> None:
    for address, method, operation in operations(description()):
        if method != "get" or "{" in address:
            continue
        closed = bool(operation["security"])
        assert (nobody.get(address.removeprefix(ROOT)).status_code == 401) == closed, address


def test_the_page_lists_every_operation_in_both_languages(client: Any, db: None) -> None:
    for language, words in (("zh", "受理"), ("en", "Accept")):
        page = client.get("/interface/", headers={"Accept-Language": language}).content.decode()
        assert words in page
        assert all(address in page for address, _, _ in operations(description()))
        assert "<script" not in page


def test_the_handbook_is_as_generated_and_a_lie_is_found(tmp_path: Path) -> None:
    call_command("api_page", "--check")
    for name, text in handbook(description()).items():
        (tmp_path / name).write_text(text, "utf-8")
    call_command("api_page", "--check", "--to", str(tmp_path))
    (tmp_path / "README.md").write_text("Everything is possible.", "utf-8")
    with pytest.raises(CommandError):
        call_command("api_page", "--check", "--to", str(tmp_path))


def test_nothing_is_described_that_is_not_served() -> None:
    assert api.docs_url is None
