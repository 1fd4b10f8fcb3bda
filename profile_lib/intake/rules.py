"""The rules a row has to keep: a code, the words an analyst is told, the columns it touches, and the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from profile_lib.edition import Level, Theme, ThemeWords
from profile_lib.errors import InputError, Problem
from profile_lib.figures import Period
from profile_lib.intake.ages import is_adult
from profile_lib.intake.columns import Column
from profile_lib.intake.parsing import has_time, unreadable
from profile_lib.intake.references import without_zeros

OUTSIDE_PERIOD, AGED_18 = "outside-period", "aged-18-or-over"
"""Rules of scope that merging judges again, for whole episodes."""

DATES = "a date that exists, as 2015-03-31 or 31/03/2015"


@dataclass(frozen=True)
class Context:
    """What has to be known beside the row.

    ``period``: the window counted, None for rows that have none; ``as_at``: the day that the edition speaks
    from; ``crimes``: for people in crimes the crimes that were read (see ``offences.crimes``; None where none
    were supplied); ``themes``: how those of a report are found; ``community_areas``: those of the area;
    ``care``: for periods missing from care those of being looked after (child_ref, from_date, to_date).
    """

    period: Period | None
    as_at: date
    crimes: pd.DataFrame | None = None
    themes: Mapping[Theme, ThemeWords] = field(default_factory=dict)
    community_areas: tuple[str, ...] = ()
    care: pd.DataFrame | None = None

    @property
    def window(self) -> Period:
        """The window counted. Raises ValueError where rows have none: no rule of theirs may ask for it."""
        if self.period is None:
            raise ValueError("a rule asks for the window of rows that have none")
        return self.period


Test = Callable[[pd.DataFrame, Context], "pd.Series[bool]"]


@dataclass(frozen=True)
class Rule:
    """One rule. ``breaks`` is True for the rows that break it.

    ``columns``: those it reads, the one to look at first; a rule is not applied where one was not supplied.
    ``message`` may contain {found}, the shape of that column's cell. ``essential``: a row that breaks it can
    never be used, so parameters cannot make it a notice. ``among``: it compares rows that have the same in
    this column of ``columns``, and is shown no others; those that are at fault already do not take part.
    ``refuses``: nothing of the row is kept, though nothing is wrong.
    """

    code: str
    level: Level
    columns: tuple[str, ...]
    message: str
    breaks: Test
    essential: bool = False
    among: str = ""
    refuses: bool = False

    @property
    def told(self) -> str:
        """What the rule says, of no row."""
        return self.message.replace(": found {found}", "")


def at_level(rules: Iterable[Rule], levels: Mapping[str, Level]) -> tuple[Rule, ...]:
    """The rules at the levels that the partnership decided on, by code.

    Raises InputError where an essential rule would become a notice.
    """
    chosen = tuple(replace(rule, level=levels.get(rule.code, rule.level)) for rule in rules)
    impossible = [rule.code for rule in chosen if rule.essential and rule.level == "notice"]
    if impossible:
        raise InputError(
            Problem(
                f"a row that breaks the rule {code} cannot be used",
                file="parameters, rules",
                found="notice",
                expected="fault or scope",
            )
            for code in impossible
        )
    return chosen


def found_in_reading(code: str, level: Level, message: str, *columns: str) -> Rule:
    """A rule whose rows are told apart while a file is read: no parsed row can break it."""
    return Rule(code, level, columns, message, lambda rows, context: pd.Series(False, index=rows.index))


def references(*columns: Column) -> tuple[Rule, ...]:
    """Set aside: a reference is blank, or is none any more; a notice where only zeros tell two apart."""
    return tuple(
        rule
        for column in columns
        for rule in (recorded(column), readable(column, "fault", essential=True), but_for_zeros(column))
    )


def recorded(column: Column) -> Rule:
    """Set aside: the cell is blank."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        blank = rows[column.name].isna()
        return blank & ~rows[unreadable(column.name)] if unreadable(column.name) in rows else blank

    message = f"the {column.words} is blank"
    return Rule(_code(column, "blank"), "fault", (column.name,), message, breaks, essential=True)


