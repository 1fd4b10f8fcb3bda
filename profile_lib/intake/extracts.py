"""From a partner's file to typed rows, with every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from profile_lib.edition import Edition, Level
from profile_lib.errors import InputError, Problem
from profile_lib.intake.areas import as_listed
from profile_lib.intake.layout import CANONICAL, Layout, canonical
from profile_lib.intake.offences import crimes
from profile_lib.intake.parsing import parse, unreadable, was_recorded
from profile_lib.intake.reading import HEADING_ROW, Sheet, read_csv
from profile_lib.intake.rules import Context, Rule, at_level
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import SCHEMAS
from profile_lib.intake.set_aside import Extract, file_line, joined, judged, row_lines, split
from profile_lib.intake.themes import themes_of

WORKBOOKS = (".xlsx", ".xls", ".ods")

RAGGED = Rule(
    "ragged-row",
    "fault",
    (),
    "the row has more or fewer cells than there are headings",
    lambda rows, context: pd.Series(True, index=rows.index),
)


def read_extracts(folder: Path, edition: Edition) -> dict[str, Extract]:
    """The extracts that are in a folder, by name.

    Raises InputError where the folder is not there or holds no extract, an extract is there twice, or one
    cannot be read: every problem of every file, not only the first.
    """
    if not folder.is_dir():
        raise InputError(Problem("there is no such folder of extracts", file=str(folder)))
    problems: list[Problem] = []
    extracts: dict[str, Extract] = {}
    _check_rules(edition.rules)
    _check_layouts(edition.extracts.layouts)
    for name, schema in SCHEMAS.items():
        try:
            path = _file_of(name, folder)
            if path is not None:
                context = _context(schema, edition, extracts)
                extracts[name] = read_extract(name, path, context, edition.rules)
        except InputError as error:
            problems.extend(error.problems)
    if not extracts and not problems:
        problems.append(_no_extract(folder))
    if problems:
        raise InputError(problems)
    return extracts


def _context(schema: Schema, edition: Edition, read: Mapping[str, Extract]) -> Context:
    """What the rows of an extract are judged by, given the extracts that were read before it."""
    return Context(
        period=None if schema.window is None else edition.windows[schema.window],
        as_at=edition.as_at,
        crimes=crimes(read["offences"].rows) if "offences" in read else None,
        themes=edition.themes,
        community_areas=edition.community_areas,
    )


def _no_extract(folder: Path) -> Problem:
    return Problem(
        "there is no extract in the folder",
        file=str(folder),
        expected=f"some of {', '.join(f'{name}.csv' for name in SCHEMAS)}",
        todo="Put the partners' files into the folder under these names",
    )


def read_extract(
    name: str, path: Path, context: Context, levels: Mapping[str, Level] | None = None
) -> Extract:
    """Read one extract in the canonical layout, and set aside the rows that cannot be used.

    ``levels``: the level of a rule, by code, where the partnership decided otherwise. Raises InputError where
    the file cannot be read, or columns that must exist do not.
    """
    schema, layout = SCHEMAS[name], canonical(name)
    rules = at_level(schema.rules, levels or {})
    sheet = read_csv(path)
    cells = _columns(sheet, schema, layout)
    parsed = as_listed(parse(cells, schema.columns, layout), schema.columns, context.community_areas)
    rows, cells = _without_text(parsed, cells, schema, context)
    lines = judged(rows, cells, schema, rules, context)
    setting, notices = split(lines)
    ragged = row_lines(RAGGED, sheet.ragged.index)
    faults = setting[setting["level"] == "fault"]
    refused = lines[lines["rule"].isin([rule.code for rule in rules if rule.refuses])]
    scope = setting[setting["level"] == "scope"].set_index("row")["rule"]
    flags = [unreadable(column.name) for column in schema.columns if unreadable(column.name) in rows]
    kept = rows.drop(index=[*{*faults["row"], *refused["row"]}], columns=flags)
    return Extract(
        name=name,
        file=sheet.file,
        sha256=sheet.sha256,
        read=len(sheet.cells) + len(sheet.ragged),
        rows=kept.assign(scope=scope.reindex(kept.index).astype("str")),
        set_aside=joined([setting, ragged]).sort_values("row", kind="stable", ignore_index=True),
        notices=joined([*_about_the_file(sheet, schema, layout), notices]),
        columns=frozenset(cells.columns),
    )


def _without_text(
    rows: pd.DataFrame, cells: pd.DataFrame, schema: Schema, context: Context
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with themes in the place of text and tags, and the cells without them.

    Of each of the two, rows keep whether there was anything (``parsing.was_recorded``).
    """
    if schema.themed is None:
        return rows, cells
    text, tags = schema.themed
    themes = themes_of(rows[text], rows[tags], context.themes)
    recorded = {was_recorded(column): rows[column].notna() for column in schema.themed}
    kept = rows.drop(columns=[text, tags]).assign(**recorded).join(themes)
    blank = pd.Series(None, index=cells.index, dtype="str")
    return kept, cells.assign(**{column: blank for column in schema.themed if column in cells})


