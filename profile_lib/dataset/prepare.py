"""From the partners' files to the linked data, in the one order that keeps names out of what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from profile_lib.dataset import missing, offences, partners
from profile_lib.dataset.found import RECORD, found
from profile_lib.dataset.interviews import interviews
from profile_lib.dataset.linked import IF_OPEN_LINKED, Dataset, in_categories
from profile_lib.dataset.look_back import references
from profile_lib.dataset.origins import households
from profile_lib.dataset.reconciling import missing_from_care
from profile_lib.dataset.sources import Sources, records_of
from profile_lib.edition import Edition
from profile_lib.errors import InputError, Problem, fitting
from profile_lib.intake import SCHEMAS, Extract, completeness, read_extracts
from profile_lib.intake.set_aside import joined
from profile_lib.linkage import (
    LinkageSettings,
    Links,
    assign_keys,
    link,
    pseudonyms,
    range_of_links,
    read_decisions,
    secret_key,
)
from profile_lib.linkage.pseudonyms import FRAMES
from profile_lib.machine import give_back

LINE = ["extract", "row", "rule", "level", "column", "message"]


class _Children(NamedTuple):
    """The child of each reference, by extract: as was decided, and if all open pairs are of one child; the
    secret key; and what is told of the linkage, in frames."""

    as_decided: dict[str, pd.Series]
    if_open_linked: dict[str, pd.Series]
    secret: bytes
    told: dict[str, pd.DataFrame]


def prepare(edition: Edition, extracts: Path, private: Path, decisions: Path | None = None) -> Dataset:
    """Read the extracts in a folder, set aside what cannot be used, link the children and drop who they are.

    ``decisions``: what an analyst decided on pairs of records. Child keys are kept in ``private``; the frames
    have a pseudonym of each.
    Raises InputError for extracts or decisions that cannot be used, DoesNotFit where memory runs out.
    """
    with fitting("reading the extracts"):
        read = read_extracts(extracts, edition)
    rows = sum(extract.read for extract in read.values())
    for name in (missing.EPISODES, "offences"):
        if name in read:
            refuse_empty(edition, read[name])
    with fitting("linking the records", rows):
        records = records_of(read)
        children = _children(edition, read, records, private, decisions)
        records = records[[*RECORD, "postcode"]]  # all that frames are made from
        give_back()
    with fitting("making the linked frames", rows):
        as_decided, if_open_linked = (
            Sources(edition, read, keys, records) for keys in (children.as_decided, children.if_open_linked)
        )
        return _assembled(as_decided, if_open_linked, children)


def refuse_empty(edition: Edition, extract: Extract) -> None:
    """Raises InputError where no row can be counted: these are hardly the files of the year."""
    if extract.used == 0:
        period = edition.windows[SCHEMAS[extract.name].window or "cse"]
        raise InputError(
            Problem(
                f"no row can be counted: of {extract.read} rows, {extract.fault} are at fault and "
                f"{extract.scope} out of scope",
                file=extract.file,
                expected=f"rows of {period.start} to {period.end}",
                todo=f"Are these the files of {edition.year}?",
            )
        )


def linked(edition: Edition, read: Mapping[str, Extract], decisions: Path | None = None) -> Links:
    """The records of the extracts' used rows, linked by the edition's settings."""
    return _linked(edition, records_of(read), decisions)


def _linked(edition: Edition, records: pd.DataFrame, decisions: Path | None) -> Links:
    decided = read_decisions(decisions) if decisions is not None and decisions.is_file() else None
    return link(records, _settings(edition), decided)


def _settings(edition: Edition) -> LinkageSettings:
    return LinkageSettings(edition.linkage.auto, edition.linkage.review, edition.linkage.expected_overlap)


def _children(
    edition: Edition,
    read: Mapping[str, Extract],
    records: pd.DataFrame,
    private: Path,
    decisions: Path | None,
) -> _Children:
    links = _linked(edition, records, decisions)
    told = _told(edition, read, records, links)
    give_back()
    keys, secret = assign_keys(links, private, edition.year), secret_key(private)
    keys["child_key"] = pseudonyms(keys["child_key"], FRAMES, secret)
    _, all_linked = range_of_links(links)
    return _Children(_named(keys), _named(all_linked), secret, told)


def _told(
    edition: Edition, read: Mapping[str, Extract], records: pd.DataFrame, links: Links
) -> dict[str, pd.DataFrame]:
    """What is told of the linkage. Links all records once more: before the frames are made, for which a
    nation needs the memory."""
    outcomes = links.pairs.groupby("outcome", as_index=False).size().rename(columns={"size": "pairs"})
    how_found = found(Sources(edition, read, {}, records), links, _settings(edition))
    return {"links": outcomes, "found": how_found}


def _named(keys: pd.DataFrame) -> dict[str, pd.Series]:
    """For each extract the child of each reference."""
    renamed = keys.set_axis(["source", "ref", "child"], axis=1).astype({"child": "str"})
    return {str(source): own.set_index("ref")["child"] for source, own in renamed.groupby("source")}


def _assembled(sources: Sources, if_open_linked: Sources, children: _Children) -> Dataset:
    merged, care = missing.merged_episodes(sources), missing.care(sources)
    counted = dict(sources.read)
    if missing.EPISODES in counted:
        counted[missing.EPISODES] = counted[missing.EPISODES].rescoped(merged.scope)
    as_decided = _of_people(sources, children.secret)
    give_back()
    if_linked = _of_people(if_open_linked, children.secret)
    of_rows = {
        **as_decided,
        **{f"{name}{IF_OPEN_LINKED}": frame for name, frame in if_linked.items()},
        "actions": partners.actions(sources),
        "absence_totals": partners.absence_totals(sources),
    }
    frames = {
        **{name: in_categories(frame) for name, frame in of_rows.items()},
        "effects": merged.effects,
        **accounts(counted),
        "completeness": completeness(counted),
        **children.told,
        "care": care,
        "flags": offences.flags(sources),
        "from_care": missing_from_care(
            sources, missing.episodes(sources, merged), str(care["basis"].iloc[0])
        ),
    }
    return Dataset(sources.edition, sources.edition.windows, frames)


def _of_people(sources: Sources, secret: bytes) -> dict[str, pd.DataFrame]:
    """The frames that depend on which records are of one child."""
    people_of_offences = offences.cse_people(sources)
    episodes = missing.episodes(sources, missing.merged_episodes(sources))
    return {
        "episodes": episodes,
        "references": references(sources.keys, [episodes["child"], people_of_offences["child"]], secret),
        "cse_offences": offences.cse_offences(sources, people_of_offences),
        "cse_people": people_of_offences,
        "recorded_links": offences.recorded_links(sources),
        "recorded_needs": offences.recorded_needs(sources),
        "households": households(sources),
        "interviews": interviews(sources),
        "reports": partners.reports(sources),
        "at_risk": partners.at_risk(sources),
        "absence": partners.absence(sources),
    }


def accounts(read: Mapping[str, Extract]) -> dict[str, pd.DataFrame]:
    """What became of the rows of every extract: the frames intake, set_aside and notices."""
    rows = [
        [item.name, item.file, item.sha256, item.read, item.used, item.fault, item.scope]
        for item in read.values()
    ]
    return {
        "intake": pd.DataFrame(
            rows, columns=["extract", "file", "sha256", "read", "used", "fault", "scope"]
        ).astype({"extract": "str"}),
        "set_aside": _lines({name: extract.told(extract.set_aside) for name, extract in read.items()}),
        "notices": _lines({name: extract.told(extract.notices) for name, extract in read.items()}),
    }


def _lines(read: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The lines of all extracts in one frame."""
    told = [lines.assign(extract=name) for name, lines in read.items()]
    return pd.concat([joined([]).assign(extract=""), *told], ignore_index=True)[LINE]
