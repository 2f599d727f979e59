"""Fictional legal texts for tests, in both styles; no words of any real law."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tongban.kernel.actor import SYSTEM
from tongban.law.actions.laws import amend_law, enact_law

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BY: dict[str, Any] = {"by": SYSTEM, "at": AT}
FIRST_DAY = date(2020, 1, 1)
SECOND_DAY = date(2026, 7, 1)

MARKED = """---
sidebar: auto
---

# 青禾县灯笼管理条例

2019年11月2日青禾县第九次会议通过

2026年5月6日第十二次会议《关于修改〈青禾县灯笼管理条例〉的决定》修正

## 第一章　总　则

**第一条**　为了挂好灯笼，制定本条例。

**第二条**　本条例所称灯笼，是指用纸、布做成的灯。

挂灯笼的，应当写明挂的人。

## 第二章　挂灯

### 第一节　条件

**第三条**　申请挂灯笼，应当符合下列条件：

（一）有固定的杆；

（二）有合格的灯，包括：

1.纸灯；

2.布灯；

（三）有人看守。

不符合前款规定的，不得挂灯笼。

**第四条**　灯笼的高度不得低于三米。

**第五条**　挂灯笼不收费。

## 第三章　附则

**第六条**　本条例自2020年1月1日起施行。
"""

PLAIN = """# 青禾县灯笼管理条例

2019年11月2日 青禾县第九次会议通过

<!-- INFO END -->

## 第一章 总 则

第一条 为了挂好灯笼，制定本条例。

第二条 本条例所称灯笼，是指用纸、布做成的灯。

挂灯笼的，应当写明挂的人。

## 第二章 挂灯

### 第一节 条件

第三条 申请挂灯笼，应当符合下列条件：

(一)有固定的杆；

(二)有合格的灯，包括：

1.纸灯；

2.布灯；

(三)有人看守。

不符合前款规定的，不得挂灯笼。

第四条 灯笼的高度不得低于三米。

第五条 挂灯笼不收费。

## 第三章 附则

第六条 本条例自2020年1月1日起施行。
"""

# 第四条 is struck out, 第二条 reworded, what follows moves up, a new article comes in.
AMENDED = """青禾县灯笼管理条例

第一条　为了挂好灯笼，制定本条例。
第二条　本条例所称灯笼，是指用纸、布、竹做成的灯。
挂灯笼的，应当写明挂的人。
第三条　申请挂灯笼，应当符合下列条件：
（一）有固定的杆；
（二）有合格的灯，包括：
1.纸灯；
2.布灯；
（三）有人看守。
不符合前款规定的，不得挂灯笼。
第四条　挂灯笼不收费。
第五条　夜里风大时，由看守的人把灯笼取下，第二天再挂。
第六条　本条例自2020年1月1日起施行。
"""

TITLE = "青禾县灯笼管理条例"


def enacted(text: str = PLAIN, title: str = TITLE, **changes: Any) -> UUID:
    """A law in force from the first day; answers its id."""
    told = {"kind": "local", "valid_from": FIRST_DAY, "source": "青禾县公报", **changes}
    return enact_law(title=title, text=text, **told, **BY)


def amended(law_id: UUID, text: str = AMENDED, **changes: Any) -> UUID:
    """The law amended from the second day on; answers the version's id."""
    told = {"valid_from": SECOND_DAY, "document": "青人发〔2026〕3号", "source": "青禾县公报", **changes}
    return amend_law(law_id=law_id, text=text, **told, **BY)
