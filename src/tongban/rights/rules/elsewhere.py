"""Every other table, and why nothing in it is told to a person as theirs. A new table must be put somewhere. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WHY: Final[Mapping[str, str]] = {
    "key": "the key that opens a person's values; it is destroyed with them and shown to nobody",
    "ledger": "references, codes and digests; never a name, number or sentence",
    "staff": "officials in their posts, kept by the body that employs them",
    "figures": "cases and orders as figures and states, by reference, without anything that names a person",
    "passing": "gone within a day or with the session; sealed or references only",
    "unused": "tables of libraries that this house leaves empty or fills with its own names",
    "public": "bodies, items, laws, decisions and settings; no person applies or is named in them",
}
ELSEWHERE: Final[Mapping[str, frozenset[str]]] = {
    "key": frozenset(
        {
            "agencies_partykey",
        }
    ),
    "ledger": frozenset(
        {
            "ledger.checkpoint", "ledger.cosignature", "ledger.cursor", "ledger.epoch", "ledger.event",
            "ledger.leaf", "ledger.ledger_head", "ledger.log_key", "ledger.outbox", "ledger.tile",
        }
    ),
    "staff": frozenset(
        {
            "agencies_absence", "agencies_demorole", "agencies_official", "agencies_postholding",
            "agencies_token", "agencies_tokenuse", "centres_authority", "delegation_appraisal",
            "delegation_qualification", "delegation_secondment", "delegation_training", "supervision_card",
            "supervision_cardstep",
        }
    ),
    "figures": frozenset(
        {
            "cases_moneyline", "delegation_burdenmark", "delegation_caseseen", "delegation_gonelook",
            "delegation_use", "delegation_voice", "exchange_outgoingrecord", "hotline_policemessage",
            "powerlist_askedpaper", "ratings_surveyanswer", "supervision_mark", "supervision_timer",
            "supervision_watched",
        }
    ),
    "passing": frozenset(
        {
            "agencies_counter", "agencies_keptanswer", "django_session", "hotline_policemark",
            "procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers",
            "procrastinate_workers",
        }
    ),
    "unused": frozenset(
        {
            "account_emailconfirmation", "auth_group", "auth_group_permissions", "auth_permission",
            "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog",
            "django_content_type", "django_migrations", "socialaccount_socialapp", "socialaccount_socialtoken",
        }
    ),
    "public": frozenset(
        {
            "agencies_body", "agencies_bodyname", "agencies_calendarday", "agencies_calendarversion",
            "agencies_centre", "agencies_division", "agencies_divisionname", "agencies_post", "agencies_unit",
            "agencies_unitpart", "agencies_window", "appraisal_marks", "appraisal_period", "appraisal_plan",
            "appraisal_rated", "cases_casenumber", "cases_moneyfile", "cases_quotause", "centres_decisiontally",
            "centres_entry", "centres_population", "centres_receivedtally", "centres_serviceday",
            "delegation_capacity", "delegation_check", "delegation_decision", "delegation_delivery",
            "delegation_dutyline", "delegation_dutylist", "delegation_dutysheet", "delegation_dutyversion",
            "delegation_handover", "delegation_itemtraits", "delegation_line", "delegation_longact",
            "delegation_modechoice", "delegation_opinion", "delegation_sheet", "delegation_tableedition",
            "delegation_townshiptask", "delegation_trainingplan", "delegation_waiver", "documents_documentmark",
            "documents_numberseries", "documents_reviewline", "exchange_misreading", "exchange_system",
            "exchange_systemmapping", "hotline_directoryline", "hotline_gridcall", "hotline_gridevent",
            "hotline_ordernumber", "hotline_topic", "hotline_topictask", "hotline_whistlecall", "law_article",
            "law_law", "law_lawchange", "law_lawupload", "law_lawversion", "powerlist_adjustment",
            "powerlist_citedarticle", "powerlist_comparison", "powerlist_conferral", "powerlist_importpreview",
            "powerlist_increase", "powerlist_increasestep", "powerlist_item", "powerlist_itemtag",
            "powerlist_itemversion", "powerlist_listedition", "powerlist_overlap", "powerlist_overlapstep",
            "powerlist_powerholding", "powerlist_practice", "powerlist_provider", "powerlist_round",
            "powerlist_roundline", "powerlist_roundvote", "powerlist_searchmiss", "powerlist_searchterm",
            "ratings_device", "ratings_survey", "supervision_recommendation", "supervision_setting",
        }
    ),
}  # fmt: skip
