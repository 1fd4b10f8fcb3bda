"""The notebooks of a run: their order, what their pages are called, and what their kernels have imported.

No library is imported here: a run begins with the process that imports for its kernels, and imports what it
needs itself meanwhile.
"""

from __future__ import annotations

from profile_lib.measures import modules

CHAPTERS = {
    "data_quality": "Data quality",
    "cse": "Child sexual exploitation: offences",
    "cse_risk": "Children at risk, intelligence and disruption",
    "missing_children": "Missing children",
    "missing_response": "Missing children: care, response and exploitation",
    "cost_model": "Cost of police time",
    "over_time": "Over the years",
}
"""The analysis notebooks of a run in their order, and what their pages are called."""
ANALYSES = tuple(CHAPTERS)
LONGEST = ("over_time", "cse", "cse_risk", "missing_children")
"""Those that take longest: they begin first, so that none of them is waited for alone."""
SUMMARY = "summary"
OF_A_KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics.execution",
    "IPython.core.magics.pylab",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "faulthandler",
    "matplotlib_inline.backend_inline",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)
USED_BY_THEM = (
    "pyarrow.parquet",
    "pyarrow.dataset",
    "pandas.core.arrays.arrow.extension_types",
    "PIL.JpegImagePlugin",
)
IMPORTED = ("profile_lib.notebook", "profile_lib.over_time", *modules(), *USED_BY_THEM, *OF_A_KERNEL)
"""What the kernels of a run have imported before they start."""
STEPS = len(ANALYSES) + 4
"""What a run says of one edition and one audience: reading, each notebook, disclosure control, checking."""
