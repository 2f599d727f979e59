"""The fictional county's applicants: persons and small firms, with lawful codes of a division that does not exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.actions.parties import register_party
from tongban.kernel.actor import Actor
from tongban.simulation.rules.codes import citizen_code, firm_code

FAMILY: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN: Final = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "刚",
    "桂英",
)
SHOPS: Final = (
    "老街坊小吃店", "四季面馆", "福满楼酒家", "豆香坊", "山泉饭庄", "河湾鱼馆", "顺达货运", "绿源食品", "宏图建筑",
    "清风理发店", "金穗宾馆", "晨光浴室", "乐购便利店", "云岭山庄", "双井米粉店", "白杨茶楼", "石桥烧烤", "桃溪农家乐",
)  # fmt: skip
TOWNS: Final = ("", "城关镇", "柳河镇", "河湾镇", "双井镇")
STREETS: Final = ("人民路", "河沿街", "建设路", "文化巷", "新华街", "迎宾大道", "老街", "学府路")


@dataclass(frozen=True, slots=True)
class Person:
    """One applicant: the party, and what they would write into a form."""

    party: UUID
    name: str
    id_number: str
    phone: str
    address: str
    is_firm: bool
    account: UUID | None = None


def build_people(count: int, *, random: Random, by: Actor, at: datetime) -> list[Person]:
    """Registers applicants, a third of them firms; the first is 陈芳 with an account of her own."""
    chen = _register("陈芳", citizen_code(27, date(1988, 3, 14)), "13900000000", random, firm=False, by=by, at=at)
    account = open_citizen_account(username="chenfang", password=None, party_id=chen.party, by=by, at=at)
    people = [replace(chen, account=account)]
    for serial in range(1, count):
        if serial % 3 == 0:
            round_no, shop = divmod(serial // 3, len(SHOPS))
            name = f"青禾县{TOWNS[round_no % len(TOWNS)]}{SHOPS[shop]}"
            number = firm_code(serial)
        else:
            name = FAMILY[serial % len(FAMILY)] + GIVEN[(serial * 7) % len(GIVEN)]
            number = citizen_code(100 + serial, date(1955, 1, 1) + timedelta(days=serial * 97 % 17000))
        people.append(_register(name, number, f"139{serial:08d}", random, firm=serial % 3 == 0, by=by, at=at))
    return people


def _register(name: str, number: str, phone: str, random: Random, *, firm: bool, by: Actor, at: datetime) -> Person:
    address = f"青禾县城关镇{random.choice(STREETS)} {random.randint(1, 260)} 号"
    kind = "firm" if firm else "person"
    party = register_party(kind=kind, name=name, id_number=number, phone=phone, address=address, by=by, at=at)
    return Person(party, name, number, phone, address, firm)
