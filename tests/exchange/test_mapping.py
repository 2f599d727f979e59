"""Mappings: proposed from headings, refused when they lose something, and a round trip that loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.cases.rules import State
from tongban.exchange.rules.following import fold
from tongban.exchange.rules.mapping import (
    TIME_FORMATS,
    FieldMapping,
    mapping_problem,
    propose,
    read_record,
    unsayable,
    write_record,
)
from tongban.exchange.rules.records import FIELDS, STATES, CaseRecord

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 20, 9, tzinfo=ZONE)
KEYS = tuple(field.key for field in FIELDS)
WORDS = ("业务号", "事项代码", "业务名称", "单位代码", "行政区划", "申请人性质", "申请人姓名", "申请人证件号",
"状态码",
         "审批结果", "申请时间", "受理时间", "到期时间", "审批时间", "完成时间",
         "企业名称", "企业代码", "经营范围")  # fmt: skip
WHOLE = FieldMapping(
    dict(zip(KEYS, WORDS, strict=True)),
    {"state": {f"S{place}": state for place, state in enumerate(STATES)}, "decision": {"1": "grant", "2": "refuse"},
     "kind": {"自然人": "person", "法人": "firm"}},
)  # fmt: skip
MONDAY = datetime(2026, 11, 2, tzinfo=ZONE)
CHEN = CaseRecord("1", "2", "3", "4", "5", "person", "陈芳", "7", "received", "", MONDAY)
TEXTS = st.text("甲乙丙丁abc019-/〔〕·", min_size=1, max_size=30)
MOMENTS = st.integers(0, 24 * 3600 * 3000).map(lambda s: datetime(2019, 1, 1, tzinfo=ZONE) + timedelta(seconds=s))
RECORDS = st.builds(
    CaseRecord, *(TEXTS for _ in range(5)), st.sampled_from(["person", "firm"]), TEXTS, TEXTS,
    st.sampled_from(sorted(STATES)), st.sampled_from(["", "grant", "refuse"]), MOMENTS,
    *(st.none() | MOMENTS for _ in range(4)), *(st.just("") | TEXTS for _ in range(3)),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.sampled_from(TIME_FORMATS))
def test_what_is_written_reads_back_to_the_same(record: CaseRecord, form: str) -> None:
    mapping = replace(WHOLE, time_format=form)
    read, wrong = read_record(mapping, write_record(mapping, record, zone=ZONE), line=2, zone=ZONE)
    assert (read, wrong) == (record, [])
    assert unsayable(mapping, record) == []


def test_headings_of_an_old_system_propose_the_whole_mapping() -> None:
    rows = [{"状态码": "已收件", "申请人性质": "自然人", "申请时间": "20261118091240"}]
    found = propose(WORDS, rows)
    assert found.fields == WHOLE.fields
    assert found.codes["state"] == {"已收件": "received"}
    assert found.codes["kind"] == {"自然人": "person"}
    assert found.time_format == "%Y%m%d%H%M%S"
    assert mapping_problem(found) is None


@pytest.mark.parametrize("key", [field.key for field in FIELDS if field.needed])
def test_a_needed_field_without_a_column_is_named(key: str) -> None:
    lacking = replace(WHOLE, fields={own: name for own, name in WHOLE.fields.items() if own != key})
    problem = mapping_problem(lacking)
    assert problem is not None
    assert next(field.zh for field in FIELDS if field.key == key) in problem.zh


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [("状态码", "77", "没有对应"), ("申请时间", "昨天", "应如 2026-11-26 09:30:00"), ("申请人姓名", "", "是空的"),
     ("业务号", "a" * 201, "超过 200 个字"), ("业务号", "a\x07", "不能显示"),
     ("完成时间", "2026-02-30 00:00:00",
     "不是约定")],
)  # fmt: skip
def test_a_value_that_cannot_be_read_is_told_with_its_field(heading: str, value: str, said: str) -> None:
    record = CaseRecord(
        "1", "2", "3", "4", "5", "person", "陈芳", "7", "received", "", datetime(2026, 11, 2, tzinfo=ZONE)
    )
    row = {**write_record(WHOLE, record, zone=ZONE), heading: value}
    read, wrong = read_record(WHOLE, row, line=9, zone=ZONE)
    assert read is None
    assert [(one.line, one.heading, said in one.zh) for one in wrong] == [(9, heading, True)]


def test_a_mapping_that_would_lose_a_state_says_which_field() -> None:
    narrow = replace(WHOLE, codes={**WHOLE.codes, "state": {"S0": "received"}})
    record = CaseRecord(
        "1", "2", "3", "4", "5", "person", "陈芳", "7", "closed", "", datetime(2026, 11, 2, tzinfo=ZONE)
    )
    assert unsayable(narrow, record) == ["state"]


def test_every_state_of_our_cases_has_its_word_between_systems() -> None:
    assert {state.value for state in State} - set(STATES) == set()


@pytest.mark.parametrize(("state", "ended"), [("suspended", False), ("terminated", True), ("withdrawn", True)])
def test_a_case_is_over_when_its_state_says_so(state: str, ended: bool) -> None:
    told = fold([("case.suspended", AT, {"state": state})])
    assert (told.state, told.closed_at == AT) == (state, ended)
