"""The questions that the quality rules ask: each names the places of an item at which its fault stands.

No sentence and no severity stands here; the table in `quality` gives each question its words.
"""

from __future__ import annotations

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.powerlist.rules.lint import Places, Subject
from tongban.powerlist.rules.prefill import source_fault
from tongban.powerlist.rules.providers import REGISTERS

STEPS_OF_A_LICENCE = frozenset({"accept", "review", "decide", "issue", "deliver"})
VAGUE_MATERIALS = ("其他材料", "其他相关材料", "其它材料", "等材料", "other materials", "any other")
POST_DUTIES = frozenset({"receive", "accept", "review", "decide", "deliver", "manage_list", "lead", "centre_manage"})
LONGEST_DAYS = {"hour": (1, 24), "day": (1, 1), "working_day": (1, 1), "month": (28, 1), "year": (365, 1)}
"""Of how many days a unit surely is, as a fraction: only a promise that is longer by this reading is called longer."""


def days_at_least(limit: ItemLimit) -> float:
    """How many days a limit lasts at the least, for comparing units that differ."""
    days, share = LONGEST_DAYS[limit.unit]
    return limit.length * days / share


def looser(promised: ItemLimit, statutory: ItemLimit) -> bool:
    """Whether a promised limit is longer than the statutory one; a working day is never shorter than a day."""
    if promised.unit == statutory.unit:
        return promised.length > statutory.length
    if statutory.unit == "working_day" and promised.unit == "day":
        return promised.length > statutory.length * 7 / 5
    return days_at_least(promised) > days_at_least(statutory) * (31 / 28 if statutory.unit == "month" else 1)


def promise_looser(s: Subject) -> Places:
    """A body may promise to be quicker than the law, never slower."""
    promised, statutory = s.content.limit("whole_promised"), s.content.limit("whole_statutory")
    if promised and statutory and looser(promised, statutory):
        yield "limits.whole_promised"


def limit_kinds(s: Subject) -> Places:
    """A limit lasts at least one unit, and the limits of fixed meaning are of their kind."""
    wanted = {"acceptance": "statutory", "whole_statutory": "statutory", "whole_promised": "promised"}
    for at, limit in enumerate(s.content.limits):
        if limit.length < 1 or wanted.get(limit.key, limit.kind) != limit.kind:
            yield f"limits[{at}]"


def limits_missing(s: Subject) -> Places:
    """A case cannot run without the limits of acceptance, by law and by promise."""
    if not s.content.whole or s.content.members:  # each member of one thing keeps its own limits
        return
    for key in ("acceptance", "whole_statutory", "whole_promised"):
        if s.content.limit(key) is None:
            yield f"limits.{key}"


def limits_without_source(s: Subject) -> Places:
    """A statutory limit names its law and article."""
    for at, limit in enumerate(s.content.limits):
        if limit.kind == "statutory" and not (limit.law and limit.article):
            yield f"limits[{at}]"


def unconfirmed(s: Subject) -> Places:
    """Limits whose source nobody has read yet."""
    return (f"limits[{at}]" for at, limit in enumerate(s.content.limits) if limit.confidence == "M")


def same_keys(s: Subject) -> Places:
    """Keys that are used twice among limits, papers or questions."""
    content = s.content
    for path, keys in (
        ("limits", [limit.key for limit in content.limits]),
        ("materials", [material.key for material in content.materials]),
        ("form", [field.key for field in content.fields()]),
    ):
        yield from (f"{path}.{key}" for key in sorted({key for key in keys if keys.count(key) > 1}))


def visits_without_reason(s: Subject) -> Places:
    """Who asks people to come says why."""
    if s.content.max_visits > 0 and not s.content.visit_reason.strip():
        yield "visit_reason"


def no_visits_without_channel(s: Subject) -> Places:
    """Without a visit there is another way: online, mobile or courier."""
    content = s.content
    remote = {codes.WEB, codes.MOBILE, codes.COURIER} & set(content.channels)
    if content.whole and content.max_visits == 0 and not remote and not content.courier:
        yield "channels"


def fee_incomplete(s: Subject) -> Places:
    """A charge has name, rate and basis (licence law, art. 58)."""
    fee = s.content.fee
    if fee.charged and not fee.items:
        yield "fee.items"
    for at, item in enumerate(fee.items):
        if fee.charged and not (item.name and item.rate and item.basis):
            yield f"fee.items[{at}]"


def fee_contradicts(s: Subject) -> Places:
    """What is free has no charges and nothing to pay online."""
    content = s.content
    if not content.fee.charged and content.fee.items:
        yield "fee.items"
    if not content.fee.charged and content.epay:
        yield "epay"


def phones(s: Subject) -> Places:
    """Two phones, and not the same one: who is complained about does not take the complaint."""
    content = s.content
    if not content.contact:
        yield "contact"
    if not content.oversight or _digits(content.contact) == _digits(content.oversight):
        yield "oversight"


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())


def vague_materials(s: Subject) -> Places:
    """A closed list of papers: "other materials" is no paper (licence law, arts. 30 and 31)."""
    for at, material in enumerate(s.content.materials):
        name = (material.name.zh + " " + material.name.en).lower()
        if any(vague in name for vague in VAGUE_MATERIALS):
            yield f"materials[{at}].name"


