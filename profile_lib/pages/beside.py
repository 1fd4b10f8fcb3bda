"""A breakdown with last year's column beside this year's, and whether the two may be compared."""

from __future__ import annotations

import pandas as pd

from profile_lib.figures import DIMENSIONS
from profile_lib.pages import printing
from profile_lib.pages.grid import Grid
from profile_lib.pages.printing import Entry
from profile_lib.pages.shown import Html, Shown, notes
from profile_lib.pages.tables import TOTAL, records_table

LAST_YEAR_ALONE = "Only in the year before"
NOT_COMPARED = "not comparable"


def last_year(shown: Shown, dimension: str, *, caption: str) -> Html:
    """A count by one dimension that partitions it: this year, the same window of last year, and the change.

    A category of last year alone has no row of its own: what such categories had together is one. Where the
    count was not supplied, that and why; without an earlier year the breakdown alone.
    """
    whole = next((entry for entry in shown.entries if not entry.get("where")), None)
    if whole is None or "value" not in whole.get("previous", {}) or not whole["value"]:
        return shown.table(dimension, caption=caption) if whole else notes([])
    grid = Grid.of(shown.entries, dimension)
    cells = [(row, grid.cells[row, ""]) for row in grid.row_categories]
    lines = [_line(printing.label(dimension, row), entry) for row, entry in cells]
    gone = whole["previous"]["value"] - sum(before for _, _, before, _ in lines)
    lines += [(LAST_YEAR_ALONE, 0, gone, "–")] if gone else []
    lines.append((TOTAL, *_line("", whole)[1:]))
    year, earlier = str(printing.period(whole)), printing.sentence_case(printing.earlier(whole))
    frame = pd.DataFrame(lines, columns=[DIMENSIONS[dimension].label, year, earlier, "Change"])
    why = whole["previous"].get("why_not")
    told = f"{caption}: {printing.about(whole, by=(dimension,))}"
    return Html(
        records_table(frame, f"{told}. Not comparable: {why}" if why else told), frame.to_string(index=False)
    )


def _line(name: str, entry: Entry) -> tuple[str, int, int, str]:
    """A row: what, how many this year, how many last year, and what to make of it."""
    previous = entry.get("previous", {})
    if "value" not in previous:
        return name, int(entry["value"]), 0, "–"
    change = previous.get("change", "–") if previous["comparable"] else NOT_COMPARED
    return name, int(entry["value"]), int(previous["value"]), change
