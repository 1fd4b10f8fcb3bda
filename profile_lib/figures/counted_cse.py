"""The sets of CSE offences and of the people in them."""

from __future__ import annotations

from profile_lib.figures.counted_set import OFFENCE_FILES, PEOPLE_FILES, CountedSet
from profile_lib.figures.dimensions import Unit

CSE: tuple[CountedSet, ...] = (
    CountedSet(
        "cse.offences",
        Unit.OFFENCES,
        "CSE offences recorded in the period",
        "cse",
        OFFENCE_FILES,
    ),
    CountedSet(
        "cse.offences_without_suspect",
        Unit.OFFENCES,
        "CSE offences recorded in the period in which nobody is named as a suspect",
        "cse",
        PEOPLE_FILES,
        within=("cse.offences",),
    ),
    CountedSet(
        "cse.offences_without_victim",
        Unit.OFFENCES,
        "CSE offences recorded in the period without a named victim under 18",
        "cse",
        PEOPLE_FILES,
        within=("cse.offences",),
    ),
    CountedSet(
        "cse.offenders",
        Unit.PERSONS,
        "people named as suspects of a CSE offence of the period, or charged, cautioned or convicted",
        "cse",
        PEOPLE_FILES,
    ),
    CountedSet(
        "cse.repeat_offenders",
        Unit.PERSONS,
        "people named as suspects of two or more CSE offences of the period",
        "cse",
        PEOPLE_FILES,
        within=("cse.offenders",),
    ),
    CountedSet(
        "cse.offenders_of_several_victims",
        Unit.PERSONS,
        "people named as suspects of CSE offences of the period against two or more children",
        "cse",
        PEOPLE_FILES,
        within=("cse.offenders",),
    ),
    CountedSet(
        "cse.offenders_on_several_dates",
        Unit.PERSONS,
        "people named as suspects of CSE offences of the period on two or more dates",
        "cse",
        PEOPLE_FILES,
        within=("cse.repeat_offenders",),
    ),
    CountedSet(
        "cse.linked_offenders",
        Unit.PERSONS,
        "people named as suspects who share an offence or a victim with another",
        "cse",
        PEOPLE_FILES,
        within=("cse.offenders",),
    ),
    CountedSet(
        "cse.offenders_with_recorded_link",
        Unit.PERSONS,
        "people named as suspects with a recorded link to another",
        "cse",
        (*PEOPLE_FILES, "links", "person_index"),
        within=("cse.offenders",),
    ),
    CountedSet(
        "cse.networks",
        Unit.NETWORKS,
        "groups of two or more people named as suspects, linked by an offence, a victim or a record",
        "cse",
        (*PEOPLE_FILES, "links", "person_index"),
    ),
    CountedSet(
        "cse.victims",
        Unit.CHILDREN,
        "children under 18 who were victims of a CSE offence of the period",
        "cse",
        PEOPLE_FILES,
    ),
    CountedSet(
        "cse.repeat_victims",
        Unit.CHILDREN,
        "children under 18 who were victims of two or more CSE offences of the period",
        "cse",
        PEOPLE_FILES,
        within=("cse.victims",),
    ),
    CountedSet(
        "cse.victims_of_several_offenders",
        Unit.CHILDREN,
        "children under 18 who were victims of CSE offences of the period by two or more named suspects",
        "cse",
        PEOPLE_FILES,
        within=("cse.victims",),
    ),
    CountedSet(
        "cse.victims_on_several_dates",
        Unit.CHILDREN,
        "children under 18 who were victims of CSE offences of the period on two or more dates",
        "cse",
        PEOPLE_FILES,
        within=("cse.repeat_victims",),
    ),
)