def _file_of(name: str, folder: Path) -> Path | None:
    """The one file of an extract, or None where it was not sent."""
    files = sorted(path for path in folder.iterdir() if path.stem.casefold() == name and path.is_file())
    tables = [path for path in files if path.suffix.casefold() in (".csv", *WORKBOOKS)]
    if len(tables) > 1:
        found = ", ".join(path.name for path in tables)
        raise InputError(
            Problem(f"the extract {name} is there more than once", found=found, todo="Keep one of them")
        )
    if tables and tables[0].suffix.casefold() in WORKBOOKS:
        raise InputError(
            Problem(
                "a workbook is not read",
                file=tables[0].name,
                expected=f"{name}.csv",
                todo='Save the sheet as "CSV UTF-8"',
            )
        )
    return tables[0] if tables else None


def _columns(sheet: Sheet, schema: Schema, layout: Layout) -> pd.DataFrame:
    """The columns of the schema that the file has. Raises InputError for missing and for repeated ones."""
    names = [layout.column(heading) for heading in sheet.headings]
    known = [column.name for column in schema.columns if column.name in names]
    problems = [
        Problem(
            "the column must be there and is not",
            file=sheet.file,
            row=HEADING_ROW,
            column=column.name,
            todo="Add it, or check that the first row holds the headings and commas stand between them",
        )
        for column in schema.columns
        if column.name in schema.needed and column.name not in names
    ]
    problems += [
        Problem(
            "two columns have this heading",
            file=sheet.file,
            row=HEADING_ROW,
            column=name,
            todo="Keep one of them",
        )
        for name in known
        if names.count(name) > 1
    ]
    if problems:
        raise InputError(problems)
    return sheet.cells.set_axis(names, axis="columns")[known]


def _about_the_file(sheet: Sheet, schema: Schema, layout: Layout) -> list[pd.DataFrame]:
    """Notices about the encoding, columns that are not used and rows with nothing in them."""
    lines = []
    if sheet.encoding == "cp1252":
        lines.append(file_line("encoding", "the file is not in UTF-8 and was read as Windows-1252"))
    known = {column.name for column in schema.columns}
    for place, heading in enumerate(sheet.headings, 1):
        if layout.column(heading) not in known:
            named = heading[:40] or f"number {place}, without a heading"
            lines.append(file_line("unknown-column", "this column is not asked for and not used", named))
    if len(sheet.blank_rows):
        lines.append(file_line("blank-row", f"rows with nothing in them: {len(sheet.blank_rows)}"))
    return lines


def _check_layouts(layouts: Mapping[str, str]) -> None:
    unknown = {name: layout for name, layout in layouts.items() if layout != CANONICAL}
    if unknown:
        raise InputError(
            Problem(
                f"there is no layout {layout} of {name}",
                file="parameters, extracts, layouts",
                expected=CANONICAL,
            )
            for name, layout in unknown.items()
        )


def _check_rules(levels: Mapping[str, Level]) -> None:
    codes = {rule.code for schema in SCHEMAS.values() for rule in schema.rules}
    unknown = sorted(set(levels) - codes)
    if unknown:
        raise InputError(
            Problem(f"there is no rule {code}", file="parameters, rules", todo="See the data dictionary")
            for code in unknown
        )
