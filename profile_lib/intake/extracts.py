"""From a partner's file to typed rows, with every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

import pandas as pd

from profile_lib.edition import Edition, Level, located
from profile_lib.errors import InputError, Problem
from profile_lib.intake.areas import as_listed
from profile_lib.intake.dates import read_dates
from profile_lib.intake.finding import Files, claimed_twice, files_of
from profile_lib.intake.known import INDEX, REFERENCES
from profile_lib.intake.layout import Layout, canonical
from profile_lib.intake.layout_files import layouts_of
from profile_lib.intake.offences import crimes
from profile_lib.intake.parsing import parse, unreadable, was_recorded
from profile_lib.intake.references import without_zeros
from profile_lib.intake.rules import Context, at_level, found_in_reading
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import READ, SCHEMAS
from profile_lib.intake.set_aside import Extract, SourceFile, joined, judged, row_lines, split
from profile_lib.intake.supplied import Supplied, supply
from profile_lib.intake.themes import themes_by_tag, themes_of

RAGGED = found_in_reading("ragged-row", "fault", "the row has more or fewer cells than there are headings")
INDEXED_WITHOUT_ZEROS = found_in_reading(
    "ref-without-zeros",
    "notice",
    "the extract has this reference with other zeros in front, which a spreadsheet drops: it finds nobody",
    "ref",
)
TOTALS = found_in_reading("totals-row", "fault", "the row adds up the others, and is no record")


def read_extracts(folder: Path, edition: Edition) -> dict[str, Extract]:
    """The extracts that are in a folder, by name, each read by its layout.

    Raises InputError where the folder is not there or holds no extract, a layout is not as it should be, an
    extract is there twice, or one cannot be read: every problem of every file, not only the first.
    """
    if not folder.is_dir():
        raise InputError(Problem("there is no such folder of extracts", file=str(folder)))
    _check_rules(edition)
    layouts = layouts_of(edition.extracts.layouts, edition.folder)
    files, problems = _files(layouts, folder)
    problems += claimed_twice(files)
    extracts: dict[str, Extract] = {}
    for name, schema in READ.items():
        if name in files:
            context = _context(schema, edition, extracts)
            try:
                extracts[name] = read_extract(name, files[name], context, edition.rules, layouts[name])
            except InputError as error:
                problems.extend(error.problems)
    if not extracts and not problems:
        problems.append(_no_extract(folder))
    if problems:
        raise InputError(problems)
    if INDEX in extracts:
        extracts[INDEX] = _told_of_zeros(extracts[INDEX], extracts)
    return extracts


def _told_of_zeros(index: Extract, extracts: Mapping[str, Extract]) -> Extract:
    """The person index with a notice for each reference that its extract has with other zeros in front."""
    strange = []
    for source, columns in REFERENCES.items():
        if source in extracts:
            refs = pd.concat([extracts[source].rows[column] for column in columns]).dropna()
            own = index.rows.loc[index.rows["source"].eq(source), "ref"]
            strange += [*own.index[~own.isin(refs) & without_zeros(own).isin(without_zeros(refs))]]
    lines = row_lines(INDEXED_WITHOUT_ZEROS, pd.Index(sorted(strange), dtype="int64"))
    return replace(index, notices=joined([index.notices, lines]))


def supplied_cells(folder: Path, edition: Edition) -> dict[str, pd.DataFrame]:
    """The cells of every extract in a folder under its columns' names, rows that are set aside included.

    For checks that what identifies a child is nowhere else: text as partners wrote it, but dates in ISO.
    Raises InputError as ``read_extracts``.
    """
    layouts = layouts_of(edition.extracts.layouts, edition.folder)
    files, problems = _files(layouts, folder)
    if problems:
        raise InputError(problems)
    return {
        name: _in_iso(supply(found, READ[name], layouts[name]), READ[name]) for name, found in files.items()
    }


def _in_iso(supplied: Supplied, schema: Schema) -> pd.DataFrame:
    """The cells with every date that could be read written in ISO, day alone."""
    cells = supplied.cells
    days = {
        column.name: read_dates(supplied.values[column.name], supplied.layout).dt.strftime("%Y-%m-%d")
        for column in schema.columns
        if column.kind in ("date", "moment") and column.name in cells
    }
    return cells.assign(**{name: day.astype("str").fillna(cells[name]) for name, day in days.items()})


def _files(layouts: Mapping[str, Layout], folder: Path) -> tuple[dict[str, Files], list[Problem]]:
    """The files of every extract that was sent, and what is wrong with them."""
    files: dict[str, Files] = {}
    problems: list[Problem] = []
    for name, layout in layouts.items():
        try:
            if found := files_of(layout, folder):
                files[name] = found
        except InputError as error:
            problems.extend(error.problems)
    return files, problems


def _context(schema: Schema, edition: Edition, read: Mapping[str, Extract]) -> Context:
    """What the rows of an extract are judged by, given the extracts that were read before it."""
    return Context(
        period=None if schema.window is None else edition.windows[schema.window],
        as_at=edition.as_at,
        crimes=crimes(read["offences"].rows) if "offences" in read else None,
        care=read["looked_after"].rows if "looked_after" in read else None,
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
    name: str,
    files: Path | Files,
    context: Context,
    levels: Mapping[str, Level] | None = None,
    layout: Layout | None = None,
) -> Extract:
    """Read one extract by its layout (None: canonical), and set aside the rows that cannot be used.

    ``levels``: the level of a rule, by code, where the partnership decided otherwise. Raises InputError where
    a file cannot be read, or columns that must exist do not.
    """
    schema, layout = READ[name], layout or canonical(name)
    rules = at_level(schema.rules, levels or {})
    supplied = supply(Files((files,)) if isinstance(files, Path) else files, schema, layout)
    parsed = parse(supplied.values, schema.columns, supplied.layout)
    listed = as_listed(parsed, schema.columns, context.community_areas)
    rows, cells = _without_text(listed, supplied.cells, schema, context)
    lines = judged(rows, cells, schema, rules, context)
    setting, notices = split(lines)
    apart = [row_lines(RAGGED, supplied.ragged), row_lines(TOTALS, supplied.totals)]
    faults = setting[setting["level"] == "fault"]
    refused = lines[lines["rule"].isin([rule.code for rule in rules if rule.refuses])]
    scope = setting[setting["level"] == "scope"].set_index("row")["rule"]
    flags = [unreadable(column.name) for column in schema.columns if unreadable(column.name) in rows]
    kept = rows.drop(index=[*{*faults["row"], *refused["row"]}], columns=flags)
    return Extract(
        name=name,
        file=", ".join(file.name for file in supplied.files),
        sha256=_sha256(supplied.files),
        read=supplied.read,
        rows=kept.assign(scope=scope.reindex(kept.index).astype("str")),
        set_aside=joined([setting, *apart]).sort_values("row", kind="stable", ignore_index=True),
        notices=joined([supplied.notices[~supplied.notices["row"].isin(setting["row"])], notices]),
        columns=frozenset(cells.columns),
        files=supplied.files,
    )


def _sha256(files: Sequence[SourceFile]) -> str:
    """The digest of one file, or of the digests of several in their order."""
    if len(files) == 1:
        return files[0].sha256
    return sha256("".join(file.sha256 for file in files).encode()).hexdigest()


def _without_text(
    rows: pd.DataFrame, cells: pd.DataFrame, schema: Schema, context: Context
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with themes in the place of text and tags, and the cells without them.

    Of each of the two, rows keep whether there was anything (``parsing.was_recorded``).
    """
    if schema.themed is None:
        return rows, cells
    text, tags = schema.themed
    themes = themes_of(rows[text], rows[tags], context.themes).join(themes_by_tag(rows[tags], context.themes))
    recorded = {was_recorded(column): rows[column].notna() for column in schema.themed}
    kept = rows.drop(columns=[text, tags]).assign(**recorded).join(themes)
    blank = pd.Series(None, index=cells.index, dtype="str")
    return kept, cells.assign(**{column: blank for column in schema.themed if column in cells})


def _check_rules(edition: Edition) -> None:
    """Raises InputError, with the line of the parameters, for a rule that there is not, and for one whose
    rows cannot be used, so that it is no notice."""
    rules = [rule for schema in READ.values() for rule in schema.rules]
    known, essential = {rule.code for rule in rules}, {rule.code for rule in rules if rule.essential}
    problems = []
    for code, level in edition.rules.items():
        if code not in known:
            near = get_close_matches(code, known, n=1)
            todo = f"Did you mean {near[0]!r}?" if near else "docs/extracts.md lists the rules"
            problems.append(located(edition, ("rules", code), f"there is no rule {code!r}", todo=todo))
        elif code in essential and level == "notice":
            message = f"a row that breaks the rule {code} cannot be used"
            problems.append(
                located(edition, ("rules", code), message, found=level, expected="fault or scope")
            )
    if problems:
        raise InputError(problems)
