"""Pages of docs/ that are made from the code, so that they cannot differ: ``make docs`` writes them."""

from __future__ import annotations

from pathlib import Path

from profile_lib.figures import COUNTED, DIMENSIONS, MEANINGS
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import READ
from profile_lib.measures.catalogue import catalogue
from profile_lib.statistics import METHODS

HEAD = """# The extracts

One file each, named after the extract: CSV in UTF-8 (packed with gzip or not), XLSX or ODS, columns in any
order. No extract is needed: what was not sent is not supplied, and never zero. Columns in bold must exist; a
cell may be blank unless a rule says otherwise. Dates are ISO or dd/mm/yyyy, times local UK time. A row that
breaks a rule is used with a notice, or set aside and counted: never changed. Of a report of intelligence its
themes are kept, and nothing else of its text and tags; a report whose handling is restricted is counted and
not kept at all.

A system with headings and codes of its own is read by [a layout](layouts.md). `missing_from_care` comes with
the looked-after return alone: it is held against what the police say, and no figure is made of it.
"""

WINDOWS = {
    "missing": "the period of missing episodes",
    "cse": "the period of CSE",
    "school": "the academic year that ends in the edition's year",
}


def extracts_page() -> str:
    """What partners are asked for: each extract, its columns, their codes and the rules that rows keep."""
    parts = [HEAD]
    for name, schema in READ.items():
        lines = [
            f"\n## {name}\n",
            f"One row is {schema.row}. {_placed(schema)}\n",
            "| column | meaning | codes |",
            "| --- | --- | --- |",
        ]
        for column in schema.columns:
            heading = f"**{column.name}**" if column.name in schema.needed else column.name
            lines.append(f"| {heading} | {column.meaning} | {', '.join(column.codes)} |")
        lines += ["", "| rule | level | what it says |", "| --- | --- | --- |"]
        for rule in schema.rules:
            lines.append(f"| `{rule.code}` | {rule.level} | {rule.message.replace('{found}', '...')} |")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


METHODS_HEAD = """# How everything is counted

Made from the definitions that the numbers are made from. Ages are in completed years. A sex or any other
answer that is not recorded is a category of its own; a percentage is of those known, and is not given where
more than 30% is unknown. Rounding is for print only, half up.
"""

COMPARED = """
## Two years beside one another

A figure is put beside last year's over the same days of the year, recomputed from last year's rows. The two
are comparable if no break in recording lies between, and if each column behind the figure was filled in about
as often: within five percentage points. A change is called higher or lower where the interval of the
difference (Zou and Donner 2008, from the interval of each) does not hold zero; else there is no clear change.
"""


def methods_page() -> str:
    """How everything is counted: units, sets, measures, breakdowns, intervals, comparison."""
    definitions = catalogue().values()
    sets = [
        [f"`{item.id}`", item.base, WINDOWS[item.window], ", ".join(f"`{name}`" for name in item.extracts)]
        for item in COUNTED.values()
    ]
    measures = [
        [f"`{item.id}`", item.text, ", ".join(f"`{name}`" for name in item.columns)] for item in definitions
    ]
    broken = [
        [dimension.label, dimension.meaning, ", ".join(dimension.categories.values())]
        for dimension in DIMENSIONS.values()
    ]
    return "".join(
        [
            METHODS_HEAD,
            _table("Units", ["unit", "what one is"], [[str(unit), told] for unit, told in MEANINGS.items()]),
            _table("What is counted", ["set", "members", "in", "from"], sets),
            _table("Measures", ["measure", "what it is", "compared if as complete"], measures),
            _table("Breakdowns", ["breakdown", "meaning", "categories"], broken),
            _table("Intervals", ["method", "what it is"], [list(pair) for pair in METHODS.items()]),
            COMPARED,
        ]
    )


def _table(title: str, head: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join([f"\n## {title}\n", *lines, ""])


def _placed(schema: Schema) -> str:
    """The period in which the rows of an extract count, and the day that places them in it."""
    period = WINDOWS[schema.window] if schema.window is not None else "none"
    day = f" Day: `{schema.day}`." if schema.day is not None else ""
    return f"Period: {period}.{day}"


def write_pages(folder: Path) -> None:
    """Write every page that is made from the code."""
    for name, page in {"extracts.md": extracts_page(), "methods.md": methods_page()}.items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path("docs"))
