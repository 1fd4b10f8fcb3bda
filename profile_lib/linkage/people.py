"""Rows of the extracts, brought down to one record of who a reference is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from profile_lib.linkage.clean import (
    clean_given_name,
    clean_name,
    clean_nhs_number,
    clean_postcode,
    clean_sex,
    clean_upn,
    cleaned,
)

# The column of each extract that says whom a row is about.
REFERENCE_COLUMNS = {
    "missing_episodes": "person_ref",
    "looked_after": "child_ref",
    "placed_by_others": "child_ref",
    "offence_people": "person_ref",
}

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
    nhs_number; missing where no row of the reference has the value. Of several values the most frequent
    stands, of equally frequent ones that of the earliest row. Sorted by source and ref; an extract that
    names nobody is passed over.
    """
    records = [
        _records(name, rows[name], column)
        for name, column in sorted(REFERENCE_COLUMNS.items())
        if name in rows
    ]
    if not records:
        return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    return pd.concat(records, ignore_index=True).sort_values(["source", "ref"], ignore_index=True)


def _records(source: str, rows: pd.DataFrame, reference: str) -> pd.DataFrame:
    """The records of one extract."""
    rows = rows[rows[reference].notna()].sort_index()
    refs = rows[reference].astype("str")
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
