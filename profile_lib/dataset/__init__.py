"""The linked data of an edition: from extracts to tidy frames in which nothing identifies a child."""

from profile_lib.dataset.linked import Dataset
from profile_lib.dataset.prepare import prepare
from profile_lib.dataset.store import LINKED_FOLDER, inputs_key, load, save

__all__ = ["LINKED_FOLDER", "Dataset", "inputs_key", "load", "prepare", "save"]
