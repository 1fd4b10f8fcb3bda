"""Which rows break which rules, and the rows that are left: read = used + fault + scope, always."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from profile_lib.edition import Level
from profile_lib.intake.parsing import shape
from profile_lib.intake.rules import Context, Rule
from profile_lib.intake.schema import Schema
from profile_lib.intake.schemas import READ

LINE = ("row", "rule", "level", "column", "message")
_ORDER: tuple[Level, ...] = ("fault", "scope", "notice")


@dataclass(frozen=True)
class SourceFile:
    """A file that was read: ``read`` rows. Rows are numbered on from file to file: its own row number 5, as a
    spreadsheet shows it, is row ``before`` + 5 of the extract."""

    name: str
    sha256: str
    before: int
    read: int


@dataclass(frozen=True)
class Extract:
    """What a partner's files came to.

    ``rows``: typed, without those at fault or refused; ``scope`` is the rule that puts a row out of scope,
    else missing. Index ``row``, of the first file the spreadsheet's row number (see ``SourceFile``). Of
    intelligence they hold the themes, never text or tags. ``set_aside`` (row, rule, level, column, message):
    one line a row not used, with its first rule. ``notices``: the same columns, about rows that are used or,
    without a row, about the files. No line holds a value of a file. ``columns``: those that were supplied.
    """

    name: str
    file: str
    sha256: str
    read: int
    rows: pd.DataFrame
    set_aside: pd.DataFrame
    notices: pd.DataFrame
    columns: frozenset[str]
    files: tuple[SourceFile, ...] = ()

    def __post_init__(self) -> None:
        if self.read != self.used + self.fault + self.scope:
            raise ValueError(
                f"{self.name}: {self.read} rows read, but {self.used} used, {self.fault} at fault "
                f"and {self.scope} out of scope"
            )

    @property
    def used(self) -> int:
        """Rows that are counted."""
        return int(self.rows["scope"].isna().sum())

    @property
    def fault(self) -> int:
        """Rows set aside because something is wrong with them."""
        return int(self.set_aside["level"].eq("fault").sum())

    @property
    def scope(self) -> int:
        """Rows set aside because they lie outside what is counted."""
        return int(self.set_aside["level"].eq("scope").sum())

    def placed(self, lines: pd.DataFrame) -> pd.DataFrame:
        """Lines with the column ``file`` first, and the row numbers that the file itself shows."""
        rows = lines["row"]
        own, files = rows.copy(), pd.Series(self.file, index=lines.index, dtype="str")
        for file in self.files:
            below = rows.gt(file.before).fillna(False).astype("bool")
            own, files = own.mask(below, rows - file.before), files.mask(below, file.name)
        placed = lines.assign(row=own)
        placed.insert(0, "file", files)
        return placed

    def told(self, lines: pd.DataFrame) -> pd.DataFrame:
        """Lines as a partner is told them: of several files the message names the one whose row it is."""
        if len(self.files) < 2:
            return lines
        placed = self.placed(lines)
        named = (placed["file"] + ": " + placed["message"]).where(placed["row"].notna(), placed["message"])
        return placed.drop(columns="file").assign(message=named)

    def rescoped(self, scope: pd.Series) -> Extract:
        """The extract with the scope of its rows judged anew: for every row a rule's code, or missing."""
        before, after = self.rows["scope"].fillna(""), scope.reindex(self.rows.index).fillna("")
        changed = after[after != before]
        out = changed.index[changed != ""]
        by_code = {rule.code: rule for rule in READ[self.name].rules}
        fresh = [row_lines(by_code[code], changed.index[changed == code]) for code in sorted({*changed[out]})]
        stay = self.set_aside[~self.set_aside["row"].isin(changed.index)]
        return replace(
            self,
            rows=self.rows.assign(scope=scope.reindex(self.rows.index).astype("str")),
            set_aside=_in_order(joined([stay, *fresh])),
            notices=self.notices[~self.notices["row"].isin(out)].reset_index(drop=True),
        )


