"""One key per child across extracts, by a fixed and published model and the decisions of analysts."""

from __future__ import annotations

from profile_lib.linkage.decisions import no_decisions, read_decisions, write_decisions
from profile_lib.linkage.forgetting import forget
from profile_lib.linkage.links import LinkageSettings, Links, joined_by_the_model, link, range_of_links
from profile_lib.linkage.model import MODEL_VERSION, model_table
from profile_lib.linkage.people import people
from profile_lib.linkage.pseudonyms import pseudonyms, secret_key
from profile_lib.linkage.register import assign_keys

__all__ = [
    "MODEL_VERSION",
    "LinkageSettings",
    "Links",
    "assign_keys",
    "forget",
    "joined_by_the_model",
    "link",
    "model_table",
    "no_decisions",
    "people",
    "pseudonyms",
    "range_of_links",
    "read_decisions",
    "secret_key",
    "write_decisions",
]
