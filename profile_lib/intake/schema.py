"""What an extract is: its columns, its rules and the window it is counted in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from profile_lib.figures import WindowName
from profile_lib.intake import rules
from profile_lib.intake.columns import Column, day, reference, sex, text
from profile_lib.intake.kinds import OTHERS, kinds_of
from profile_lib.intake.parsing import unreadable
from profile_lib.intake.rules import Context, Rule

if TYPE_CHECKING:
    import pandera.pandas as pa

_DTYPES = {
    "text": "str",
    "reference": "str",
    "code": "str",
    "words": "str",
    "number": "Int64",
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
    "area": "str",
    "areas": "str",
}


@dataclass(frozen=True)
class Schema:
    """An extract as partners are asked for it.

    ``partner``: who is asked. ``row``: what one row is. ``needed``: columns that must exist; a cell may be
    blank unless a rule says otherwise. Rules stand in the order in which a row's first one is named.
    ``window``: the period of the edition in which rows count, None where they have none; ``day``: the column
    that places a row in time, None for what lasts. ``themed``: the columns of text and of tags that are
    turned into themes while they are read (see ``themes``); nothing else of them is kept.
    """

    extract: str
    partner: str
    row: str
    columns: tuple[Column, ...]
    needed: frozenset[str]
    rules: tuple[Rule, ...]
    window: WindowName | None
    day: str | None
    themed: tuple[str, str] | None = None

    def pandera(self, checked: Iterable[Rule], context: Context) -> pa.DataFrameSchema:
        """The pandera schema of parsed rows: a described column each, and a check named after each rule."""
        import pandera.pandas as pa  # takes as long to import as a small extract to read

        columns = {
            column.name: pa.Column(_DTYPES[column.kind], nullable=True, description=column.meaning)
            for column in self.columns
            if column.name not in (self.themed or ())
        }
        return pa.DataFrameSchema(columns, [_check(rule, context) for rule in checked], name=self.extract)


def _check(rule: Rule, context: Context) -> pa.Check:
    import pandera.pandas as pa

    def holds(rows: pd.DataFrame) -> pd.Series[bool]:
        return ~rule.breaks(rows, context)

    # One failure case is enough, and spares the copying of every failing row: the test's result is read. The
    # rule knows what is missing: nobody has to look through every cell for it
    return pa.Check(holds, name=rule.code, error=rule.message, n_failure_cases=1, ignore_na=False)


POLICE, SOCIAL_CARE, EDUCATION = "police", "children's social care", "education"
AT_RISK_TEAM = "team for children at risk of CSE"
"""Who sends extracts; the team has a name of its own in the parameters."""

# Columns that several extracts have
SURNAME = text("surname", "family name, as the system has it; used for linkage alone")
FORENAME = text("forename", "given name or names; used for linkage alone")
BIRTH = day("date_of_birth", "date of birth", "date of birth; blank where it is not known")
SEX = sex("sex as recorded: F, M, X (other) or U (not recorded, also where blank)")
POSTCODE = text("postcode", "home postcode; used for linkage alone")
NO_BIRTH = rules.blank("no-date-of-birth", BIRTH, "no date of birth: the age is not recorded")
ETHNICITY_SELF = text("ethnicity_self", "ethnicity as the child described it")
UPN = reference("upn", "unique pupil number", "unique pupil number; used for linkage alone")
DISABILITY = text("disability", "disability as recorded")
SEND = text("send", "special educational needs or disability, as recorded")


def unlisted(column: Column) -> Rule:
    """Worth knowing: what is written in a column of words is none of those that are known."""
    kind = kinds_of(column.name)[OTHERS]
    return Rule(
        f"{column.name.replace('_', '-')}-unlisted",
        "notice",
        (column.name,),
        f"the {column.words} is none of those that are known: found {{found}}; counted as {kind}",
        lambda rows, context: rows[unreadable(column.name)],
    )


def spell_faults(child: Column, start: Column, end: Column) -> tuple[Rule, ...]:
    """The faults of a spell. An end that cannot be read would be an open spell, so it is one."""
    return (
        *rules.references(child),
        rules.recorded(start),
        rules.readable(start, "fault", essential=True),
        *(rules.readable(column, "fault") for column in (end, BIRTH, SEX)),
        rules.in_order("end-before-start", start, end, "the period ends before it starts"),
        rules.in_order("start-before-birth", BIRTH, start, "it starts before the date of birth"),
        rules.no_copy(child),
    )
