"""The breakdowns of CSE offences by what they were, where, how they were committed and what came of them."""

from __future__ import annotations

from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import CHILDREN, CLUSTERS, OFFENCES

OF_OFFENCES: tuple[Dimension, ...] = (
    Dimension(
        "offence_type",
        "Kind of offence",
        partitions=OFFENCES,
        categories={
            "rape": "Rape",
            "assault": "Sexual assault, or causing sexual activity without consent",
            "activity": "Sexual activity involving a child",
            "exploitation": "Abuse through sexual exploitation, or trafficking",
            "grooming": "Sexual grooming",
            "images": "Indecent photographs",
            "other": "Another class",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("ho_class",),
        meaning="By the Home Office class of the crime (Counting Rules for Recorded Crime): rape 19; sexual "
        "assault 17, 20 and 22A; activity with a child 21 and 22B; exploitation 71 and trafficking 72; "
        "grooming 88A; photographs 86, which has all obscene publications.",
    ),
    Dimension(
        "place_type",
        "Kind of place",
        partitions=OFFENCES,
        categories={
            "dwelling": "Private dwelling",
            "open_space": "Open space or street",
            "vehicle": "Vehicle or public transport",
            "school": "School or college",
            "hotel": "Hotel or hostel",
            "business": "Shop, food or licensed premises",
            "online": "Online",
            "other": "Another kind",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("location_type",),
        meaning="As recorded on the crime.",
    ),
    Dimension(
        "offence_area",
        "Community area of the offence",
        partitions=OFFENCES,
        overlaps=CLUSTERS | CHILDREN,
        unknown="U",
        is_open=True,
        columns=("community_area",),
        meaning="The community area of the crime record: where harm occurred, as far as it is recorded, and "
        "not where information was received. Offences that nobody reported have no place, and those "
        "committed online may have that of the victim.",
    ),
    Dimension(
        "model",
        "Model of exploitation",
        partitions=OFFENCES,
        categories={
            "gang": "Marked as gang-related",
            "linked_in": "Several suspects in the offence",
            "linked_across": "Suspect linked with others across offences or by a record",
            "lone": "Lone suspect without a recorded link",
            "U": "Not known",
        },
        unknown="U",
        columns=("gang_marker", "suspects_reported"),
        meaning="The first that applies. Gang: the police marker says yes. Several: two or more suspects "
        "are identified or were reported. Linked across: a suspect is linked with another by a victim of two "
        "offences of the period or by a recorded link. Lone: one suspect was reported, and none of these. "
        "Not known: the number of suspects is not known. Made of what is recorded, and no judgement of "
        "motive.",
        makes_up={"gang": {"yes": ("gang",)}},
        within={
            "suspects": {
                "linked_in": ("group",),
                "linked_across": ("lone", "U"),
                "lone": ("lone",),
                "U": ("U",),
            }
        },
    ),
    Dimension(
        "outcome_group",
        "Outcome",
        partitions=OFFENCES,
        categories={
            "charged": "Charge or summons",
            "out_of_court": "Caution or another disposal out of court",
            "victim": "The victim does not support action",
            "evidence": "Evidential difficulties, the victim supporting action",
            "no_suspect": "No suspect identified",
            "not_prosecuted": "Prosecution prevented or not in the public interest",
            "passed_on": "Passed to another force or body",
            "other": "Another outcome",
            "none": "No outcome yet",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("outcome",),
        meaning="Groups of the Home Office outcomes framework: charge 1; out of court 2, 3, 6 to 8 and 22; "
        "victim 14 and 16; evidence 15; no suspect 18; not prosecuted 5, 9 to 13, 17 and 21; passed on 20. A "
        "conviction follows a charge and is counted with it. An outcome given after the day that the edition "
        "speaks from is none yet.",
    ),
    Dimension(
        "outcome_days",
        "Days from recording to the outcome",
        partitions=OFFENCES,
        categories={
            "0-30": "Up to 30",
            "31-90": "31 to 90",
            "91-180": "91 to 180",
            "181+": "More than 180",
            "none": "No outcome yet",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("outcome_on",),
        meaning="Not recorded where the day of the outcome is blank or before that of recording.",
    ),
)
