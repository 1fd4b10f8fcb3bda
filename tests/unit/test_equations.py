"""What the addresses alone say: sums, covers and bounds, as an attacker reads them too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations_with_replacement, product

from profile_lib.figures import Address, Apart, AtMost, Count, Cover, Period, Sum, relations, told_by_labels

Build = Callable[..., Count]


def shown(found: Iterable[Sum | AtMost | Cover]) -> set[str]:
    """Each relation as text: ``a = b + c``, ``a <= b``."""
    texts = set()
    for item in found:
        match item:
            case Sum(total, parts):
                texts.add(f"{total} = {' + '.join(map(str, parts))}")
            case Cover(whole, parts):
                texts.add(f"{whole} <= {' + '.join(map(str, parts))}")
            case AtMost(part, whole):
                texts.add(f"{part} <= {whole}")
    return texts


def short(texts: set[str]) -> set[str]:
    return {text.replace("missing.children", "c").replace("missing.episodes", "e") for text in texts}


def test_children_by_sex_sum(children: Build) -> None:
    counts = [children(10), *(children(2, sex=sex) for sex in "FMXU")]
    assert short(shown(relations(counts))) == {
        "c = c[sex=F] + c[sex=M] + c[sex=X] + c[sex=U]",
        *(f"c[sex={sex}] <= c" for sex in "FMXU"),
    }


def test_without_a_category_or_the_whole_there_is_no_sum(children: Build) -> None:
    assert short(shown(relations([children(10), children(5, sex="F"), children(4, sex="M")]))) == {
        "c[sex=F] <= c",
        "c[sex=M] <= c",
    }
    assert relations([children(2, sex=sex) for sex in "FMXU"]) == []


def test_months_partition_episodes_and_overlap_children(
    children: Build, episodes: Build, window: Period
) -> None:
    counted_children = [children(12), *(children(2, month=month) for month in window.months())]
    counted_episodes = [episodes(22, 12), *(episodes(2, 2, month=month) for month in window.months())]
    of_children = {type(item): item for item in relations(counted_children)}
    of_episodes = {type(item): item for item in relations(counted_episodes)}
    assert of_children.keys() == {Cover, AtMost}
    assert of_episodes.keys() == {Sum, AtMost}
    cover = of_children[Cover]
    assert isinstance(cover, Cover)
    assert (cover.whole, len(cover.parts)) == (children(12).address, 11)


def test_those_known_are_a_sum_of_their_own(children: Build) -> None:
    counts = [children(10), children(8, sex="known"), *(children(2, sex=sex) for sex in "FMXU")]
    sums = {text for text in short(shown(relations(counts))) if " = " in text}
    assert sums == {
        "c = c[sex=F] + c[sex=M] + c[sex=X] + c[sex=U]",
        "c = c[sex=known] + c[sex=U]",
        "c[sex=known] = c[sex=F] + c[sex=M] + c[sex=X]",
    }


def test_what_a_share_prints_gives_the_whole_away(children: Build) -> None:
    """240 of 450 known, 4 not recorded: the whole is 454, though no cell but girls is printed."""
    printed = [children(240, sex="F"), children(450, sex="known"), children(4, sex="U"), children(454)]
    assert short(shown(relations(printed))) == {
        "c = c[sex=known] + c[sex=U]",
        "c[sex=F] <= c[sex=known]",
        "c[sex=F] <= c",
        "c[sex=known] <= c",
        "c[sex=U] <= c",
    }


def test_a_crossing_sums_along_each_dimension(episodes: Build) -> None:
    cells = [
        episodes(2, 2, sex=sex, category=category) for sex in "FMXU" for category in ("missing", "absent")
    ]
    margins = [episodes(8, 8, category=category) for category in ("missing", "absent")]
    margins += [episodes(4, 4, sex=sex) for sex in "FMXU"]
    sums = [item for item in relations([episodes(16, 16), *cells, *margins]) if isinstance(item, Sum)]
    assert len(sums) == 2 + 2 + 4  # the whole twice, each category over sexes, each sex over categories
    by_sex = {item.total: len(item.parts) for item in sums if item.total.where == (("category", "absent"),)}
    assert by_sex == {episodes(8, 8, category="absent").address: 4}


def test_a_crossing_mixes_sums_and_covers(children: Build) -> None:
    cells = [children(1, sex=sex, in_care=care) for sex in "FMXU" for care in ("yes", "no")]
    margins = [children(4, in_care=care) for care in ("yes", "no")]
    margins += [children(2, sex=sex) for sex in "FMXU"]
    found = relations([*cells, *margins])
    assert {str(item.total) for item in found if isinstance(item, Sum)} == {
        "missing.children[in_care=yes]",
        "missing.children[in_care=no]",
    }
    assert {str(item.whole) for item in found if isinstance(item, Cover)} == {
        f"missing.children[sex={sex}]" for sex in "FMXU"
    }


def test_a_subset_is_at_most_each_of_its_wholes(children: Build, window: Period) -> None:
    victims = Count(15, Address("missing.cse_victims", window, "Wiltshire"), 15)
    involved = Count(15, Address("missing.cse_children", window, "Wiltshire"), 15)
    assert short(shown(relations([children(454), victims, involved]))) == {
        "missing.cse_victims <= missing.cse_children",
        "missing.cse_victims <= c",
        "missing.cse_children <= c",
    }


def test_children_are_no_more_than_their_episodes(children: Build, episodes: Build) -> None:
    counts = [children(3, month="2015-05"), episodes(4, 3, month="2015-05"), episodes(9, 6)]
    assert short(shown(relations(counts))) == {
        "c[month=2015-05] <= e[month=2015-05]",
        "e[month=2015-05] <= e",
    }


def test_other_areas_and_windows_say_nothing(children: Build) -> None:
    assert relations([children(10), children(5, area="Swindon", sex="F")]) == []


def test_the_order_of_the_counts_does_not_matter(children: Build) -> None:
    counts = [children(10), *(children(2, sex=sex) for sex in "FMXU")]
    assert relations(counts) == relations(counts[::-1]) == relations([*counts, *counts])


def actions(value: int, window: Period, **where: str) -> Count:
    return Count(value, Address("disruption.actions", window, "Wiltshire", tuple(where.items())), None)


def test_an_open_dimension_sums_over_what_occurs(window: Period) -> None:
    counts = [
        actions(6, window),
        *(actions(2, window, power=power) for power in ("notice", "review", "U")),
    ]
    assert {text.replace("disruption.actions", "a") for text in shown(relations(counts))} == {
        "a = a[power=notice] + a[power=review] + a[power=U]",
        *(f"a[power={power}] <= a" for power in ("notice", "review", "U")),
    }


def test_those_known_of_an_open_dimension_are_not_a_sum_of_nothing(window: Period) -> None:
    """Only how many are recorded is printed, and how many are not: that makes the recorded ones no zero."""
    known = [actions(6, window), actions(4, window, power="known"), actions(2, window, power="U")]
    assert {text.replace("disruption.actions", "a") for text in shown(relations(known))} == {
        "a = a[power=known] + a[power=U]",
        "a[power=known] <= a",
        "a[power=U] <= a",
    }
    assert {text.replace("disruption.actions", "a") for text in shown(relations(known[:2]))} == {
        "a[power=known] <= a"
    }


def test_reports_by_place_cover_the_whole(window: Period) -> None:
    def reports(value: int, **where: str) -> Count:
        return Count(value, Address("cse.reports", window, "Wiltshire", tuple(where.items())), 1)

    found = relations([reports(5), reports(4, community_area="Calne"), reports(2, community_area="U")])
    assert {text.replace("cse.reports", "r") for text in shown(found)} == {
        "r <= r[community_area=Calne] + r[community_area=U]",
        "r[community_area=Calne] <= r",
        "r[community_area=U] <= r",
    }


def test_two_dates_are_two_offences(window: Period) -> None:
    ids = ("cse.offenders", "cse.repeat_offenders", "cse.offenders_on_several_dates")
    counts = [Count(3, Address(id, window, "Wiltshire"), 3) for id in ids]
    assert shown(relations(counts)) == {
        "cse.repeat_offenders <= cse.offenders",
        "cse.offenders_on_several_dates <= cse.repeat_offenders",
        "cse.offenders_on_several_dates <= cse.offenders",
    }


def test_whoever_has_a_missing_episode_was_graded_missing_only_or_both(children: Build) -> None:
    by_kind = [children(value, category=kind) for kind, value in (("missing", 12), ("absent", 11))]
    by_grade = [children(value, graded=kind) for kind, value in (("missing", 9), ("absent", 8), ("both", 3))]
    told = short(shown(relations([*by_kind, *by_grade])))
    assert told == {
        *(f"c[category={kind}] = c[graded={kind}] + c[graded=both]" for kind in ("missing", "absent")),
        *(f"c[graded={part}] <= c[category=missing]" for part in ("missing", "both")),
        *(f"c[graded={part}] <= c[category=absent]" for part in ("absent", "both")),
    }


def test_within_a_month_how_all_episodes_were_graded_says_nothing_of_the_kind(children: Build) -> None:
    """Missing in May and absent in June: graded both, and in May only missing."""
    may = {"month": "2015-05"}
    cells = [children(1, category="missing", **may), children(0, category="absent", **may)]
    cells += [children(0, graded=kind, **may) for kind in ("missing", "absent")]
    assert relations([*cells, children(1, graded="both", **may)]) == []


def test_within_a_sex_it_says_the_same(children: Build) -> None:
    cells = [children(3, sex="F", category="missing"), children(2, sex="F", graded="missing")]
    found = relations([*cells, children(1, sex="F", graded="both")])
    assert [type(item) for item in found if not isinstance(item, AtMost)] == [Sum]


def test_the_rougher_sex_is_made_of_the_finer(children: Build) -> None:
    counts = [children(2, sex=sex) for sex in "FMXU"] + [children(2, girl_or_boy=sex) for sex in "FMU"]
    sums = {text for text in short(shown(relations(counts))) if " = " in text}
    assert sums == {
        "c[girl_or_boy=F] = c[sex=F]",
        "c[girl_or_boy=M] = c[sex=M]",
        "c[girl_or_boy=U] = c[sex=X] + c[sex=U]",
    }


def test_a_child_in_care_has_an_episode_by_one_of_the_sources_and_an_episode_is_by_one(
    children: Build, episodes: Build
) -> None:
    sources = ("looked_after", "placed_by_others", "police_marker")
    of_children = [children(9, in_care="yes"), *(children(4, care_source=source) for source in sources)]
    of_episodes = [episodes(9, 9, in_care="yes"), *(episodes(3, 3, care_source=source) for source in sources)]
    assert [type(item) for item in relations(of_children) if not isinstance(item, AtMost)] == [Cover]
    assert [type(item) for item in relations(of_episodes) if not isinstance(item, AtMost)] == [Sum]


CAN_BE = {
    "gang": ("lone", "group", "U"),
    "linked_in": ("group",),
    "linked_across": ("lone", "U"),
    "lone": ("lone",),
    "U": ("U",),
}
"""The suspects that an offence of each model can have: by the gang marker any, else what the model says."""


def test_model_and_suspects_say_of_one_another_what_three_offences_can_be(window: Period) -> None:
    joint = [(model, suspects) for model, among in CAN_BE.items() for suspects in among]
    possible = set()
    for offences in combinations_with_replacement(joint, 3):
        models, suspects = Counter(model for model, _ in offences), Counter(one for _, one in offences)
        possible.add((tuple(models[name] for name in CAN_BE), tuple(suspects[one] for one in CAN_BE["gang"])))

    def whole(**where: str) -> Count:
        return Count(3, Address("cse.offences", window, "Wiltshire", tuple(where.items())), None)

    counts = [whole(), *(whole(model=name) for name in CAN_BE)]
    counts += [whole(suspects=one) for one in CAN_BE["gang"]]
    bounds = [item for item in told_by_labels(counts) if isinstance(item, Apart)]
    numbers = [own for own in product(range(4), repeat=5) if sum(own) == 3]
    others = [own for own in product(range(4), repeat=3) if sum(own) == 3]
    allowed = set()
    for own, other in product(numbers, others):
        cells = {whole(model=name).address: own[at] for at, name in enumerate(CAN_BE)}
        cells |= {whole(suspects=name).address: other[at] for at, name in enumerate(CAN_BE["gang"])}
        if all(sum(cells[a] for a in item.wholes) >= sum(cells[a] for a in item.parts) for item in bounds):
            allowed.add((own, other))
    assert allowed == possible
