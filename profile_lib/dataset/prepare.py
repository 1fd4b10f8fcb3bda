"""From the partners' files to the linked data, in the one order that keeps names out of what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from profile_lib.dataset.care import care_on_the_day, linkable
from profile_lib.dataset.linked import Dataset, described
from profile_lib.edition import Edition
from profile_lib.errors import InputError, Problem
from profile_lib.intake import Extract, Merged, age_on, merge_episodes, read_extracts
from profile_lib.linkage import (
    LinkageSettings,
    Links,
    assign_keys,
    link,
    people,
    range_of_links,
    read_decisions,
)
from profile_lib.linkage.people import REFERENCE_COLUMNS, most_frequent

MISSING, LOOKED_AFTER, PLACED = "missing_episodes", "looked_after", "placed_by_others"
OFFENCES, OFFENCE_PEOPLE = "offences", "offence_people"
EPISODE = ["child", "start", "start_has_time", "end", "end_has_time", "open", "category"]
LINE = ["extract", "row", "rule", "level", "column", "message"]


def prepare(edition: Edition, extracts: Path, private: Path, decisions: Path | None = None) -> Dataset:
    """Read the extracts in a folder, set aside what cannot be used, link the children and drop who they are.

    ``decisions``: what an analyst decided on pairs of records. Child keys are kept in ``private``.
    Raises InputError for extracts or decisions that cannot be used.
    """
    read = read_extracts(extracts, edition)
    refuse_empty(edition, read[MISSING])
    links = linked(edition, read, decisions)
    keys = assign_keys(links.persons, private)[["source", "ref", "child_key"]]
    _, all_linked = range_of_links(links)
    return _assembled(edition, read, links, _named(keys), _named(all_linked))


def refuse_empty(edition: Edition, extract: Extract) -> None:
    """Raises InputError where no row can be counted: these are hardly the files of the year."""
    if extract.used == 0:
        period = edition.periods["missing"]
        raise InputError(
            Problem(
                f"no row can be counted: of {extract.read} rows, {extract.fault} are at fault and "
                f"{extract.scope} out of scope",
                file=extract.file,
                expected=f"episodes that start from {period.start} to {period.end}",
                todo=f"Are these the files of {edition.year}?",
            )
        )


def linked(edition: Edition, read: Mapping[str, Extract], decisions: Path | None = None) -> Links:
    """The records of the extracts' used rows, linked by the edition's settings."""
    settings = LinkageSettings(edition.linkage.auto, edition.linkage.review, edition.linkage.expected_overlap)
    decided = read_decisions(decisions) if decisions is not None and decisions.is_file() else None
    used = {name: _used(extract) for name, extract in read.items()}
    return link(people(used), settings, decided)


def _named(keys: pd.DataFrame) -> dict[str, pd.Series]:
    """For each extract the child of each reference."""
    renamed = keys.set_axis(["source", "ref", "child"], axis=1).astype({"child": "str"})
    return {str(source): own.set_index("ref")["child"] for source, own in renamed.groupby("source")}


def _assembled(
    edition: Edition,
    read: Mapping[str, Extract],
    links: Links,
    keys: Mapping[str, pd.Series],
    keys_if_open_linked: Mapping[str, pd.Series],
) -> Dataset:
    merged = _merged(edition, read, keys)
    counted = {**read, MISSING: read[MISSING].rescoped(merged.scope)}
    merged_if_linked = _merged(edition, read, keys_if_open_linked)
    frames = {
        "episodes": _episodes(edition, read, keys, merged),
        "episodes_if_open_linked": _episodes(edition, read, keys_if_open_linked, merged_if_linked),
        "cse_people": _cse_people(read, keys),
        "cse_people_if_open_linked": _cse_people(read, keys_if_open_linked),
        "effects": merged.effects,
        "intake": _intake(counted),
        "set_aside": _lines({name: extract.set_aside for name, extract in counted.items()}),
        "notices": _lines({name: extract.notices for name, extract in counted.items()}),
        "links": links.pairs.groupby("outcome", as_index=False).size().rename(columns={"size": "pairs"}),
        "care": _care_rows(read).assign(basis=_care_basis(edition, read)),
    }
    return Dataset(edition, edition.periods["missing"], frames)


def _merged(edition: Edition, read: Mapping[str, Extract], keys: Mapping[str, pd.Series]) -> Merged:
    rows = read[MISSING].rows
    return merge_episodes(rows, _children(rows, MISSING, keys), edition.periods["missing"])


def _children(rows: pd.DataFrame, extract: str, keys: Mapping[str, pd.Series]) -> pd.Series:
    """The child of each row; a reference that only has rows out of scope is a child of its own."""
    refs = rows[REFERENCE_COLUMNS[extract]].astype("str")
    return refs.map(keys.get(extract, pd.Series(dtype="str"))).fillna("unlinked " + refs).astype("str")


def _episodes(
    edition: Edition, read: Mapping[str, Extract], keys: Mapping[str, pd.Series], merged: Merged
) -> pd.DataFrame:
    """The merged episodes with the child's sex, age and care status, and nothing that identifies."""
    source = merged.episodes
    children = _children(source, MISSING, keys)
    episodes = source.assign(
        child=children,
        sex=children.map(most_frequent(source["sex"].mask(source["sex"].eq("U")), children)).fillna("U"),
        police_marker=source["police_care_marker"].fillna("U")
        if "police_care_marker" in source
        else pd.Series("U", index=source.index),
        age=age_on(children.map(most_frequent(source["date_of_birth"], children)), source["start"]),
    )
    episodes["care_source"] = care_on_the_day(
        episodes, _spells(read, LOOKED_AFTER, keys, edition), _spells(read, PLACED, keys, edition)
    )
    episodes["in_care"] = episodes["care_source"].ne("none").map({True: "yes", False: "no"})
    return described(episodes[[*EPISODE, "sex", "age", "in_care", "care_source", "police_marker"]])


