"""Files of one row a key whose columns are added to an extract: every row of theirs is accounted for."""

from __future__ import annotations

import pandas as pd

from profile_lib.intake.naming import KEY
from profile_lib.intake.rules import Rule, found_in_reading
from profile_lib.intake.set_aside import file_line, joined, row_lines
from profile_lib.intake.tables import Table


def join(cells: pd.DataFrame, others: list[Table], on: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with the columns of the joined files that they do not have themselves, and lines of notices.

    ``others``: the joined files; ``on``: the heading of the key. Of rows with one key the first is used. The
    notices say of every joined file how many of its rows were read, used, at fault and out of scope (of a
    key that no row of the extract has), and of every row of the extract whether its key was in none.
    """
    rows = pd.concat([table.cells for table in others])
    blank = rows[KEY].isna()
    again = rows[KEY].duplicated() & ~blank
    unasked = ~blank & ~again & ~rows[KEY].isin(cells[KEY])
    usable = rows[~blank & ~again].set_index(KEY)
    added = {str(name): cells[KEY].map(usable[name]).astype("str") for name in usable if name not in cells}
    alone = cells.index[cells[KEY].notna() & ~cells[KEY].isin(usable.index)]
    names = ", ".join(table.file.name for table in others)
    lines = [
        row_lines(
            _line("joined-row-without-key", f"the {on} is blank: the row is not used"), rows.index[blank]
        ),
        row_lines(
            _line("joined-row-again", f"an earlier row has the same {on}: it is used"), rows.index[again]
        ),
        row_lines(_line("not-joined", f"no row of {names} has this {on}"), alone),
        *(_account(table, blank | again, unasked, on) for table in others),
    ]
    return cells.assign(**added), joined(lines)


def _account(table: Table, fault: pd.Series, unasked: pd.Series, on: str) -> pd.DataFrame:
    """A notice that accounts for every row of a joined file."""
    own = table.cells.index
    at_fault = int(fault[own].sum()) + table.file.read - len(own)
    out = int(unasked[own].sum())
    message = (
        f"{table.file.name}: {table.file.read} rows read = {table.file.read - at_fault - out} used "
        f"+ {at_fault} set aside for a fault + {out} out of scope ({on} of no row of the extract)"
    )
    return file_line("joined-file", message)


def _line(code: str, message: str) -> Rule:
    return found_in_reading(code, "notice", message)
