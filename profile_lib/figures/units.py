"""What dimensions are declared of: sets of units, and the answers to a question."""

from __future__ import annotations

from collections.abc import Mapping

from profile_lib.figures.dimensions import Unit

EPISODES, CHILDREN, PERSONS = (
    frozenset([Unit.EPISODES]),
    frozenset([Unit.CHILDREN]),
    frozenset([Unit.PERSONS]),
)
OFFENCES, REPORTS, ACTIONS = frozenset([Unit.OFFENCES]), frozenset([Unit.REPORTS]), frozenset([Unit.ACTIONS])
MATTERS, INTERVIEWS = frozenset([Unit.MATTERS]), frozenset([Unit.INTERVIEWS])
CLUSTERS = frozenset([Unit.CLUSTERS])
NETWORKS = frozenset([Unit.NETWORKS])
PEOPLE = CHILDREN | PERSONS
BOTH = EPISODES | CHILDREN
EVENTS = EPISODES | OFFENCES | REPORTS | ACTIONS

YES_NO_UNKNOWN: Mapping[str, str] = {"yes": "Yes", "no": "No", "U": "Not recorded"}
