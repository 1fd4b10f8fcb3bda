"""Whatever the children of a county did, nobody who reads what is published of them learns of too few.

Random editions of made-up people, last year's and this year's, by random rules; a reader with common sense
and a solver of the tests' own reads what figures.json prints of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from published_attacker import Knowledge
from published_figures import Rule as Printed
from published_figures import read_figures
from published_made import Counted, constants_of, drawn_year, entries, figures_json
from published_sense import Reader

from profile_lib.disclosure import NoSafePattern
from profile_lib.disclosure.protection import protection
from profile_lib.disclosure.rule import Listed, Rule

BLOCK = 8
QUICK, FULL = 1, 30
"""Blocks of editions in the quick tier, and in all."""

LISTED: dict[str, tuple[str, ...]] = {
    "cse.offences": ("suspects", "gang"),
    "cse.offenders": ("suspect_age", "sex"),
    "cse.victims": ("victim_age",),
    "cse.repeat_offenders": (),
    "cse.female_offenders": (),
    "cse.offender_mean_age": (),
    "cse.offenders_british_share": (),
    "cse.victim_age_middle_half": (),
    "cse.victim_age_14_16_share": (),
    "cse.repeat_victims_female": (),
    "cse.lone_offence_share": (),
    "cse.group_offences": (),
    "cse.reports": (),
    "cse.reports_drugs_alcohol_share": (),
    "cse.at_risk_children": (),
    "cse.at_risk_female_share": (),
    "disruption.actions": (),
    "absence.at_risk_share": (),
    "missing.episodes": ("month", "category"),
    "missing.children": ("age_band", "repeats", "sex"),
    "missing.female_share": (),
    "missing.in_care_share": (),
    "missing.female_episodes_per_child": (),
    "missing.male_episodes_per_child": (),
    "missing.cse_children": (),
    "missing.in_care_episode_share": (),
    "missing.cse_offenders": (),
    "missing.at_risk_children": (),
    "cost.police_low": (),
    "cost.police_low_missing_only": (),
}
FEW = ("cse.female_offenders", "missing.cse_offenders")
MOST = ("cse.offenders_british_share", "cse.at_risk_female_share", "cse.victim_age_14_16_share")


def drawn_rule(random: Random) -> Rule:
    """What is public, and how: now and then something else than the project's own choice."""
    threshold, round_to = (8, 5) if random.random() < 0.15 else (random.choice([3, 5, 6, 6, 6]), 1)
    figures = {
        id: Listed(
            [name for name in by if random.random() < 0.8],
            "few" if id in FEW else "most" if id in MOST and random.random() < 0.7 else "number",
            id in ("cse.offences", "cse.at_risk_children", "missing.episodes", "missing.children"),
        )
        for id, by in LISTED.items()
        if random.random() < 0.85
    }
    return Rule(threshold, round_to, 20, figures)


def read(seed: int, also: Mapping[str, Listed] = MappingProxyType({})) -> tuple[str, list[str]]:
    """What became of one random pair of years: every number of too few that a reader narrows, and every group
    of which they learn that all, or none, are something. ``also``: what is public whatever was drawn."""
    random = Random(seed)
    chapters = random.sample(["missing", "at risk", "crimes", "reports"], random.randint(1, 3))
    people, before = drawn_year(random, chapters), drawn_year(random, chapters)
    months, months_before = random.choice([(11, 12), (12, 12), (3, 4), (4, 4), (4, 3), (2, 3)])
    now, same = Counted(people, 2015, months), Counted(before, 2014, months)
    earlier = Counted(before, 2014, months_before)
    drawn, knowledge = drawn_rule(random), Knowledge()
    rule = replace(drawn, figures={**drawn.figures, **also})
    printed, years = Printed(rule.threshold, rule.round_to), [now, same]
    constants: list[Any] = []
    try:
        if random.random() < 0.5 and (rule.round_to == 1 or months == months_before):
            found = entries(earlier)
            published = figures_json(found, protection(found, rule))
            constants = constants_of(published, "2014")
            read_figures(published, knowledge, printed)
            years.append(earlier)
        found = entries(now, same)
        read_figures(figures_json(found, protection(found, rule, constants)), knowledge, printed)
    except NoSafePattern:
        return "not published", []
    reader = Reader(knowledge, crossed=False)
    truth = {name: told for year in years for name, told in year.truth.items()}
    numbers = {name: value for name, (value, _) in truth.items() if name in knowledge.ends}
    assert knowledge.is_possible(numbers), (seed, knowledge.contradicted(numbers)[:3])
    for year in years:
        for whole, part, rest in year.rests:
            if whole in knowledge.ends and part in knowledge.ends:
                truth[knowledge.left(whole, part)] = (rest, rest)
    certain = reader.certain_of([told for year in years for told in year.rests])
    narrowed = reader.narrowed(truth, rule.threshold)
    return "published", [*map(str, narrowed), *(f"everybody, or nobody: {name}" for name in certain)]


@pytest.mark.parametrize(
    "block", [pytest.param(block, marks=[pytest.mark.full] * (block >= QUICK)) for block in range(FULL)]
)
def test_no_reader_of_two_editions_learns_of_too_few(block: int) -> None:
    outcomes = [read(seed) for seed in range(block * BLOCK, (block + 1) * BLOCK)]
    assert [leak for _, leaks in outcomes for leak in leaks] == []
    assert sum(outcome == "published" for outcome, _ in outcomes) >= BLOCK // 2


@pytest.mark.parametrize("seed", [68, 153, 194])
def test_what_once_gave_somebody_away_does_no_more(seed: int) -> None:
    """None of a group, where the group's number is not printed; a number that an earlier edition hid; those
    who are not of the ages that a share is of, by the quartiles of all ages."""
    assert read(seed)[1] == []


@pytest.mark.full
@pytest.mark.parametrize("seed", [0, 1])
def test_how_children_were_graded_beside_the_kinds_of_their_episodes(seed: int) -> None:
    """Whoever had a missing episode was graded missing only, or both: of these two pairs of years each table,
    safe by itself, would give numbers of the other away."""
    outcome, leaks = read(seed, {"missing.children": Listed(["graded", "category"])})
    assert outcome == "published"
    assert leaks == []