def readable(column: Column, level: Level, *, essential: bool = False) -> Rule:
    """What stands in the cell is no date, no number, or none of the column's codes."""
    if column.codes:
        what, message = "unknown", f"the {column.words} is not one of {', '.join(column.codes)}"
    elif column.kind == "number":
        what, message = "unreadable", f"the {column.words} is not a whole number"
    elif column.kind == "reference":
        what, message = "unreadable", f"the {column.words} is what a spreadsheet made of another one"
    else:
        what, message = "unreadable", f"the {column.words} is not {DATES}"
    return Rule(
        _code(column, what),
        level,
        (column.name,),
        message + ": found {found}" + ("; taken as not recorded" if level == "notice" else ""),
        lambda rows, context: rows[unreadable(column.name)],
        essential=essential,
    )


def in_order(code: str, earlier: Column, later: Column, message: str) -> Rule:
    """One date is before another that it follows; the hours count only where both have a time."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        first, second = rows[earlier.name], rows[later.name]
        too_early: pd.Series[bool] = second.dt.normalize() < first.dt.normalize()
        return too_early.mask(_both_timed(rows, earlier, later), second < first)

    return Rule(code, "fault", (later.name, earlier.name), message, breaks, essential=True)


def starts_in_period(start: Column) -> Rule:
    """Out of scope: the row starts outside the window that is counted."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        return rows[start.name].notna() & ~within(rows[start.name], context.window)

    message = f"the {start.words} is outside the period that is counted"
    return Rule(OUTSIDE_PERIOD, "scope", (start.name,), message, breaks, essential=True)


def touches_period(start: Column, end: Column) -> Rule:
    """Out of scope: a spell without a day in the window; without an end it is still open."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        began_after: pd.Series[bool] = rows[start.name].dt.normalize() > pd.Timestamp(context.window.end)
        ended_before: pd.Series[bool] = rows[end.name].dt.normalize() < pd.Timestamp(context.window.start)
        return began_after | ended_before

    message = "it ended before, or began after, the period that is counted"
    return Rule(OUTSIDE_PERIOD, "scope", (start.name,), message, breaks, essential=True)


def known_by_the_end(recorded: Column) -> Rule:
    """Out of scope: it was recorded after the window. What was recorded before is still known in it."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        late: pd.Series[bool] = rows[recorded.name].dt.normalize() > pd.Timestamp(context.window.end)
        return late

    message = "it was recorded after the end of the period that is counted"
    return Rule(OUTSIDE_PERIOD, "scope", (recorded.name,), message, breaks, essential=True)


def child_at(start: Column, birth: Column) -> Rule:
    """Out of scope: the person is 18 or over on the day."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        return is_adult(rows[birth.name], rows[start.name])

    message = "the person was 18 or over on the day"
    return Rule(AGED_18, "scope", (birth.name, start.name), message, breaks, essential=True)


def not_among(code: str, column: Column, excluded: Iterable[str], message: str) -> Rule:
    """Out of scope: the cell is one of the codes that are not counted."""
    codes = frozenset(excluded)
    return Rule(
        code,
        "scope",
        (column.name,),
        message,
        lambda rows, context: rows[column.name].str.upper().isin(codes),
    )


def no_copy(reference: Column) -> Rule:
    """Set aside: an earlier row is the same in every column."""
    return Rule(
        "duplicate-row",
        "fault",
        (reference.name,),
        "an earlier row is the same in every column",
        lambda rows, context: rows.duplicated(),
        essential=True,
        among=reference.name,
    )


def one_row_each(reference: Column) -> Rule:
    """Set aside: an earlier row has the reference and says something else."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        again = rows[reference.name].duplicated() & rows[reference.name].notna()
        return again & ~rows.duplicated()

    message = f"an earlier row has the same {reference.words} and says something else"
    return Rule(
        "duplicate-reference",
        "fault",
        (reference.name,),
        message,
        breaks,
        essential=True,
        among=reference.name,
    )


