"""A decision in the queue changes the next run's link and nothing else.

Every link, every frame and every figure, before and after, against what merging two children by hand gives.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from project import ROOT

from profile_lib.dataset import Dataset
from profile_lib.dataset.linked import IF_OPEN_LINKED
from profile_lib.dataset.prepare import _assembled, _Children, _named, _told
from profile_lib.dataset.sources import Sources, records_of
from profile_lib.edition import load_edition
from profile_lib.intake import read_extracts
from profile_lib.linkage import LinkageSettings, Links, link, range_of_links, read_decisions
from profile_lib.linkage.links import PAIR
from profile_lib.measures.catalogue import functions

pytestmark = pytest.mark.full
SECRET = bytes(32)
"""Of the pseudonyms by which a child is known in another year; no figure depends on it."""
ABOUT_LINKS = ("links", "found", "households")


class Edition:
    """The sample edition of 2015, linked with whatever decisions."""

    def __init__(self, sample: Path) -> None:
        self.edition = load_edition("2015", ROOT / "parameters")
        self.read = read_extracts(sample / "2015", self.edition)
        self.records = records_of(self.read)
        self.decisions = read_decisions(sample / "decisions/2015.csv")

    def linked(self, decisions: pd.DataFrame) -> Links:
        return link(self.records, LinkageSettings(), decisions)

    def data(self, links: Links, persons: pd.DataFrame | None = None) -> Dataset:
        """The frames of an edition in which the persons are those of the links, or others."""
        _, opened = range_of_links(links)
        own = links.persons if persons is None else persons
        told = _told(self.edition, self.read, self.records, links)
        children = _Children(_named(own), _named(opened), SECRET, told)
        sources = (
            Sources(self.edition, self.read, keys, self.records)
            for keys in (children.as_decided, children.if_open_linked)
        )
        return _assembled(*sources, children)


@pytest.fixture(scope="module")
def world(sample: Path) -> Edition:
    return Edition(sample)


def figures(data: Dataset) -> dict[str, object]:
    """Every measure's whole figure."""
    return {id: [figure.as_json() for figure in function(data)] for id, function in functions().items()}


def same_frames(one: Dataset, other: Dataset, passed_over: tuple[str, ...] = ABOUT_LINKS) -> None:
    for name, frame in one.frames.items():
        if name not in passed_over and not name.endswith(IF_OPEN_LINKED):
            pd.testing.assert_frame_equal(_relabelled(frame), _relabelled(other.frames[name]), obj=name)


def _relabelled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its children named in the order in which they are met: a key has no meaning."""
    columns = [name for name in frame.columns if name.startswith("child")]
    met = pd.unique(pd.concat([frame[name] for name in columns]).dropna()) if columns else []
    names = {key: f"child {number}" for number, key in enumerate(met)}
    return frame.assign(**{name: frame[name].map(names) for name in columns})


def asked_about(world: Edition, source: str, word: str) -> int:
    """The row of a decision about a record of the police and one of another extract that decides a link by
    itself: without it the two are two children and the pair is open."""
    decided = world.decisions
    own = decided[(decided["source_l"] == source) & (decided["source_r"] == "missing_episodes")]
    own = pd.concat(
        [own, decided[(decided["source_l"] == "missing_episodes") & (decided["source_r"] == source)]]
    )
    for row in own.index[own["decision"] == word]:
        before = world.linked(decided.drop(index=row))
        pair = before.pairs.merge(decided.loc[[row], PAIR], on=PAIR)
        if pair["outcome"].tolist() == ["open"]:
            return int(row)
    raise AssertionError("the sample has no such decision")


@pytest.mark.parametrize("source", ["looked_after", "school_absence"])
def test_same_merges_two_children_and_changes_nothing_else(world: Edition, source: str) -> None:
    row = asked_about(world, source, "same")
    before, after = world.linked(world.decisions.drop(index=row)), world.linked(world.decisions)
    pair = world.decisions.loc[row]
    person = before.persons.set_index(["source", "ref"])["person"]
    one, other = (person.loc[(pair[f"source_{end}"], pair[f"ref_{end}"])] for end in "lr")
    merged = before.persons.assign(person=before.persons["person"].replace(max(one, other), min(one, other)))

    assert one != other
    assert pd.Series(pd.factorize(merged["person"])[0]).equals(after.persons["person"])
    with_hands, with_decision = world.data(before, merged), world.data(after)
    same_frames(with_decision, with_hands)
    assert figures(with_decision) == figures(with_hands)
    # of the pairs none but those of these two children is another
    touched = before.persons[before.persons["person"].isin([one, other])]["ref"]
    kept = [
        links.pairs[~links.pairs["ref_l"].isin(touched) & ~links.pairs["ref_r"].isin(touched)]
        for links in (before, after)
    ]
    pd.testing.assert_frame_equal(*(pairs.reset_index(drop=True) for pairs in kept))


def test_different_and_unsure_change_no_link_and_no_figure(world: Edition) -> None:
    row = asked_about(world, "looked_after", "different")
    before = world.linked(world.decisions.drop(index=row))
    was = world.data(before)
    for word in ("different", "unsure"):
        after = world.linked(world.decisions.assign(decision=world.decisions["decision"].where(
            world.decisions.index != row, word)))  # fmt: skip
        assert after.persons.equals(before.persons)
        same_frames(world.data(after), was, ("links",))
        assert figures(world.data(after)) == figures(was)


def test_a_decision_that_was_taken_back_leaves_what_was_before(world: Edition) -> None:
    row = asked_about(world, "looked_after", "same")
    taken_back = world.decisions.loc[[row]].assign(decision="withdrawn")
    history = pd.concat([world.decisions, taken_back], ignore_index=True).rename_axis("row")
    without, after = world.linked(world.decisions.drop(index=row)), world.linked(history)

    pd.testing.assert_frame_equal(without.persons, after.persons)
    pd.testing.assert_frame_equal(without.pairs, after.pairs)
