"""From the partners' files to typed rows: nothing lost, guessed or silently dropped."""

from profile_lib.intake.ages import ADULT, age_on
from profile_lib.intake.completeness import completeness
from profile_lib.intake.episodes import Merged, merge_episodes
from profile_lib.intake.extracts import read_extract, read_extracts, supplied_cells
from profile_lib.intake.rules import Context
from profile_lib.intake.schemas import SCHEMAS, data_dictionary
from profile_lib.intake.set_aside import Extract

__all__ = [
    "ADULT",
    "SCHEMAS",
    "Context",
    "Extract",
    "Merged",
    "age_on",
    "completeness",
    "data_dictionary",
    "merge_episodes",
    "read_extract",
    "read_extracts",
    "supplied_cells",
]
