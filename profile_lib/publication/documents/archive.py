"""Office files are archives: written again in one order of bytes, whatever the clock and the machine."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date that an archive can give a file."""
UNIX = 3


def write_settled(packed: bytes, file: Path) -> None:
    """Write an archive with its members' dates and origin set, their order and content as they are."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as given, zipfile.ZipFile(made, "w") as settled:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.create_system = UNIX
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            settled.writestr(member, given.read(name))
    file.write_bytes(made.getvalue())
