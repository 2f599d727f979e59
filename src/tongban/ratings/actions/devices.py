"""Counter devices (评价器): opened for a window with a token that is shown once, and closed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import posts
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.ratings.events import DeviceClosed, DeviceOpened
from tongban.ratings.models import Device
from tongban.ratings.permissions import may_keep_devices


def token_hash(token: str) -> bytes:
    """The stored form of a device's token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


@transaction.atomic
def open_device(*, post_id: UUID, by: Actor, at: datetime) -> str:
    """Opens the device of a window post; one that was there is closed. Answers its token, shown once."""
    stop(may_keep_devices(by))
    if post_id not in posts([post_id]):
        raise refuse("device_post", zh="请从名单里选窗口岗位。", en="Choose a window post from the list.")
    for one in Device.objects.select_for_update().filter(post_id=post_id, closed_at=None):
        one.closed_at = at
        go_on(one, DeviceClosed(), by=by, at=at, fields=("closed_at",))
    token = secrets.token_urlsafe(24)
    row = Device(post_id=post_id, token_hash=token_hash(token), opened_at=at)
    begin(row, DeviceOpened(post=post_id), by=by, at=at)
    return token


@transaction.atomic
def close_device(*, device_id: UUID, by: Actor, at: datetime) -> None:
    """The device rates nothing any more."""
    stop(may_keep_devices(by))
    row = Device.objects.select_for_update().filter(pk=device_id, closed_at=None).first()
    if row is None:
        raise refuse("not_found", zh="没有这台在用的评价器。", en="There is no such device in use.")
    row.closed_at = at
    go_on(row, DeviceClosed(), by=by, at=at, fields=("closed_at",))
