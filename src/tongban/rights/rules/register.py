"""The whole register: every place where data of a person lies, in the order in which it is shown. Pure."""

from __future__ import annotations

from typing import Final

from tongban.rights.rules.case_places import CASES, PAPERS
from tongban.rights.rules.other_places import ACCOUNT, LINE, REST
from tongban.rights.rules.places import Place

PLACES: Final[tuple[Place, ...]] = (*ACCOUNT, *CASES, *PAPERS, *LINE, *REST)
BY_KEY: Final = {place.key: place for place in PLACES}
