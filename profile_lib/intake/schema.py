"""What an extract is: its columns, its rules and the window it is counted in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from profile_lib.intake import rules
from profile_lib.intake.columns import Column, day, sex, text
from profile_lib.intake.rules import Context, Rule

if TYPE_CHECKING:
    import pandera.pandas as pa

_DTYPES = {
    "text": "str",
    "code": "str",
    "number": "Int64",
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
}


@dataclass(frozen=True)
class Schema:
    """An extract as partners are asked for it.

    ``row``: what one row is. ``needed``: columns that must exist; a cell may be blank unless a rule says
    otherwise. Rules stand in the order in which a row's first one is named. ``window``: the period of the
    edition in which rows count.
    """

    extract: str
    row: str
    columns: tuple[Column, ...]
    needed: frozenset[str]
    rules: tuple[Rule, ...]
    window: Literal["missing", "cse"] = "missing"

    def pandera(self, checked: Iterable[Rule], context: Context) -> pa.DataFrameSchema:
        """The pandera schema of parsed rows: a described column each, and a check named after each rule."""
        import pandera.pandas as pa  # takes as long to import as a small extract to read

        columns = {
            column.name: pa.Column(_DTYPES[column.kind], nullable=True, description=column.meaning)
            for column in self.columns
        }
        return pa.DataFrameSchema(columns, [_check(rule, context) for rule in checked], name=self.extract)


def _check(rule: Rule, context: Context) -> pa.Check:
    import pandera.pandas as pa

    def holds(rows: pd.DataFrame) -> pd.Series[bool]:
        return ~rule.breaks(rows, context)

    # One failure case is enough, and spares the copying of every failing row: the test's result is read
    return pa.Check(holds, name=rule.code, error=rule.message, n_failure_cases=1)


# Columns that several extracts have
SURNAME = text("surname", "family name, as the system has it; used for linkage alone")
FORENAME = text("forename", "given name or names; used for linkage alone")
BIRTH = day("date_of_birth", "date of birth", "date of birth; blank where it is not known")
SEX = sex("sex as recorded: F, M, X (other) or U (not recorded, also where blank)")
POSTCODE = text("postcode", "home postcode; used for linkage alone")
NO_BIRTH = rules.blank("no-date-of-birth", BIRTH, "no date of birth: the age is not recorded")
