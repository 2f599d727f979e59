"""Which post in which body does each lane of a flow, at a place, on a day: by the holdings in force, never by habit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tongban.agencies.queries import body_keyed, post_with
from tongban.agencies.queries.directory import township_at
from tongban.cases.queries.limits import ZONE
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import HoldingRef, VersionRef

Route = dict[str, str | None]
NOBODY: Route = {"body": None, "post": None, "holding": None}


def routes_for(
    ref: VersionRef, holding: HoldingRef | None, *, place_id: UUID, by: Actor, at: datetime, at_once: bool = False
) -> dict[str, Route]:
    """For each lane of the flow (and `@holder`): `body`, `post`, `holding` as text ids, None where nobody official
    acts.

    With `at_once` the lanes of the competent body, and delivery, are in the post of `by`, who decides on the spot.
    Refused (`nobody_holds`) when no body holds the power at that place and time: a case is never routed by guess.
    """
    if holding is None:
        raise refuse(
            "nobody_holds",
            zh="这个事项在您选的地方现在没有承办单位，不能收件。请向政务服务中心咨询。",
            en="No body holds this power at the place you chose, so it cannot be received. Ask the service centre.",
        )
    lead: Route = {"body": str(holding.body_id), "post": None, "holding": str(holding.id)}
    routes: dict[str, Route] = {"@holder": lead}
    day = at.astimezone(ZONE).date()
    for node in ref.net.nodes.values():
        route = _route(node.post, lead, by, place_id, day, holding.supervisor_id)
        routes.setdefault(node.lane, _own(route, node.post, lead, by) if at_once else route)
    return routes


def _own(route: Route, address: str, lead: Route, by: Actor) -> Route:
    """Decided on the spot: the competent body's steps and the handing over are done by the one who is there."""
    mine = route["body"] == lead["body"] or address.endswith("/deliver")
    return {**route, "body": lead["body"], "post": str(by.post_id)} if mine and route["post"] else route


def _route(address: str, lead: Route, by: Actor, place_id: UUID, day: date, former: UUID | None) -> Route:
    who, _, duty = address.partition("/")
    if who in {"@applicant", "@system", ""}:
        return NOBODY
    if who == "@window":
        return {
            "body": str(by.body_id) if by.body_id else None,
            "post": str(by.post_id) if by.post_id else None,
            "holding": None,
        }
    if who == "@holder":
        body_id = UUID(str(lead["body"]))
    elif who == "@township":
        body_id = township_at(place_id, day).id
    else:
        named = body_keyed(who, day).id
        # A step that the flow gives to the body which had the power before went along with the power.
        body_id = UUID(str(lead["body"])) if named == former else named
    return {"body": str(body_id), "post": str(post_with(body_id, duty, day).post_id), "holding": lead["holding"]}