def but_for_zeros(reference: Column) -> Rule:
    """Worth knowing: another row has this number with zeros in front, which a spreadsheet drops."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        refs = rows[reference.name]
        zeros = refs[refs.str.startswith("0").fillna(False).astype("bool")]
        short = without_zeros(zeros)
        return refs.isin(short[short.ne(zeros)])

    message = f"another row has this {reference.words} with zeros in front: the two may be one"
    return Rule(_code(reference, "zeros"), "notice", (reference.name,), message, breaks)


def blank(code: str, column: Column, message: str) -> Rule:
    """Worth knowing: the cell is blank, and the row is used."""
    return Rule(code, "notice", (column.name,), message, lambda rows, context: rows[column.name].isna())


def has_a_time(column: Column) -> Rule:
    """Worth knowing: the moment is given to the day only."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        return rows[column.name].notna() & ~rows[has_time(column.name)]

    message = f"the {column.words} has no time: no hours are computed from it"
    return Rule(_code(column, "without-time"), "notice", (column.name,), message, breaks)


def open_at_the_end(start: Column, end: Column) -> Rule:
    """Worth knowing: it ended after the window in which it started."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        late: pd.Series[bool] = rows[end.name].dt.normalize() > pd.Timestamp(context.window.end)
        return late & within(rows[start.name], context.window)

    message = "it was still open at the end of the period that is counted"
    return Rule("open-at-period-end", "notice", (end.name, start.name), message, breaks)


def overlaps(person: Column, start: Column, end: Column, *, open_lasts: bool) -> Rule:
    """Worth knowing: it starts before an earlier row of the same person ends. Rows that meet do not overlap.

    ``open_lasts``: a row without an end goes on; else nobody knows for how long, and it overlaps nothing.
    """

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        begins, ends = rows[start.name], rows[end.name]
        if start.kind == "moment":  # a day without a time: no earlier than that day's end
            begins = begins.mask(~rows[has_time(start.name)], begins.dt.normalize() + pd.Timedelta(days=1))
        if open_lasts:
            ends = ends.fillna(pd.Timestamp.max.as_unit("us"))
        who = pd.Series(pd.factorize(rows[person.name])[0], index=rows.index)  # sorted sooner than text
        told = pd.DataFrame({"who": who, "begins": begins, "ends": ends})[who.ge(0)]
        told = told.sort_values(["who", "begins"], kind="stable")
        latest = told.groupby("who")["ends"].cummax().groupby(told["who"]).ffill()
        earlier: pd.Series[bool] = told["begins"] < latest.groupby(told["who"]).shift()
        return earlier.reindex(rows.index, fill_value=False)

    message = f"it starts before an earlier one of the same {person.words} has ended"
    return Rule(
        "overlaps-another", "notice", (start.name, end.name, person.name), message, breaks, among=person.name
    )


def not_after_the_edition(column: Column) -> Rule:
    """Worth knowing: the date is after the day the edition speaks from."""

    def breaks(rows: pd.DataFrame, context: Context) -> pd.Series[bool]:
        late: pd.Series[bool] = rows[column.name].dt.normalize() > pd.Timestamp(context.as_at)
        return late

    message = f"the {column.words} is after the day the edition speaks from"
    return Rule(_code(column, "after-edition"), "notice", (column.name,), message, breaks)


def within(moments: pd.Series, period: Period) -> pd.Series[bool]:
    """Whether each moment falls on a day of the period; False where there is none."""
    from_start: pd.Series[bool] = moments >= pd.Timestamp(period.start)
    to_end: pd.Series[bool] = moments.dt.normalize() <= pd.Timestamp(period.end)
    return from_start & to_end


def covered(days: pd.DataFrame, spells: pd.DataFrame, child: str) -> pd.Series[bool]:
    """Whether a spell (``child``, from_date, to_date) of the same child holds each day (``child``, day).

    Both days of a spell belong to it; one without a last day is open.
    """
    pairs = days.reset_index(names="asked").merge(spells[[child, "from_date", "to_date"]], on=child)
    held = (pairs["from_date"] <= pairs["day"]) & (
        pairs["to_date"].isna() | (pairs["to_date"] >= pairs["day"])
    )
    return pd.Series(days.index.isin(pairs.loc[held, "asked"]), index=days.index)


def _both_timed(rows: pd.DataFrame, *columns: Column) -> pd.Series[bool]:
    timed = pd.Series(True, index=rows.index)
    for column in columns:
        timed &= rows[has_time(column.name)] if column.kind == "moment" else False
    return timed


def _code(column: Column, what: str) -> str:
    return f"{column.name.replace('_', '-')}-{what}"