def judged(
    rows: pd.DataFrame, cells: pd.DataFrame, schema: Schema, rules: Sequence[Rule], context: Context
) -> pd.DataFrame:
    """The lines of every rule that any row breaks, a row's first rule first.

    ``rows``: parsed; ``cells``: the text they were parsed from. Rules whose columns were not supplied are
    passed over. Rules that compare rows are shown those that are not at fault by themselves, and alike.
    """
    applied: dict[str, list[Rule]] = {"": []}
    for rule in rules:
        if set(rule.columns) <= set(cells.columns):
            applied.setdefault(rule.among, []).append(rule)
    lines = _broken(rows, cells, schema, applied.pop(""), context)
    usable = ~rows.index.isin(lines.loc[lines["level"] == "fault", "row"])
    more = []
    for column, comparing in applied.items():
        several = rows.loc[usable, column].duplicated(keep=False).reindex(rows.index, fill_value=False)
        more.append(_broken(rows[several], cells, schema, comparing, context))
    return _in_order(joined([*more, lines]))


def split(lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One line for each row set aside (its message names further rules too), and the notices of the rest."""
    setting = lines[lines["level"] != "notice"]
    first = setting.drop_duplicates("row")
    same_level = setting["level"].eq(setting.groupby("row")["level"].transform("first"))
    further = setting[setting["row"].duplicated() & same_level].groupby("row")["message"].agg("; also: ".join)
    message = first["message"].str.cat("; also: " + first["row"].map(further).astype("str"), na_rep="")
    notices = lines[(lines["level"] == "notice") & ~lines["row"].isin(first["row"])]
    return first.assign(message=message).reset_index(drop=True), notices.reset_index(drop=True)


def joined(lines: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Lines of several rules in one frame, with the right columns where there is none."""
    none = pd.DataFrame({name: pd.Series(dtype="Int64" if name == "row" else "str") for name in LINE})
    return pd.concat([none, *lines], ignore_index=True)


def file_line(rule: str, message: str, column: str | None = None) -> pd.DataFrame:
    """A notice about the file as a whole."""
    values = {"row": [pd.NA], "rule": [rule], "level": ["notice"], "column": [column], "message": [message]}
    return pd.DataFrame(values).astype({"row": "Int64", "column": "str"})


def _broken(
    rows: pd.DataFrame, cells: pd.DataFrame, schema: Schema, rules: Sequence[Rule], context: Context
) -> pd.DataFrame:
    from pandera.errors import SchemaErrorReason, SchemaErrors

    try:
        schema.pandera(rules, context).validate(rows, lazy=True, inplace=True)  # which changes no row
    except SchemaErrors as found:
        errors = found.schema_errors
    else:
        return joined([])
    by_code = {rule.code: rule for rule in rules}
    lines = []
    for error in errors:
        if error.reason_code is not SchemaErrorReason.DATAFRAME_CHECK or error.check_output is None:
            raise TypeError(f"{schema.extract}: parsed rows do not have the types of their schema") from None
        rule = by_code[error.check.name]
        at = rows.index[~error.check_output.reindex(rows.index).to_numpy(dtype=bool)]
        lines.append(row_lines(rule, at, cells[rule.columns[0]]))
    return _in_order(joined(lines), [rule.code for rule in rules])


def row_lines(rule: Rule, rows: pd.Index, cells: pd.Series | None = None) -> pd.DataFrame:
    """The lines of one rule: the shape of a cell stands in its message, never what the cell says."""
    message = pd.Series(rule.message, index=rows, dtype="str")
    if cells is not None and "{found}" in rule.message:
        found = cells.loc[rows]
        words = {cell: rule.message.replace("{found}", shape(cell)) for cell in found.unique()}
        message = found.map(words)
    return pd.DataFrame(
        {
            "row": pd.array(rows.to_numpy(), dtype="Int64"),
            "rule": rule.code,
            "level": rule.level,
            "column": rule.columns[0] if rule.columns else None,
            "message": message.to_numpy(),
        }
    ).astype({"rule": "str", "level": "str", "column": "str", "message": "str"})


def _in_order(lines: pd.DataFrame, codes: Sequence[str] = ()) -> pd.DataFrame:
    """By row; of one row faults before scope before notices, then as the rules stand."""
    place = {code: number for number, code in enumerate(codes)}
    rank = lines["level"].map({level: number for number, level in enumerate(_ORDER)})
    order = pd.DataFrame({"row": lines["row"], "rank": rank, "place": lines["rule"].map(place).fillna(0)})
    return lines.loc[order.sort_values(["row", "rank", "place"], kind="stable").index].reset_index(drop=True)
