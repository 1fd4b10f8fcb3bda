"""Tables made of figures: for readers as HTML with a caption and header scopes, for analysts as frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

import pandas as pd
from jinja2 import Environment

from profile_lib.figures import DIMENSIONS
from profile_lib.pages import printing
from profile_lib.pages.grid import WHOLE, Grid
from profile_lib.pages.printing import LEGEND, Entry

TOTAL = "Total"

_TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""\
{% macro role(name) %}{% if stacked %} role="{{ name }}"{% endif %}{% endmacro %}
{% macro number(place) %}{% if place not in words %} class="number"{% endif %}{% endmacro %}
{% if stacked %}
<table class="stacked" role="table">
{% else %}
<div class="table-scroll" role="group" tabindex="0" aria-label="{{ caption }}">
<table{% if id %} id="{{ id }}"{% endif %}>
{% endif %}
<caption><span class="title" style="display: block">{{ caption }}</span>
{% for note in notes %}
 <span class="note" style="display: block">{{ note }}.</span>
{% endfor %}
</caption>
<thead{{ role("rowgroup") }}>
<tr{{ role("row") }}>
{% for title in head %}
<th scope="col"{{ role("columnheader") }}{{ number(loop.index0) }}>{{ title }}</th>
{% endfor %}
</tr>
</thead>
<tbody{{ role("rowgroup") }}>
{% for cells, anchor in rows %}
{% set total_row = total and loop.last %}
<tr{{ role("row") }}{% if anchor %} id="{{ anchor }}"{% endif %}{% if total_row %} class="total"{% endif %}>
<th scope="row"{{ role("rowheader") }}>{{ cells[0] }}</th>
{% for cell in cells[1:] %}
{% if stacked %}
<td role="cell" data-head="{{ head[loop.index] }}">{{ cell }}</td>
{% else %}
<td{{ number(loop.index) }}>{{ cell }}</td>
{% endif %}
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
{% if not stacked %}
</div>
{% endif %}
""")


def table_html(
    entries: Iterable[Entry], rows: str, columns: str | None = None, *, caption: str, unit_note: bool = True
) -> str:
    """A measure by one or two dimensions as an HTML table, which scrolls by itself on a narrow screen.

    ``unit_note``: say in the caption what is counted, when and where. Raises ValueError where the entries
    are not one measure, or a crossing of categories is missing.
    """
    grid = Grid.of(entries, rows, columns)
    notes = [printing.about(grid.any, by=(grid.rows, grid.columns))] if unit_note else []
    notes += _whole_note(grid)
    head = [DIMENSIONS[rows].label, *(_label(grid, grid.columns, column) for column in grid.column_lines)]
    body = [
        [
            _label(grid, rows, row),
            *(printing.cell(grid.cells[row, column]) for column in grid.column_lines),
        ]
        for row in grid.row_lines
    ]
    dimensions = "-".join(name for name in (grid.rows, grid.columns) if name)
    return _table(
        body,
        head=head,
        caption=caption,
        notes=notes,
        id=f"table-{grid.any['id']}-by-{dimensions}",
        total=grid.row_lines[-1] == WHOLE,
    )


def figures_table(entries: Iterable[Entry], caption: str) -> str:
    """A list of figures as an HTML table: what, how many, of whom, when, the 95% interval, and last year.

    Each row can be linked to: its id is ``figure-`` and the key of the figure. The column on last year is
    there if any of the figures has one to be compared with.
    """
    listed = list(entries)
    compared = any("previous" in entry for entry in listed)
    body = [
        [
            name,
            printing.cell(entry),
            printing.sentence_case(printing.base(entry)),
            printing.printed(entry, "period"),
            printing.printed(entry, "interval") if "interval" in entry else "–",
            *(
                [printing.sentence_case(printing.change(entry)) if "previous" in entry else "–"]
                if compared
                else []
            ),
        ]
        for name, entry in zip(names(listed), listed, strict=True)
    ]
    head = ["Figure", "Value", "Of whom or what", "Period", "95% interval"]
    return _table(
        body,
        head=[*head, "Beside last year"] if compared else head,
        caption=caption,
        words={2, 3, 5},
        row_ids=[f"figure-{entry['key']}" for entry in listed],
    )


