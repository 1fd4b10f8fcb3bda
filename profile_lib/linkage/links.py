"""Which records are of one child: by themselves, by an analyst's decision, or not yet known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from profile_lib.linkage import guard
from profile_lib.linkage.decisions import checked, no_decisions, refuse_contradictions, standing
from profile_lib.linkage.model import LEVELS
from profile_lib.linkage.pairs import score
from profile_lib.linkage.records import Records

RECORD = ["source", "ref"]
PAIR = ["source_l", "ref_l", "source_r", "ref_r"]

LINKED = "the given names agree and nothing differs that tells children apart"
NUMBERED = "the same UPN or NHS number, and nothing differs that tells children apart"
UNLIKELY = "below the automatic threshold"
RIVALLED = "more than one candidate"
CONTRADICTED = "contradicts a decision"
DECIDED = "decided"


@dataclass(frozen=True)
class LinkageSettings:
    """``auto`` and ``review``: least probability to link, or to be asked about; ``expected_overlap``: shared
    children as a share of the smaller of two extracts."""

    auto: float = 0.99
    review: float = 0.05
    expected_overlap: float = 0.2


@dataclass(frozen=True)
class Links:
    """``persons``: source, ref, person (numbered from 0 in the order of source and ref).

    ``pairs``: source_l, ref_l, source_r, ref_r, weight (bits) and probability (both missing for a decided
    pair that the model would not have proposed), outcome (automatic; same, different, unsure: as decided;
    open), reason, and for each field compared the level that held (missing where the model would not have
    proposed the pair). Open pairs that would join the same two persons are one question, listed once; a pair
    is not listed where one of the two is linked to another record of that extract.
    """

    persons: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def open_pairs(self) -> pd.DataFrame:
        """The pairs that are not settled: ``open`` waits for an analyst, ``unsure`` has been looked at."""
        return self.pairs[self.pairs["outcome"].isin(["open", "unsure"])]


def link(people: pd.DataFrame, settings: LinkageSettings, decisions: pd.DataFrame | None = None) -> Links:
    """Link the records of ``people`` (see ``people.people``).

    First what has the same UPN or NHS number, then by the model; of each first duplicates within an extract,
    then across extracts. A child holds at most one person of each extract. ``decisions`` (see
    ``decisions.read_decisions``) come before both, the last one about a pair; those about records that are
    not in ``people`` are passed over. Raises InputError where decisions contradict one another.
    """
    people = people.sort_values(RECORD, ignore_index=True)
    if people.duplicated(RECORD).any():
        raise ValueError("people holds a reference twice")
    verdicts = _verdicts(standing(checked(no_decisions() if decisions is None else decisions)), people)
    records = _records(people, verdicts)
    scored = _scored(people, settings)
    decided = verdicts.merge(scored.drop(columns="reason"), on=["l", "r"], how="left").assign(
        outcome=verdicts["decision"].array, reason=DECIDED
    )
    person, rest = _settled(records, scored.merge(verdicts[["l", "r"]], on=["l", "r"], how="left_anti"))
    automatic, waiting = rest[rest["outcome"] == "automatic"], rest[rest["outcome"] == "open"]
    questions = _questions(waiting[records.joinable(waiting, person)], decided, person)
    return Links(_numbered(people, person), _listed(people, pd.concat([decided, automatic, questions])))


def joined_by_the_model(links: Links) -> pd.DataFrame:
    """The persons if nobody had decided anything, by the automatic pairs alone: see ``Links.persons``."""
    people = links.persons[RECORD]
    pairs = links.pairs.join(_positions(people, links.pairs).astype("int64"))
    records = _records(people, pairs.iloc[:0].assign(decision=""))
    return _numbered(people, records.joined(pairs[pairs["outcome"] == "automatic"]))


def range_of_links(links: Links) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The persons if none of the open pairs is of one child, and the persons if all are: see
    ``Links.persons``.

    Open pairs that exclude one another are taken from the most likely down. A figure need not move in one
    direction from the first to the second, so the two are what it may come to, not its bounds.
    """
    people = links.persons[RECORD]
    pairs = links.pairs.join(_positions(people, links.pairs).astype("int64"))
    records = _records(people, pairs.rename(columns={"outcome": "decision"}))
    automatic = pairs[pairs["outcome"] == "automatic"]
    unsettled = pairs[pairs["outcome"].isin(["open", "unsure"])]
    ranked = unsettled.sort_values(["weight", "l", "r"], ascending=[False, True, True])
    return links.persons, _numbered(people, records.joined_from_the_top(automatic, ranked))


