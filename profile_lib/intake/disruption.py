"""Civil powers and other disruptions that partners used."""

from __future__ import annotations

from profile_lib.intake import rules
from profile_lib.intake.areas import listed_area
from profile_lib.intake.columns import area, day, reference, text
from profile_lib.intake.schema import POLICE, Schema


def disruptions() -> Schema:
    """The schema of ``disruptions``: it names nobody."""
    action = reference(
        "action_ref", "action reference", "the system's reference of the action, one for each row"
    )
    applied = day("applied_on", "day of the action", "the day on which the power was used")
    power = text("power", "the power that was used; blank if not recorded")
    agency = text("agency", "the agency that used it")
    where = area("community area in which it was used")
    return Schema(
        extract="disruptions",
        partner=POLICE,
        row="a civil power or other disruption that was used",
        window="cse",
        day=applied.name,
        columns=(action, applied, power, agency, where, text("outcome", "what came of it")),
        needed=frozenset(column.name for column in (action, applied, power)),
        rules=(
            *rules.references(action),
            rules.recorded(applied),
            rules.readable(applied, "fault", essential=True),
            rules.no_copy(action),
            rules.one_row_each(action),
            rules.starts_in_period(applied),
            rules.blank("no-power", power, "the power is not recorded: it is counted under none"),
            rules.blank("no-agency", agency, "the agency is not recorded: it is counted under none"),
            listed_area(where),
        ),
    )
