"""The interface for other systems, put together: each thing's operations under `/api/v1/`, their doors, their words.

It adds nothing to what an operation does. Things bring routers in their `api`; here it is said who may come to each.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from ninja import NinjaAPI, Router
from ninja.operation import Operation

from tongban.agencies.api import mine as agencies_mine
from tongban.agencies.api import public as agencies_public
from tongban.cases.api import (
    applying,
    arranging,
    casefile,
    desk,
    matters,
    procedure,
    receiving,
    status,
    steps,
    together,
    turns,
)
from tongban.certificates.api import router as certificates
from tongban.config.interface.description import completed
from tongban.config.interface.doors import Citizens, Lines, Officials
from tongban.config.interface.gate import QUESTIONS
from tongban.config.interface.problems import register_problems
from tongban.config.interface.reading import StrictParser
from tongban.hotline.api import handling, reading, routing, taking
from tongban.powerlist.api import office as powerlist_office
from tongban.powerlist.api.public import router as powerlist
from tongban.rights.api import mine as rights_mine
from tongban.rights.api import staff as rights_staff

ROOT: Final = "/api/v1"
DESCRIPTION: Final = """The whole of one window as JSON: the list, applying, a person's own matters, the desk, the line.
Every operation calls the same act or query as the page. What cannot be done is told as `application/problem+json` with
the sentence of the page, in Chinese or English. Lists go on with `after`; what changes something may be repeated with
the same `Idempotency-Key`; reads bear an `ETag`."""


class Interface(NinjaAPI):
    """Names operations by thing and act: `cases.accept`."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The thing and the name of the function."""
        thing = operation.view_func.__module__.split(".")[1]
        return f"{thing}.{operation.view_func.__name__}"

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        """The same name for its address."""
        return self.get_openapi_operation_id(operation)


api = Interface(
    title="通办 Tongban",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
register_problems(api)

officials, citizens, lines = Officials(), Citizens(), Lines()
api.add_router("", powerlist, tags=["权责清单 · Power list"])
api.add_router("", agencies_public, tags=["单位 · Bodies"])
api.add_router("", agencies_mine, tags=["单位 · Bodies"], auth=officials)
api.add_router("/certificates", certificates, tags=["证照 · Certificates"])
api.add_router("/status", status.router, tags=["查进度 · Status"])
api.add_router("/my", applying.router, tags=["申请 · Applying"], auth=citizens)
api.add_router("/my", matters.router, tags=["我的事 · My matters"], auth=citizens)
api.add_router("/my", together.router, tags=["申请 · Applying"], auth=citizens)
api.add_router("/my", arranging.mine, tags=["我的事 · My matters"], auth=citizens)
api.add_router("/my", rights_mine, tags=["个人信息权利 · Rights over personal data"], auth=citizens)
api.add_router("/data-requests", rights_staff, tags=["个人信息权利 · Rights over personal data"], auth=officials)
api.add_router("/desk", desk.router, tags=["工作台 · Desk"], auth=officials)
api.add_router("/office", powerlist_office.router, tags=["清单管理 · List office"], auth=officials)
api.add_router("/cases", receiving.router, tags=["收件 · Window"], auth=officials)
api.add_router("/cases", casefile.router, tags=["办件 · Case"], auth=officials)
api.add_router("/cases", steps.router, tags=["办理 · Acts"], auth=officials)
api.add_router("/cases", turns.router, tags=["办理 · Acts"], auth=officials)
api.add_router("/cases", procedure.router, tags=["特别程序 · Special procedures"], auth=officials)
api.add_router("/cases", arranging.staff, tags=["其他安排 · Arrangements"], auth=officials)
for part in (taking.router, reading.router, routing.router, handling.router):
    api.add_router("/orders", part, tags=["热线工单 · Orders of the hotline"], auth=lines)


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The OpenAPI 3.1 description of everything above; the same for everybody."""
    made = dict(api.get_openapi_schema(path_prefix=f"{ROOT}/"))
    made["servers"] = [{"url": "/"}]
    return completed(made, QUESTIONS)
