"""Pages of docs/ that are made from the code, so that they cannot differ: ``make docs`` writes them."""

from __future__ import annotations

from pathlib import Path

from profile_lib.figures import COUNTED, DIMENSIONS, MEANINGS
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import READ
from profile_lib.linkage import MODEL_VERSION
from profile_lib.linkage.explained import MODEL_HEADS, model_in_words
from profile_lib.linkage.pseudonyms import FILE as KEY_FILE
from profile_lib.linkage.pseudonyms import VARIABLE
from profile_lib.measures.catalogue import catalogue
from profile_lib.statistics import METHODS

HEAD = """# The extracts

One file each, named after the extract: CSV in UTF-8 (packed with gzip or not), XLSX or ODS, columns in any
order. No extract is needed: what was not sent is not supplied, and never zero. Columns in bold must exist; a
cell may be blank unless a rule says otherwise. Dates are ISO or dd/mm/yyyy, times local UK time. A row that
breaks a rule is used with a notice, or set aside and counted: never changed. The parameters may give a rule
another level, under `rules`; of several that a row breaks the first stands. Of a report of intelligence its
themes are kept, and nothing else of its text and tags; a report whose handling is restricted is counted and
not kept at all.

Signs that nobody sees (zero-width, direction, control) are taken out of cells, other spaces are plain ones,
and text that is an error of a spreadsheet (#N/A) is blank: each is told. A reference that a spreadsheet has
rounded (1.23E+11), read as a day (01-Feb) or cut off after fifteen digits may be two people's: it is none any
more. One that lost the zeros in front is told where they alone part it from another.

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
            f"From: {schema.partner}. One row is {schema.row}. {_placed(schema)}\n",
            "| column | meaning | codes |",
            "| --- | --- | --- |",
        ]
        for column in schema.columns:
            heading = f"**{column.name}**" if column.name in schema.needed else column.name
            lines.append(f"| {heading} | {column.meaning} | {', '.join(column.codes)} |")
        lines += ["", "| rule | level | columns | what it says |", "| --- | --- | --- | --- |"]
        for rule in schema.rules:
            columns = ", ".join(rule.columns)
            lines.append(f"| `{rule.code}` | {rule.level} | {columns} | {rule.told} |")
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
are comparable if no break in recording lies between, and if each column behind the figure, or behind the cell
of a breakdown, was filled in about as often: within five percentage points. So must be the share of rows in
which no fault was found, further copies left out. A change is called higher or lower where the interval of
the difference (Zou and Donner 2008, from the interval of each) does not hold zero; else there is no clear
change.
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


LINKAGE_HEAD = f"""# How records are found to be of one child

References are each system's own, so that children are found again by who they are: by UPN or NHS number,
given name, surname, date of birth, postcode and sex. This page has the whole model, version
{MODEL_VERSION}; it is made from the code (the exact numbers are in `profile_lib/linkage/model.csv`), and
nothing of a child is in it. The model is fixed: it is set by argument and never fitted to extracts, since
a few hundred children are too few to learn from.

1. What an analyst decided stands, whatever the model says: the last answer about a pair.
2. The same UPN or NHS number links, unless given names, sexes or dates of birth differ: then an analyst
   is asked. One number on what look like two children is always a question, never a link.
3. Of all others the weights below are added (Fellegi and Sunter, 1969, A theory for record linkage). With
   how often two records of these extracts are of one child at all, declared in the parameters (`linkage:
   expected_overlap`), that is a probability: from `auto` a pair may link by itself, from `review` an
   analyst is asked, below nobody is.
4. None of these links by itself, however likely, where the given names differ, are only alike or are
   missing, where the sexes or the dates of birth differ, where fewer than two of surname, date of birth
   and postcode agree, or where there is more than one candidate in an extract: twins share all but the
   given name, and no probability tells them apart.
5. A child has one record in each extract, or two where one system holds a child twice.

An analyst answers in `notebooks/review_links.ipynb`. How many links are missed, by sex, age, ethnicity
and care, is estimated in every edition's data quality page.

Each child has a random key in `private/register.csv`, kept from year to year. Where children turn out to
be one, or one to be two, `private/register_log.csv` says when, in which edition, from which key to which
and why; no key is given twice. Which references an edition has is noted in `private/registered/`, so that
`purge` can take a year's out of the register. The data that notebooks work with hold a pseudonym of the
key instead (HMAC-SHA256, one for each purpose), made with the secret key in `private/{KEY_FILE}`, which its
owner alone may read, or with the 64 hexadecimal digits in the environment's `{VARIABLE}`. No figure
depends on either.

A field that is not recorded in both records says nothing. The words for strength are those of forensic
reports (ENFSI, 2015, Guideline for Evaluative Reporting in Forensic Science); the weight is the binary
logarithm of the one share over the other.
"""


def linkage_page() -> str:
    """The linkage model: every level of agreement, how often it happens to one child and to two, and why."""
    rows = model_in_words().to_numpy().tolist()
    return LINKAGE_HEAD + _table("The weights", [*MODEL_HEADS], rows)


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
    pages = {"extracts.md": extracts_page(), "methods.md": methods_page(), "linkage.md": linkage_page()}
    for name, page in pages.items():
        (folder / name).write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path("docs"))