def records_table(
    frame: pd.DataFrame,
    caption: str,
    numbers: Collection[int] | None = None,
    row_ids: Sequence[str] = (),
    *,
    stacked: bool = False,
) -> str:
    """A frame as an HTML table under the names of its columns; the first column heads the rows.

    ``numbers``: the places of the columns that are set as numbers; None: those of a numeric type.
    ``row_ids``: what a link to a row names it. ``stacked``: for columns of sentences, which are read one
    below the other on a narrow screen.
    """
    if numbers is None:
        numbers = {place for place, kind in enumerate(frame.dtypes) if pd.api.types.is_numeric_dtype(kind)}
    body = [[_text(value) for value in record] for record in frame.itertuples(index=False, name=None)]
    words = set(range(frame.shape[1])) - set(numbers)
    return _table(
        body,
        head=[str(name) for name in frame.columns],
        caption=caption,
        words=words,
        row_ids=row_ids,
        stacked=stacked,
    )


def frame(entries: Iterable[Entry], rows: str, columns: str | None = None) -> pd.DataFrame:
    """The same table as numbers: rows and columns by their labels, NA where a figure is not available."""
    grid = Grid.of(entries, rows, columns)
    table = pd.DataFrame(
        [
            [grid.cells[row, column].get("value", pd.NA) for column in grid.column_lines]
            for row in grid.row_lines
        ],
        index=pd.Index([_label(grid, rows, row) for row in grid.row_lines], name=DIMENSIONS[rows].label),
        columns=[_label(grid, grid.columns, column) for column in grid.column_lines],
    ).convert_dtypes()
    return table.rename_axis(columns=DIMENSIONS[columns].label if columns else None)


def names(entries: Sequence[Entry]) -> list[str]:
    """The label of each figure, with its categories where several figures of the list share the label."""
    shared = Counter(entry["label"] for entry in entries)
    return [
        f"{entry['label']}, {printing.narrowed(entry)}"
        if shared[entry["label"]] > 1 and entry.get("where")
        else str(entry["label"])
        for entry in entries
    ]


def _text(value: object) -> str:
    """A cell of a frame: whole numbers with thousands separated, a missing value as a dash."""
    if pd.isna(value):  # type: ignore[call-overload]
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _label(grid: Grid, dimension: str, category: str) -> str:
    """The heading of a row or column; the only column of a table is headed by what it holds."""
    if not dimension:
        return printing.heading(grid.any)
    return TOTAL if category == WHOLE else printing.label(dimension, category)


def _whole_note(grid: Grid) -> list[str]:
    """The whole in words where it cannot stand as a total, and why the cells do not add up to it."""
    in_line = grid.row_lines[-1] == WHOLE and grid.column_lines[-1] == WHOLE
    notes = [] if grid.whole is None or in_line else [f"{printing.printed(grid.whole, 'unit')} in all"]
    if grid.overlapping:
        places = {"rows": grid.rows, "columns": grid.columns}
        several = " and ".join(place for place, name in places.items() if name in grid.overlapping)
        notes.append(f"one {printing.singular(grid.any)} can be in several {several}")
    return ["; ".join(notes)] if notes else []


def _table(
    body: Sequence[Sequence[str]],
    *,
    head: Sequence[str],
    caption: str,
    notes: Sequence[str] = (),
    id: str = "",
    total: bool = False,
    words: Collection[int] = (),
    row_ids: Sequence[str] = (),
    stacked: bool = False,
) -> str:
    """The markup. The first cell of a row heads it; columns in ``words`` hold text and not numbers.

    ``stacked``: on a narrow screen each row is a block, each cell beside its heading; the roles say that it
    is a table all the same.
    """
    markers = sorted({text for row in body for text in row[1:]} & LEGEND.keys())
    return _TEMPLATE.render(
        head=head,
        rows=list(zip_longest(body, row_ids)),
        caption=caption,
        notes=[*notes, *(f"{marker} means {LEGEND[marker]}" for marker in markers)],
        id=id,
        total=total,
        words={0, *words},
        stacked=stacked,
    )
