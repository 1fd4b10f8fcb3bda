"""``python -m profile_lib`` is ``partnership-profile``."""

import sys

from profile_lib.cli import main
from profile_lib.leaving import at_once


def command() -> None:
    """Run the command that was typed, and end with its exit code."""
    ended = at_once()
    sys.exit(ended(main()))


if __name__ == "__main__":
    command()
