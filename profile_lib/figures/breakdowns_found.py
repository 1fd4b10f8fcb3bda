"""The breakdowns of how children who went missing were graded, placed and found."""

from __future__ import annotations

from profile_lib.figures.dimensions import Dimension
from profile_lib.figures.units import CHILDREN, EPISODES

_WORDS = "What the police wrote, brought to a few kinds; words that are not known are counted as other."

OF_FOUND: tuple[Dimension, ...] = (
    Dimension(
        "girl_or_boy",
        "Sex",
        partitions=CHILDREN,
        categories={"F": "Female", "M": "Male", "U": "Other or not recorded"},
        unknown="U",
        columns=("sex",),
        meaning="As recorded most often for the child; other and not recorded together, since with so few in "
        "a column no cell of a crossing could be given.",
    ),
    Dimension(
        "graded",
        "How the child's episodes were graded",
        partitions=CHILDREN,
        categories={"missing": "Missing only", "absent": "Absent only", "both": "Missing and absent"},
        meaning="All episodes of the child in the period, as graded in the end.",
        makes_up={"category": {"missing": ("missing", "both"), "absent": ("absent", "both")}},
    ),
    Dimension(
        "authority",
        "Child's authority",
        partitions=CHILDREN,
        categories={"own": "This authority", "other": "Another authority", "U": "Not recorded"},
        unknown="U",
        columns=("home_authority",),
        meaning="The authority that most of the child's episodes name, of equally many the first.",
    ),
    Dimension(
        "placement",
        "Placement at the start",
        partitions=EPISODES,
        overlaps=CHILDREN,
        categories={
            "foster": "Foster placement",
            "children's home": "Children's home",
            "parents": "With parents",
            "independent": "Supported or independent living",
            "other": "Another placement",
            "U": "In care, placement not recorded",
            "none": "Not in care",
        },
        unknown="U",
        columns=("police_care_marker",),
        meaning="The kind of placement on the day that the episode started, by this authority's looked-after "
        "record or another authority's placement. Who is in care by the police marker alone has none "
        "recorded. A secure unit is a children's home, a residential school or hospital another placement.",
        makes_up={
            "in_care": {
                "yes": ("foster", "children's home", "parents", "independent", "other", "U"),
                "no": ("none",),
            },
            "care_source": {"none": ("none",)},
        },
    ),
    Dimension(
        "found_by",
        "Who found the child",
        partitions=EPISODES,
        overlaps=CHILDREN,
        categories={
            "police": "Police",
            "family": "Family or friends",
            "carers": "Carers or staff",
            "self": "Came back themselves",
            "other": "Somebody else",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("found_by",),
        meaning=_WORDS,
    ),
    Dimension(
        "found_in",
        "Where the child was found",
        partitions=EPISODES,
        overlaps=CHILDREN,
        categories={
            "home": "Home or placement",
            "friend": "A friend's address",
            "relative": "A relative's address",
            "street": "Street or another public place",
            "transport": "Public transport or a station",
            "other": "Another place",
            "U": "Not recorded",
        },
        unknown="U",
        columns=("found_in",),
        meaning=_WORDS,
    ),
    Dimension(
        "harm",
        "Harm",
        partitions=EPISODES,
        overlaps=CHILDREN,
        categories={"some": "Harm recorded", "none": "None", "U": "Not recorded"},
        unknown="U",
        columns=("harm",),
        meaning="Whether the police recorded that the child came to harm during the episode. Whatever is "
        "written counts as harm unless it says that there was none.",
    ),
)
