"""``check``: parameters and extracts alone, with every row accounted for."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import pandas as pd

from profile_lib.edition import Edition, load_edition
from profile_lib.errors import InputError, Problem, printable
from profile_lib.intake import Extract, data_dictionary, merge_episodes, read_extracts, supplied_cells
from profile_lib.intake.schemas import READ
from profile_lib.linkage.people import REFERENCE_COLUMNS
from profile_lib.preparation import extracts_of
from profile_lib.publication.figures_named import refuse_unknown_figures
from profile_lib.workspace import Workspace

MISSING = "missing_episodes"


def check(year: str, workspace: Workspace, *, show_values: bool, as_json: bool) -> int:
    """Print rows read, used and set aside by extract and rule, and every line that says so; returns 0.

    ``show_values``: the cells themselves, for the analyst's own eyes. Raises InputError for parameters or
    extracts that cannot be used, and where values would be shown to anything but a terminal.
    """
    if show_values and not sys.stdout.isatty():
        raise InputError(
            Problem(
                "--show-values shows children's details", todo="Use it on a terminal, not into a file or pipe"
            )
        )
    edition = load_edition(year, workspace.parameters)
    refuse_unknown_figures(edition)
    folder = extracts_of(edition, workspace)
    extracts = _rescoped(edition, read_extracts(folder, edition))
    if as_json:
        print(json.dumps(_as_json(edition, extracts), ensure_ascii=False, indent=1))
    else:
        print(
            printable("\n".join(_as_text(extracts, supplied_cells(folder, edition) if show_values else {})))
        )
    return 0


def _rescoped(edition: Edition, extracts: dict[str, Extract]) -> dict[str, Extract]:
    """The extracts with whole episodes judged, as a run does; before linkage a reference is a person."""
    if MISSING not in extracts:
        return extracts
    extract = extracts[MISSING]
    person = extract.rows[REFERENCE_COLUMNS[MISSING]].astype("str")
    merged = merge_episodes(extract.rows, person, edition.periods["missing"])
    return {**extracts, MISSING: extract.rescoped(merged.scope)}


def _lines(extract: Extract) -> pd.DataFrame:
    return pd.concat([extract.set_aside, extract.notices], ignore_index=True)


def _as_json(edition: Edition, extracts: dict[str, Extract]) -> dict[str, Any]:
    return {
        "edition": edition.year,
        "extracts": [
            {
                "extract": item.name,
                "file": item.file,
                "read": item.read,
                "used": item.used,
                "fault": item.fault,
                "scope": item.scope,
                "columns": _columns(item).to_dict("records"),
                "rules": _by_rule(item).to_dict("records"),
                "lines": json.loads(_lines(item).to_json(orient="records")),
            }
            for item in extracts.values()
        ],
    }


def _as_text(extracts: dict[str, Extract], cells: Mapping[str, pd.DataFrame]) -> list[str]:
    """``cells``: those of the extracts where they are to be shown."""
    text = []
    for item in extracts.values():
        text.append(
            f"{item.file}: {item.read} rows read = {item.used} used "
            f"+ {item.fault} set aside for a fault + {item.scope} out of scope"
        )
        text += [
            f"    {line.level:<7}{line.rule:<28}{line.rows:>6}  {line.says}".rstrip()
            for line in _by_rule(item).itertuples()
        ]
        text += [_column_line(line) for line in _columns(item).itertuples()]
        faults = item.set_aside[item.set_aside["level"] == "fault"]
        placed = item.placed(faults)
        columns = faults["column"].fillna("")
        for line, own, column in zip(faults.itertuples(), placed.itertuples(), columns, strict=True):
            shown = f" [{_cell(cells[item.name], line)}]" if item.name in cells else ""
            where = f"{own.file}, row {own.row}" + (f", column {column}" if column else "")
            text.append(f"  {where}: {line.message}{shown}")
    if any(item.fault for item in extracts.values()):
        text.append("What is at fault: have it corrected in the system it came from, and check the new files")
    return text


def _cell(cells: pd.DataFrame, line: Any) -> str:
    """What stands in the cell of a line; a ragged row has no cells that could be told apart."""
    if line.row not in cells.index or line.column not in cells.columns:
        return "not a cell of the table"
    found = cells.loc[line.row, line.column]
    return "blank" if pd.isna(found) else str(found)


def _by_rule(extract: Extract) -> pd.DataFrame:
    """The rules that rows broke: level, rule, rows, and what it says where it is one of the schema's."""
    counted = _lines(extract).groupby(["level", "rule"], as_index=False).size()
    says = {rule.code: rule.told for rule in READ[extract.name].rules}
    return counted.rename(columns={"size": "rows"}).assign(says=counted["rule"].map(says).fillna(""))


def _columns(extract: Extract) -> pd.DataFrame:
    """The data dictionary of an extract, with whether each column was supplied."""
    asked = data_dictionary()
    own = asked[asked["extract"] == extract.name].drop(columns="extract")
    return own.assign(supplied=own["column"].isin(extract.columns))


def _column_line(column: Any) -> str:
    """``    [not supplied] sex: what it means (F, M, X, U); rules: sex-unknown``."""
    codes = f" ({column.codes})" if column.codes else ""
    rules = f"; rules: {column.rules}" if column.rules else ""
    there = "" if column.supplied else " [not supplied]"
    return f"    column {column.column}{there}: {column.meaning}{codes}{rules}"
