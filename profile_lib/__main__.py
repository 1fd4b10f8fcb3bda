"""``python -m profile_lib`` is ``partnership-profile``."""

import sys

from profile_lib.cli import main

sys.exit(main())
