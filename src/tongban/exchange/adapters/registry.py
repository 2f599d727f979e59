"""The adapters there are, by the key that a system's row names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tongban.exchange.adapters.door import Door
from tongban.exchange.adapters.file_drop.door import FileDrop
from tongban.exchange.adapters.signed_http.door import SignedHttp
from tongban.kernel.refusals import refuse

ADAPTERS: Final[dict[str, type[Door]]] = {"file_drop": FileDrop, "signed_http": SignedHttp}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "file_drop": ("文件夹交换（CSV）", "Files in a folder (CSV)"),
    "signed_http": ("接口交换（签名的 JSON）", "Signed JSON over HTTP"),
}


def door(adapter: str, settings: Mapping[str, Any]) -> Door:
    """The adapter of a system, with its settings; refused for an unknown key."""
    made = ADAPTERS.get(adapter)
    if made is None:
        raise refuse("no_adapter", zh="没有这种接入方式，请重新选择。", en="There is no such adapter. Choose again.")
    return made(settings)
