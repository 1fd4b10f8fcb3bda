"""One thing counted twice, side by side: a flag and its review, the police and children's social care.

For partners: of a crossing no cell of fewer than three is given, nor one that would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from profile_lib.dataset import Dataset
from profile_lib.dataset.reconciling import (
    ALL,
    BOTH,
    MARKER,
    OTHER,
    OWN,
    OWN_RECORD,
    PLACEMENT,
    POLICE_ALONE,
    RETURN,
    RETURN_ALONE,
    UNKNOWN,
)
from profile_lib.disclosure import NoSafePattern, suppress
from profile_lib.disclosure.cases import Equation
from profile_lib.disclosure.partners import FEW
from profile_lib.pages import tables
from profile_lib.pages.found_by_group import FEWER, NOT_GIVEN, not_given
from profile_lib.pages.printing import label
from profile_lib.pages.shown import Html, joined, paragraph
from profile_lib.rounding import percent

SAYS = {
    MARKER: "Police: marked in care",
    OWN_RECORD: "Police: during an own looked-after record",
    PLACEMENT: "Police: during another authority's placement",
    RETURN: "Looked-after return: missing or away",
    BOTH: "Both the police, during an own record, and the return",
    POLICE_ALONE: "The police alone",
    RETURN_ALONE: "The return alone",
}
FLAGS = {"yes": "Marked as CSE", "no": "Not marked as CSE"}
REVIEWED = {"yes": "Found to be CSE", "no": "Found not to be CSE", "U": "Not reviewed"}
UNITS = ("children", "events")
OTHER_OR_UNKNOWN = "other or not recorded"


def flags(data: Dataset) -> Html:
    """The CSE flag as it was recorded against what a review found; a blank flag marks nothing."""
    if "offences" not in data.supplied:
        return paragraph("The extract of offences did not come: there is no flag to hold against a review.")
    frame = data.frames["flags"]
    counted = frame.groupby([frame["recorded"].replace("U", "no"), "reviewed"])["offences"].sum()
    counts = {(row, column): int(counted[row, column]) for row in FLAGS for column in REVIEWED}
    instead = not_given(counts)
    rows = [
        [
            words,
            *(instead.get((row, column), f"{counts[row, column]:,}") for column in REVIEWED),
            f"{sum(counts[row, column] for column in REVIEWED):,}",
        ]
        for row, words in FLAGS.items()
    ]
    totals = [sum(counts[row, column] for row in FLAGS) for column in REVIEWED]
    rows.append(["Total", *(f"{number:,}" for number in (*totals, sum(totals)))])
    return _table(
        rows,
        ["As recorded", *REVIEWED.values(), "Total"],
        "Crimes by their CSE flag as recorded and after review; where there was a review, it decides",
        numbers={1, 2, 3, 4},
    )


def care_known(data: Dataset) -> Html:
    """From what it is known who was in care, and why not from linkage where it is not."""
    if not {"looked_after", "placed_by_others"} & data.supplied:
        return paragraph("No records of care were sent: only the police marker says who was in care.")
    rows, can_be = (int(data.frames["care"][name].iloc[0]) for name in ("rows", "linkable"))
    told = (
        f"Of {rows:,} looked-after rows {can_be:,} can be linked to other extracts: by names and date of "
        "birth, or by a pupil number that another extract has too."
    )
    if data.care_basis != "records":
        told += (
            f" That is fewer than {percent(data.edition.linkage.least_linkable)}: shares in care are not "
            "available from linkage, for want of names"
        )
        told += ", and come from the police marker." if data.care_basis == "marker" else "."
    return paragraph(told)


def missing_from_care(data: Dataset) -> Html:
    """How many looked-after children went missing, as the police and as the looked-after return have it."""
    if "missing_episodes" not in data.supplied:
        return paragraph("The extract of missing episodes did not come: there is nothing to hold against it.")
    frame = _few_unknown_with_others(data.frames["from_care"])
    if not frame["first"].iloc[0]:
        return paragraph("The police's episodes and the looked-after return have no month in common.")
    given = _reconciled(frame)
    whose = {
        OWN: f"{data.area}'s own",
        OTHER: "Other authorities'",
        UNKNOWN: "Not recorded",
        ALL: "All",
        OTHER_OR_UNKNOWN: "Other authorities', or not recorded",
    }
    first, last = (label("month", frame[end].iloc[0]) for end in ("first", "last"))
    table = _table(
        [
            [SAYS[says], whose[of], *(given.get(f"{says} {of} {unit}", "–") for unit in UNITS)]
            for says, of in frame[["source", "whose"]].itertuples(index=False, name=None)
        ],
        ["Who says so", "Whose children", "Children", "Episodes or periods"],
        f"Looked-after children who went missing, {first} to {last}",
        numbers={2, 3},
    )
    if RETURN not in set(frame["source"]):
        return joined(table, paragraph("No looked-after return with its missing periods came."))
    note = (
        "The months are those in which both have rows. The return has days and no times, so that one of its "
        "periods may be several of the police's episodes; a child who is away, whose whereabouts are known, "
        "need not be reported to the police."
    )
    return joined(table, paragraph(note))


def _few_unknown_with_others(frame: pd.DataFrame) -> pd.DataFrame:
    """One or two children whose authority is not recorded stand with other authorities': by themselves they
    could not be given, nor could the own children, which is what is asked."""
    unknown = frame["whose"].eq(UNKNOWN)
    if not frame.loc[unknown, "children"].between(1, FEW - 1).any():
        return frame
    together = unknown | (frame["source"].eq(MARKER) & frame["whose"].eq(OTHER))
    whose = frame["whose"].mask(together, OTHER_OR_UNKNOWN)
    by = ["source", "whose", "first", "last"]
    summed = frame.assign(whose=whose).groupby(by, sort=False)[[*UNITS]].sum(min_count=1)
    return summed.reset_index()


def _reconciled(frame: pd.DataFrame) -> dict[str, str]:
    """The table's cells by source, whose and unit; what one source says of all its children is a headline."""
    cells: dict[str, int] = {}
    people: dict[str, int] = {}
    columns = ["source", "whose", *UNITS]
    for says, of, *counts in frame[columns].itertuples(index=False, name=None):
        for unit, count in zip(UNITS, counts, strict=True):
            if not pd.isna(count):
                cells[f"{says} {of} {unit}"] = int(count)
                people[f"{says} {of} {unit}"] = int(counts[0])
    marked = [of for of in frame.loc[frame["source"].eq(MARKER), "whose"] if of != ALL]
    sums = {f"{MARKER} {ALL} {unit}": [f"{MARKER} {of} {unit}" for of in marked] for unit in UNITS}
    if f"{BOTH} {OWN} children" in cells:
        for whole, alone in ((OWN_RECORD, POLICE_ALONE), (RETURN, RETURN_ALONE)):
            sums[f"{whole} {OWN} children"] = [f"{part} {OWN} children" for part in (BOTH, alone)]
    return _as_partners_see(cells, sums, people)


def _as_partners_see(
    cells: Mapping[str, int], sums: Mapping[str, Sequence[str]], people: Mapping[str, int]
) -> dict[str, str]:
    """Counts as partners may read them: wholes as they are, and no part of fewer than three people.

    ``sums``: each whole with its parts; a cell that is no part is a whole. Where no pattern is safe, no part
    is given that is not zero.
    """
    parts = {part for own in sums.values() for part in own}
    equations = [Equation(total=whole, children=own) for whole, own in sums.items()]
    wholes = [cell for cell in cells if cell not in parts]
    try:
        pattern = suppress(cells, equations, threshold=FEW, published=wholes, persons=people)
        hidden = pattern.primary | pattern.secondary
    except NoSafePattern:
        hidden = frozenset(part for part in parts if cells[part])
    given = {cell: f"{count:,}" for cell, count in cells.items()}
    return given | {cell: FEWER if cells[cell] < FEW else NOT_GIVEN for cell in hidden}


def _table(rows: list[list[str]], headings: list[str], caption: str, numbers: set[int]) -> Html:
    frame = pd.DataFrame(rows, columns=headings)
    return Html(tables.records_table(frame, caption, numbers), frame.to_string(index=False))