def material_without_basis(s: Subject) -> Places:
    """Papers nobody can name a basis for."""
    return (f"materials[{at}].basis" for at, material in enumerate(s.content.materials) if not material.basis)


def situation_missing(s: Subject) -> Places:
    """A paper for some situations says which; any other paper has none."""
    for at, material in enumerate(s.content.materials):
        if (material.necessity == "situation") != bool(material.situation):
            yield f"materials[{at}].situation"


def unknown_evidence(s: Subject) -> Places:
    """A question is proved by a paper of the list."""
    known = {material.key for material in s.content.materials}
    for field in s.content.fields():
        if field.evidence and field.evidence not in known:
            yield f"form.{field.key}.evidence"


def choices_missing(s: Subject) -> Places:
    """Questions with choices have options, others have none."""
    for field in s.content.fields():
        if (field.type in {"choice", "multi"}) != bool(field.options or field.register):
            yield f"form.{field.key}.options"


def unknown_source(s: Subject) -> Places:
    """A register that a question chooses from, and a place where its answer is known, are ones that there are."""
    keys = {field.key for field in s.content.fields()}
    for field in s.content.fields():
        if (field.register and field.register not in REGISTERS) or source_fault(field.prefill, keys, field.key):
            yield f"form.{field.key}.prefill"


def personal_in_flow(s: Subject) -> Places:
    """What steers the flow is stored beside the case, so it may not be personal."""
    return (f"form.{field.key}.flow_fact" for field in s.content.fields() if field.flow_fact and field.personal)


def certificate_kind(s: Subject) -> Places:
    """A result called a certificate is one, and says which."""
    result = s.content.result
    if result and result.name.zh.endswith("证") and result.kind != "certificate":
        yield "result.kind"
    if result and s.content.whole and (result.kind == "certificate") != (result.certificate is not None):
        yield "result.certificate"


def certificate_fields(s: Subject) -> Places:
    """What the certificate shows comes from the form."""
    result, known = s.content.result, {field.key for field in s.content.fields()}
    if result and result.certificate:
        unknown = [key for key in result.certificate.fields if key not in known]
        yield from (f"result.certificate.fields.{key}" for key in unknown)


def whole_lacks(s: Subject) -> Places:
    """What an item needs before a case can start here."""
    content = s.content
    if not content.whole:
        return
    parts = {
        "legal_basis": content.legal_basis,
        "conditions": content.conditions,
        "places": content.places,
        "result": content.result,
        "remedies": content.remedies,
        "form": content.form.groups,
        "body": content.body,
        "level": content.level,
        "power_source": content.power_source,
        "case_type": content.case_type,
        "summary.zh": content.summary.zh,
        "flow": s.nodes,
    }
    yield from (path for path, part in parts.items() if not part)


def unknown_bodies(s: Subject) -> Places:
    """Bodies named by keys nobody bears."""
    if s.bodies is None:
        return
    known = s.bodies | {"@holder"}
    if s.content.body and s.content.body not in known:
        yield "body"
    yield from (f"joint_bodies[{at}]" for at, key in enumerate(s.content.joint_bodies) if key not in known)


def joint_type(s: Subject) -> Places:
    """Joint cases, and only they, name joint bodies."""
    if (s.content.case_type == "joint") != bool(s.content.joint_bodies):
        yield "joint_bodies"


def flow_limits(s: Subject) -> Places:
    """Each limit the flow names is among the limits of the item."""
    known = {limit.key for limit in s.content.limits}
    return (f"flow:{node.id}" for node in s.nodes if node.limit and node.limit not in known)


def flow_posts(s: Subject) -> Places:
    """Each lane names who acts."""
    for lane in s.lanes:
        if not post_known(lane.post, s.bodies):
            yield f"flow:{lane.id}"


def post_known(address: str, bodies: frozenset[str] | None) -> bool:
    """Whether a lane's address `<who>/<duty>` names someone.

    Holder, the township of the place, window, applicant, system, or a known body.
    """
    who, _, duty = address.partition("/")
    if who in {"@applicant", "@system"}:
        return True
    is_body = bool(who) and not who.startswith("@") and (bodies is None or who in bodies)
    return (who in {"@holder", "@township", "@window"} or is_body) and duty in POST_DUTIES


def licence_steps(s: Subject) -> Places:
    """A licence passes through acceptance, review, decision, issue and delivery."""
    if s.content.item_type == codes.LICENCE and s.nodes:
        acts = {node.act for node in s.nodes}
        yield from (f"flow:{act}" for act in sorted(STEPS_OF_A_LICENCE - acts))


def not_on_application(s: Subject) -> Places:
    """Penalty, compulsion, levy and inspection are not asked for, so they have no guide."""
    if s.content.whole and s.content.item_type in codes.POWER_LIST_ONLY:
        yield "item_type"


def english_missing(s: Subject) -> Places:
    """Names without English words."""
    content: ItemContent = s.content
    if not content.name.en:
        yield "name.en"
    yield from (f"materials[{at}].name.en" for at, material in enumerate(content.materials) if not material.name.en)


def sample_missing(s: Subject) -> Places:
    """Forms without a filled-in sample."""
    for at, material in enumerate(s.content.materials):
        if material.source == "applicant" and material.kind == "form" and not material.sample:
            yield f"materials[{at}].sample"


def name_missing(s: Subject) -> Places:
    """An item has a name."""
    if not s.content.name.zh.strip():
        yield "name.zh"
