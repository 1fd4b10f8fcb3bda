"""The errors a user can meet, in the user's words, and the exit code each ends with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what the user supplied.

    ``found`` is a shape ("a date that does not exist") where the column identifies a person, never the value.
    """

    message: str
    file: str | None = None
    row: int | None = None
    line: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    todo: str | None = None

    def __str__(self) -> str:
        where = [
            self.file,
            f"row {self.row}" if self.row is not None else None,
            f"line {self.line}" if self.line is not None else None,
            f"column {self.column}" if self.column else None,
        ]
        details = [
            f"found {self.found}" if self.found else None,
            f"expected {self.expected}" if self.expected else None,
        ]
        address = ", ".join(part for part in where if part)
        text = f"{address}: {self.message}" if address else self.message
        if any(details):
            text += " (" + "; ".join(part for part in details if part) + ")"
        return printable(f"{text}. {self.todo}" if self.todo else text)


def printable(text: str) -> str:
    """The text with signs that a terminal would obey, or nobody sees, as numbers: a file may be named so."""
    return "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text)


class ProfileError(Exception):
    """Something the command line reports without a traceback, and so does a notebook."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it: its words alone, each problem on a line of its own."""
        return str(self).splitlines()


class InputError(ProfileError):
    """Parameters, extracts or arguments are not as they should be: every problem, not only the first."""

    exit_code = 2

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PublicationBlocked(ProfileError):
    """A publication check, or the lack of one, stands between the edition and the public."""

    exit_code = 3


class NotebookFailed(ProfileError):
    """A cell of a notebook raised an error: nothing was exported."""


def in_words(error: ProfileError | OSError) -> tuple[str, int]:
    """What the user is told of an error, and the exit code that it ends with."""
    if isinstance(error, ProfileError):
        return str(error), error.exit_code
    if error.filename is None:  # of the network, or of the system: no folder is at fault
        todo = "Run it again; if it comes again, tell whoever looks after this machine, or the cluster"
        return f"{str(error) or type(error).__name__}. {todo}", 2
    return f"{error.filename}: {error.strerror}. Check the folder, and that it may be written to", 2


class DoesNotFit(ProfileError):
    """A step needs more memory than the machine has."""


OUT_OF_MEMORY = frozenset(
    {"MemoryError", "_ArrayMemoryError", "ArrowMemoryError", "OutOfMemoryException", "DoesNotFit"}
)
"""What errors are called that say so, by Python and the libraries that frames are worked on with."""

MORE_MEMORY = (
    "Run it on a machine with more memory, or a cluster of such (--scheduler), with --jobs 1, on fewer "
    "years, or on the extracts of a part of the area"
)


@contextmanager
def fitting(step: str, rows: int | None = None) -> Iterator[None]:
    """A step ("linking the records") of so many rows. Raises DoesNotFit where it runs out of memory."""
    try:
        yield
    except ProfileError:
        raise
    except Exception as error:
        if OUT_OF_MEMORY.isdisjoint(_kinds(error)):
            raise
        of = "" if rows is None else f" for {rows:,} rows"
        problem = Problem(f"{step} needs more memory than there is{of}", todo=MORE_MEMORY)
        raise DoesNotFit(str(problem)) from error


def _kinds(error: BaseException | None) -> Iterator[str]:
    """What an error is called, and those that it came from."""
    while error is not None:
        yield from (kind.__name__ for kind in type(error).__mro__)
        error = error.__cause__ or error.__context__
