"""Rows of the extracts, brought down to one record of who a reference is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from profile_lib.intake.known import INDEX, REFERENCES
from profile_lib.linkage.clean import (
    clean_given_name,
    clean_name,
    clean_nhs_number,
    clean_postcode,
    clean_sex,
    clean_upn,
    cleaned,
)

# The columns of extracts that refer to people without naming them: person_index says who they are.
REFERRED = {name: REFERENCES[name] for name in ("intelligence", "links")}

# Of each extract that names people the column that says whom a row is about.
REFERENCE_COLUMNS = {name: columns[0] for name, columns in REFERENCES.items() if name not in REFERRED}

_FIELDS = {
    "given_name": ("forename", clean_given_name),
    "surname": ("surname", clean_name),
    "date_of_birth": ("date_of_birth", None),
    "sex": ("sex", clean_sex),
    "postcode": ("postcode", clean_postcode),
    "upn": ("upn", clean_upn),
    "nhs_number": ("nhs_number", clean_nhs_number),
}

FIELDS = tuple(_FIELDS)
COLUMNS = ("source", "ref", *FIELDS)


def people(rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One record of each (source, reference), from the typed rows of the extracts by name.

    Columns: source, ref, given_name, surname, date_of_birth (ISO text), sex (F, M, X), postcode, upn,
    nhs_number; missing where no row of the reference has the value. The rows of a reference are its own and
    those that person_index has of it. Of several values the most frequent stands, of equally frequent ones
    that of the earliest row, those of person_index last. Sorted by source and ref. An extract that refers to
    nobody is passed over, and so is a reference that is in person_index alone.
    """
    known = rows[INDEX].sort_index() if INDEX in rows else None
    records = [_records(name, _rows_of(name, rows[name], known)) for name in REFERENCES if name in rows]
    if not records:
        return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    return pd.concat(records, ignore_index=True).sort_values(["source", "ref"], ignore_index=True)


def _rows_of(source: str, rows: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """What is said of each reference (column ref) of an extract: by its own rows, then by person_index."""
    sorted_rows = rows.sort_index()
    named = [column for column, _ in _FIELDS.values() if column in rows and source in REFERENCE_COLUMNS]
    own = [
        sorted_rows[named].assign(ref=sorted_rows[column].astype("str"))[sorted_rows[column].notna()]
        for column in REFERENCES[source]
    ]
    if known is not None:
        about = known[known["source"].eq(source)]
        refs = pd.concat([frame["ref"] for frame in own])
        own.append(about[about["ref"].isin(refs)])
    return pd.concat(own, ignore_index=True)


def _records(source: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The records of one extract."""
    refs = rows["ref"].astype("str")
    record = pd.DataFrame({"source": source, "ref": sorted(refs.unique())}, dtype="str").set_index("ref")
    for field in FIELDS:
        record[field] = most_frequent(_field(rows, field), refs).reindex(record.index)
    return record.reset_index()[list(COLUMNS)]


def _field(rows: pd.DataFrame, field: str) -> pd.Series:
    """One identifying column of an extract in the form in which it is compared; missing if not supplied."""
    column, clean = _FIELDS[field]
    if column not in rows:
        return pd.Series(None, index=rows.index, dtype="str")
    if clean is None:
        iso: pd.Series = rows[column].dt.strftime("%Y-%m-%d").astype("str")
        return iso
    return cleaned(rows[column], clean)


def most_frequent(values: pd.Series, group: pd.Series) -> pd.Series:
    """The most frequent value of each group, ties to the one met first; a group without any is left out."""
    seen = pd.DataFrame({"value": values.array, "group": group.array, "position": range(len(values))})
    counted = seen.dropna(subset="value").groupby(["group", "value"])["position"].agg(["size", "min"])
    ranked = counted.sort_values(["size", "min"], ascending=[False, True]).reset_index()
    return ranked.drop_duplicates("group").set_index("group")["value"]