def _care_basis(edition: Edition, read: Mapping[str, Extract]) -> str:
    """Where care status can be known from: records (and the marker), the marker alone, or nothing."""
    if (LOOKED_AFTER in read or PLACED in read) and _is_linkable(read, edition.linkage.least_linkable):
        return "records"
    marked = _used(read[MISSING]).get("police_care_marker")
    return "marker" if marked is not None and marked.notna().any() else "nothing"


def _spells(
    read: Mapping[str, Extract], extract: str, keys: Mapping[str, pd.Series], edition: Edition
) -> pd.DataFrame | None:
    """The spells of care of an extract; none where it was not sent, or too few looked-after rows can be
    linked for a share to be read from them."""
    if extract not in read or not _is_linkable(read, edition.linkage.least_linkable):
        return None
    rows = _used(read[extract])
    return rows.assign(child=_children(rows, extract, keys))[["child", "from_date", "to_date"]]


def _is_linkable(read: Mapping[str, Extract], least: float) -> bool:
    """Whether enough looked-after rows carry identifiers; without the extract nothing is held against it."""
    rows, can_be = _care_rows(read).iloc[0]
    return bool(can_be >= least * rows)


def _care_rows(read: Mapping[str, Extract]) -> pd.DataFrame:
    extract = read.get(LOOKED_AFTER)
    used = _used(extract) if extract else None
    return pd.DataFrame(
        {"rows": [0 if used is None else len(used)], "linkable": [0 if used is None else linkable(used)]}
    )


def _cse_people(read: Mapping[str, Extract], keys: Mapping[str, pd.Series]) -> pd.DataFrame:
    """The named people of CSE offences: flagged after review where reviewed, else as recorded."""
    if OFFENCES not in read or OFFENCE_PEOPLE not in read:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in ("child", "role", "recorded_on")})
    offences, named = (_used(read[name]) for name in (OFFENCES, OFFENCE_PEOPLE))
    reviewed = offences.get("cse_flag_reviewed", pd.Series(pd.NA, index=offences.index, dtype="str"))
    flagged = offences[reviewed.fillna(offences["cse_flag_recorded"]).eq("yes")]
    named = named[named["person_ref"].notna()]
    parts = named.assign(child=_children(named, OFFENCE_PEOPLE, keys))[["crime_ref", "child", "role"]]
    return parts.merge(flagged[["crime_ref", "recorded_on"]], on="crime_ref").drop(columns="crime_ref")


def _used(extract: Extract) -> pd.DataFrame:
    """The rows of an extract that are counted."""
    return extract.rows[extract.rows["scope"].isna()]


def _intake(read: Mapping[str, Extract]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            [item.name, item.file, item.sha256, item.read, item.used, item.fault, item.scope]
            for item in read.values()
        ],
        columns=["extract", "file", "sha256", "read", "used", "fault", "scope"],
    )


def _lines(read: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The lines of all extracts in one frame."""
    return pd.concat([lines.assign(extract=name) for name, lines in read.items()], ignore_index=True)[LINE]
