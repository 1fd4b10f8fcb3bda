"""The used rows of every extract and the child behind each reference, as frames need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from profile_lib.edition import Edition
from profile_lib.intake import SCHEMAS, Extract
from profile_lib.intake.layout import canonical
from profile_lib.intake.parsing import parse
from profile_lib.linkage.people import most_frequent, people


@dataclass(frozen=True)
class Sources:
    """What partners sent, and by extract the key of the child behind each reference.

    ``made``: the records of the used rows, where somebody has made them already (see ``records``).
    """

    edition: Edition
    read: Mapping[str, Extract]
    keys: Mapping[str, pd.Series]
    made: pd.DataFrame | None = None

    @property
    def records(self) -> pd.DataFrame:
        """One record of who each reference is, from the used rows: see ``linkage.people``."""
        return records_of(self.read) if self.made is None else self.made

    def rows(self, extract: str) -> pd.DataFrame:
        """The used rows; an extract that was not sent has none."""
        sent = self.read.get(extract)
        return used(sent) if sent else no_rows(extract)

    def is_own(self, authorities: pd.Series) -> pd.Series:
        """Whether each authority that is named is this one, however it is written."""
        named: pd.Series = authorities.str.strip().str.casefold()
        return named.eq(self.edition.area.name.casefold())

    def children(self, extract: str, refs: pd.Series) -> pd.Series:
        """The child of each reference of an extract; missing where there is no reference. One of which
        nothing is known is a child of its own."""
        keys = self.keys.get(extract, pd.Series(dtype="str"))
        # by Arrow: an index of pandas would make an object of every key, and keep it
        place = pc.index_in(pa.array(refs.astype("str")), value_set=pa.array(keys.index.astype("str")))
        known = pd.Series(keys.array.take(place.fill_null(-1).to_numpy(), allow_fill=True), index=refs.index)
        return known.astype("str").fillna(f"unlinked {extract} " + refs.astype("str")).where(refs.notna())


@cache
def no_rows(extract: str) -> pd.DataFrame:
    """The typed rows of an extract that was not sent: none."""
    columns = SCHEMAS[extract].columns
    cells = pd.DataFrame({column.name: pd.Series(dtype="str") for column in columns})
    return parse(cells, columns, canonical(extract)).assign(scope=pd.Series(dtype="str"))


def records_of(read: Mapping[str, Extract]) -> pd.DataFrame:
    """One record of who each reference is, from the used rows of the extracts."""
    return people({name: used(extract) for name, extract in read.items()})


def used(extract: Extract) -> pd.DataFrame:
    """The rows of an extract that are counted."""
    return extract.rows[extract.rows["scope"].isna()]


def per_person(values: pd.Series, person: pd.Series) -> pd.Series:
    """For each row the value that occurs most often among the person's rows; missing where none does."""
    found = most_frequent(values, person).astype(values.dtype)
    return found.reindex(person).set_axis(person.index)
