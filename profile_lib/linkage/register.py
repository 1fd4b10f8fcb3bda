"""The random key of each child, remembered from year to year in the private folder.

A key is drawn at random and says nothing about the child: a hash of a name, a date of birth or a number
could be found by trying them all. No figure depends on a key's value or order.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from filelock import FileLock

from profile_lib.errors import InputError, Problem
from profile_lib.linkage.links import Links
from profile_lib.linkage.private import read_table, write_table

REGISTER = "register.csv"
LOG = "register_log.csv"
COLUMNS = ("source", "ref", "child_key")
LOG_COLUMNS = ("changed_at", "edition", "change", "source", "ref", "key_before", "key_after", "why")
EARLIER_LOG_COLUMNS = ("change", "source", "ref", "key_before", "key_after")
"""Of a log that was begun before it said when and why; it is gone on with."""

DECIDED, MODEL = "decided by an analyst", "linked by the model"
FOLLOWED, UNLINKED = "not in this edition: goes with its key", "linked no longer"

RECORD = ["source", "ref"]

NOTED = "registered"
"""The folder with the references of each edition, so that a year's can be taken out again."""


def assign_keys(links: Links, private: Path, edition: str) -> pd.DataFrame:
    """source, ref and child_key of the persons of one edition, in their order.

    A reference keeps the key it has in ``private/register.csv``. Where references of one person have
    different keys the one registered first stands, for all who held the others (a *merge*). Where the
    references of one key are of different persons now, the one registered first keeps it and the other
    persons get their own (a *split*). Both are added to ``private/register_log.csv``, with the time, the
    edition and the reason, and those references take the new key. Each person has one key, which no other
    person of the edition has, and a key that nobody holds any more is never given again: a new one is drawn
    at random. Which references the edition has is noted beside the register. Raises InputError if that is
    damaged.
    """
    persons = links.persons
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    private.chmod(0o700)
    with FileLock(private / f"{REGISTER}.lock", mode=0o600):
        known = _read_register(private / REGISTER)
        keyed = persons[RECORD].assign(child_key=_keys(persons, known).array)
        updated = _updated(known, keyed)
        changes = _changes(known, updated)
        if len(changes):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            told = changes.assign(changed_at=now, edition=edition, why=_why(changes, known, links))
            _add_to_log(private / LOG, told[list(LOG_COLUMNS)])
        if not updated.equals(known):
            write_table(private / REGISTER, updated)
        _note(references_of(edition, private), persons)
    return keyed


def references_of(edition: str, private: Path) -> Path:
    """Where the references of an edition are noted: source and ref."""
    return private / NOTED / f"{edition}.csv"


def _note(file: Path, persons: pd.DataFrame) -> None:
    own = persons[RECORD].astype("str").sort_values(RECORD, ignore_index=True)
    if not file.is_file() or not own.equals(read_table(file, RECORD).reset_index(drop=True)):
        write_table(file, own)


def _keys(persons: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
    """The key of the person of each line of ``persons``."""
    held = persons.merge(known.assign(line=range(len(known))), on=RECORD).sort_values("line")
    # a key goes to the person of its first registered reference, a person takes the first of the keys it is
    # given
    owned = held.drop_duplicates("child_key").drop_duplicates("person").set_index("person")["child_key"]
    new = {
        person: secrets.token_hex(16) for person in persons["person"].unique() if person not in owned.index
    }
    return persons["person"].map(pd.concat([owned, pd.Series(new, dtype="str")]))


def _updated(known: pd.DataFrame, keyed: pd.DataFrame) -> pd.DataFrame:
    """The register after an edition, in the order of first registration.

    References that are not in this edition follow their key where the whole of it was merged into another.
    """
    now = known.merge(keyed, on=RECORD, how="left", suffixes=("_before", ""))
    still_used = now["child_key_before"].isin(keyed["child_key"])
    successor = now.dropna(subset="child_key").drop_duplicates("child_key_before")
    followed = now["child_key_before"].map(successor.set_index("child_key_before")["child_key"])
    absent = now["child_key_before"].mask(~still_used & followed.notna(), followed)
    now["child_key"] = now["child_key"].where(now["child_key"].notna(), absent)
    added = keyed.merge(known[RECORD], on=RECORD, how="left_anti")
    return pd.concat([now[list(COLUMNS)], added[list(COLUMNS)]], ignore_index=True)


def _changes(known: pd.DataFrame, updated: pd.DataFrame) -> pd.DataFrame:
    """The references whose key is another one now: a merge if that key was in the register, else a split."""
    before = known.rename(columns={"child_key": "key_before"})
    both = before.assign(key_after=updated["child_key"].iloc[: len(known)].array)
    changed = both[both["key_before"] != both["key_after"]]
    merged = changed["key_after"].isin(known["child_key"])
    change = pd.Series("split", index=changed.index, dtype="str").mask(merged, "merge")
    return changed.assign(change=change)


def _why(changes: pd.DataFrame, known: pd.DataFrame, links: Links) -> pd.Series:
    """Why each reference has another key: by a decision where one is about two references that had one key
    (of a split) or two keys (of a merge)."""
    held = known.set_index(RECORD)["child_key"]
    pairs = links.pairs[links.pairs["outcome"].isin(["same", "different"])]
    before = {
        end: held.reindex(pd.MultiIndex.from_frame(pairs[[f"source_{end}", f"ref_{end}"]])).set_axis(
            pairs.index
        )
        for end in "lr"
    }
    decided = pairs["outcome"]
    same = (decided == "same") & (before["l"] != before["r"])
    different = (decided == "different") & (before["l"] == before["r"])
    joined = set(before["l"][same]) | set(before["r"][same])
    parted = set(before["l"][different])
    is_split, old = changes["change"] == "split", changes["key_before"]
    by_decision = old.isin(parted).where(is_split, old.isin(joined))
    present = changes[RECORD].merge(links.persons, on=RECORD, how="left")["person"].notna()
    why = pd.Series(MODEL, index=changes.index, dtype="str").mask(is_split, UNLINKED)
    return why.mask(by_decision, DECIDED).mask(~present.to_numpy(), FOLLOWED)


def _read_register(path: Path) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    register = read_table(path, COLUMNS)
    damaged = register.index[register.duplicated(RECORD) | (register == "").any(axis=1)]
    if len(damaged):
        raise InputError(
            Problem("a reference without a key, or registered twice", path.name, row, todo="Restore the file")
            for row in damaged
        )
    return register.reset_index(drop=True)


def _add_to_log(path: Path, changes: pd.DataFrame) -> None:
    """Add the changes; the last ones again, if a run was stopped between the log and the register."""
    log = read_table(path, LOG_COLUMNS, EARLIER_LOG_COLUMNS) if path.exists() else changes.iloc[:0]
    write_table(path, pd.concat([log, changes], ignore_index=True))
