"""The extracts: what each column means and which rules its rows keep. This is the data dictionary."""

from __future__ import annotations

import pandas as pd

from profile_lib.intake import care, disruption, intelligence, known, missing, offences, register, school

SCHEMAS = {
    schema.extract: schema
    for schema in (
        missing.missing_episodes(),
        missing.return_interviews(),
        care.looked_after(),
        care.placed_by_others(),
        register.at_risk_register(),
        offences.offences(),
        offences.offence_people(),
        intelligence.intelligence(),
        disruption.disruptions(),
        known.links(),
        known.person_index(),
        school.school_absence(),
        school.school_absence_totals(),
    )
}
"""What partners are asked for, by name; an extract that needs another to be judged stands after it."""

BESIDE = {schema.extract: schema for schema in (care.missing_from_care(),)}
"""What comes with a partner's files, to be held against what others say: no figure is made of it."""

READ = {**SCHEMAS, **BESIDE}
"""The extracts that are read."""


def data_dictionary() -> pd.DataFrame:
    """Every column of every extract that is read: extract, column, required (it must exist), meaning, codes,
    rules."""
    return pd.DataFrame(
        [
            {
                "extract": schema.extract,
                "column": column.name,
                "required": column.name in schema.needed,
                "meaning": column.meaning,
                "codes": ", ".join(column.codes),
                "rules": ", ".join(rule.code for rule in schema.rules if column.name in rule.columns),
            }
            for schema in READ.values()
            for column in schema.columns
        ]
    )
