"""What a small list says: a guide entry, an item that runs here, and its flow. Pure values for every test."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

ENTRY: dict[str, Any] = {
    "name": {"zh": "食品经营许可（新办）", "en": "Food business licence (new)"},
    "aliases": ["开饭店", "餐饮许可证"],
    "life_events": ["open_restaurant"],
    "basic_code": "000131012000",
    "implementing_code": "",
    "local_code": "QH-0001",
    "item_type": "01",
    "level": "4",
    "power_source": "statutory",
    "case_type": "promised",
    "body": "market",
    "service_objects": ["1", "2"],
    "channels": ["1", "2"],
    "contact": "0990-1001",
    "oversight": "0990-2002",
    "legal_basis": [{"law": "青禾县样例管理办法", "article": "第一条", "text": ""}],
    "duties": [{"text": {"zh": "公开办理结果", "en": "Publish the results"}, "owner": "政务服务股", "basis": ""}],
    "whole": False,
}

FLOW = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tb="urn:tongban:flow:1"
  targetNamespace="urn:tongban:flow:1" id="d"><bpmn:process id="p" name="食品经营许可" isExecutable="true">
<bpmn:laneSet id="ls"><bpmn:lane id="l1" name="承办岗" tb:name_en="Holder" tb:post="@holder/accept">
<bpmn:flowNodeRef>s</bpmn:flowNodeRef><bpmn:flowNodeRef>accept</bpmn:flowNodeRef><bpmn:flowNodeRef>e</bpmn:flowNodeRef>
</bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="s" name="收件" tb:name_en="Received"/>
<bpmn:userTask id="accept" name="受理" tb:name_en="Accept" tb:act="accept" tb:limit="acceptance"/>
<bpmn:endEvent id="e" name="办结" tb:name_en="Done"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="accept"/>
<bpmn:sequenceFlow id="f2" sourceRef="accept" targetRef="e"/>
</bpmn:process></bpmn:definitions>"""


def words(zh: str, en: str = "words") -> dict[str, str]:
    """Words in both languages."""
    return {"zh": zh, "en": en}


def limit(key: str, kind: str, length: int) -> dict[str, Any]:
    """A limit in working days of the licence law."""
    return {
        "key": key, "scope": "case", "kind": kind, "length": length, "unit": "working_day",
        "starts": "receipt" if key == "acceptance" else "acceptance",
        "law": "中华人民共和国行政许可法", "article": "第四十二条", "confidence": "V", "rule": None,
    }  # fmt: skip


def entry(name: str = "食品经营许可（新办）", **changes: Any) -> dict[str, Any]:
    """A guide entry as JSON."""
    return {**deepcopy(ENTRY), "name": words(name, changes.pop("en", "")), **changes}


def whole(**changes: Any) -> dict[str, Any]:
    """An item that runs here, with nothing for the blocking rules to find."""
    return {
        **deepcopy(ENTRY),
        "whole": True,
        "summary": words("开餐饮店要办的许可。"),
        "conditions": [words("有固定经营场所")],
        "need_questions": [{"question": words("您卖吃的吗？"), "yes": None, "no": words("您不需要办这件事。")}],
        "legal_basis": [{"law": "中华人民共和国食品安全法", "article": "第三十五条",
                         "text": "国家对食品生产经营实行许可制度。"}],
        "limits": [
            limit("acceptance", "statutory", 5),
            limit("whole_statutory", "statutory", 20),
            limit("whole_promised", "promised", 7),
        ],
        "materials": [
            {"key": "m_plan", "name": words("平面布局图"), "kind": "other", "form": "electronic", "necessity": "must",
             "source": "applicant", "basis": "《食品经营许可和备案管理办法》第十三条"},
            {"key": "m_licence", "name": words("营业执照"), "kind": "certificate", "form": "electronic",
             "necessity": "must", "source": "government", "basis": "同上", "held": "电子证照库"},
        ],
        "form": {"groups": [{"key": "shop", "title": words("店铺"), "fields": [
            {"key": "shop_name", "label": words("店名"), "type": "text", "evidence": "m_plan"}]}]},
        "result": {"name": words("食品经营许可证"), "kind": "certificate", "certificate": {
            "kind": "food_business", "title": words("食品经营许可证"), "type_code": "1", "number_word": "JY",
            "valid_years": 5, "fields": ["shop_name"]}},
        "places": [words("县政务服务中心 3 号窗口")],
        "hours": words("工作日 9:00 至 17:00"),
        "remedies": {"reconsideration_body": words("青禾县人民政府"), "reconsideration_first": False,
                     "court": words("青禾县人民法院")},
        **changes,
    }  # fmt: skip