def _verdicts(decisions: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The decisions about two records of ``people``: l < r (positions), decision; InputError if they
    contradict one another."""
    ends = _positions(people, decisions)
    known = ends.notna().all(axis=1)
    refuse_contradictions(decisions[known])
    return ends.assign(decision=decisions["decision"])[known].astype({"l": "int64", "r": "int64"})


def _positions(people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Where in ``people`` the records of pairs are, l < r; missing for a record that is not there."""
    position = pd.Series(range(len(people)), index=pd.MultiIndex.from_frame(people[RECORD]), dtype="Int64")
    ends = [
        position.reindex(pd.MultiIndex.from_frame(pairs[end], names=RECORD)).set_axis(pairs.index)
        for end in (PAIR[:2], PAIR[2:])
    ]
    both = pd.concat(ends, axis=1)
    return pd.DataFrame({"l": both.min(axis=1, skipna=False), "r": both.max(axis=1, skipna=False)})


def _records(people: pd.DataFrame, verdicts: pd.DataFrame) -> Records:
    """The records with what was decided about them."""
    same, apart = (verdicts[verdicts["decision"] == word] for word in ("same", "different"))
    return Records(pd.factorize(people["source"])[0], same, apart)


def _scored(people: pd.DataFrame, settings: LinkageSettings) -> pd.DataFrame:
    """The pairs with the same number and those that the model finds likely: l, r, weight, probability, the
    level of each field, reason (why not unasked; or missing).
    """
    pairs = score(people, settings.review, settings.expected_overlap)
    source = people["source"].to_numpy()
    one_extract = source[pairs["l"]] == source[pairs["r"]]
    pairs = pairs[~guard.two_children(pairs, one_extract)].reset_index(drop=True)
    obstacle = guard.obstacle(pairs, guard.twin_seen(people, pairs))
    needs_more = (pairs["probability"] < settings.auto) & (pairs["identifier"] != "same")
    return pairs.astype(dict.fromkeys(LEVELS, "str")).assign(
        reason=obstacle.mask(needs_more & obstacle.isna(), UNLIKELY)
    )


def _settled(records: Records, pairs: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """The person of each record, and the pairs with their outcome: automatic, or open and for what reason."""
    pairs = pairs.assign(outcome="open")
    person = records.joined(pairs.iloc[:0])
    within, numbered = records.within_an_extract(pairs), pairs["identifier"] == "same"
    references = np.arange(len(person))
    # a child's references in one extract first, two at most; then one person of each extract
    for stage, is_within, most, why in (
        (numbered & within, True, 2, NUMBERED),
        (numbered & ~within, False, 1, NUMBERED),
        (within, True, 2, LINKED),
        (~within, False, 1, LINKED),
    ):
        candidates = pairs[stage & pairs["reason"].isna() & records.joinable(pairs, person)]
        together = records.joined(pd.concat([pairs[pairs["outcome"] == "automatic"], candidates]))
        rivalled = records.rivalled(candidates, together, references if is_within else person, most)
        contradicted = records.contradicted(candidates, together)
        pairs.loc[candidates.index[rivalled], "reason"] = RIVALLED
        pairs.loc[candidates.index[contradicted], "reason"] = CONTRADICTED
        linked = candidates.index[~rivalled & ~contradicted]
        pairs.loc[linked, ["outcome", "reason"]] = "automatic", why
        person = records.joined(pairs[pairs["outcome"] == "automatic"])
    return person, pairs


def _questions(waiting: pd.DataFrame, decided: pd.DataFrame, person: np.ndarray) -> pd.DataFrame:
    """Of the open pairs between the same two persons the most likely one, unless an analyst was unsure
    about one.
    """
    asked = decided[decided["outcome"] == "unsure"].assign(weight=np.inf)
    both = pd.concat([asked, waiting])
    ends = person[both[["l", "r"]].to_numpy(dtype="int64")]
    both = both.assign(p=ends.min(axis=1), q=ends.max(axis=1)).sort_values(
        ["weight", "l", "r"], ascending=[False, True, True]
    )
    first = both.drop_duplicates(["p", "q"])
    return first.loc[first["outcome"] == "open", waiting.columns]


def _numbered(people: pd.DataFrame, person: np.ndarray) -> pd.DataFrame:
    """source, ref and person, persons numbered in the order in which they are met."""
    return people[RECORD].assign(person=pd.factorize(person)[0])


def _listed(people: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs by reference, in the order of the records."""
    pairs = pairs.sort_values(["l", "r"])
    ends = {
        f"{column}_{end}": people[column].array[pairs[end].to_numpy(dtype="int64")]
        for end in "lr"
        for column in RECORD
    }
    found = pairs[["weight", "probability", "outcome", "reason", *LEVELS]].reset_index(drop=True)
    return pd.concat([pd.DataFrame(ends), found], axis=1)
