"""The command line. Heavy libraries are imported by the command that needs them, so that --help is quick."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from profile_lib.arguments import parser
from profile_lib.errors import InputError, Problem, ProfileError, in_words

if TYPE_CHECKING:
    from profile_lib.publication.asked import Asked
    from profile_lib.publication.many import Say
    from profile_lib.workspace import Workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code of contract section 2."""
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except BrokenPipeError:
        return 0  # whoever read has read enough
    except (ProfileError, OSError) as error:
        words, code = in_words(error)
        print(words, file=sys.stderr)
        return code
    except KeyboardInterrupt:
        print("Stopped. The last good edition stands as it was.", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    from profile_lib.publication.asked import asked_for
    from profile_lib.publication.staging import one_run_at_a_time, restore

    workspaces = _areas(options)
    audiences = ("partnership", "public") if options.audience == "both" else (options.audience,)
    asked = asked_for(workspaces, options.years, audiences, force=options.force)
    with ExitStack() as held:
        for workspace in workspaces:
            held.enter_context(one_run_at_a_time(workspace.outputs))
            _tell_restored(restore(workspace.outputs))
            held.callback(restore, workspace.outputs)  # what workers left that were ended
        to_make = []
        for one in asked:
            if one.stands:
                folder = one.workspace.outputs / one.year
                print(f"{one.name}: nothing has changed since {folder} was made; --force makes it again")
            else:
                to_make.append(one)
        return _make(to_make, options) if to_make else 0


def _make(asked: Sequence[Asked], options: argparse.Namespace) -> int:
    """Make the editions; says of each what came of it, those that failed last. Returns the exit code."""
    from profile_lib.publication.asked import Made
    from profile_lib.publication.many import make_all
    from profile_lib.publication.notebooks import STEPS

    made: list[Made] = []
    try:
        with _progress(STEPS * len(asked)) as say:
            make_all(asked, options.jobs, options.scheduler, say, made.append)
    finally:
        order = [one.name for one in asked]
        made.sort(key=lambda one: (one.error != "", order.index(one.asked.name)))
        for one in made:
            print("".join(f"{line}\n" for line in one.said), end="")
            if one.error:
                sys.stdout.flush()
                print(one.error, file=sys.stderr)
    return min((one.code for one in made if one.code), default=0)  # 1 before 2 before 3, anything before 0


def _check(options: argparse.Namespace) -> int:
    from profile_lib.publication.check import check

    workspace = _workspace(options)
    return check(options.year, workspace, show_values=options.show_values, as_json=options.json)


def _sample(options: argparse.Namespace) -> int:
    from profile_lib.edition import years
    from profile_lib.sample import YEARS
    from profile_lib.sampling import write_sample_partners

    workspace = _workspace(options)
    wanted = options.year or [year for year in years(workspace.parameters) if year in YEARS]
    written = write_sample_partners(
        Path(options.folder),
        wanted,
        workspace.parameters,
        seed=options.seed,
        scale=options.scale,
        jobs=options.jobs,
    )
    print(f"{len(written)} files in {options.folder}. SYNTHETIC: nobody in them exists.")
    return 0


def _new(options: argparse.Namespace) -> int:
    from profile_lib.starting import start_edition

    started = start_edition(options.year, _workspace(options).parameters)
    print(f"{started.file}: started from {started.before}. Read it, then:")
    print(f"1. put the partners' files of {options.year} into {started.extracts}")
    print(f"2. partnership-profile check {options.year}")
    print(f"3. partnership-profile run {options.year}")
    return 0


def _explore(options: argparse.Namespace) -> int:
    from profile_lib.starting import explore

    return explore(_workspace(options))


def _show(options: argparse.Namespace) -> int:
    from profile_lib.publication.show import show

    print(show(options.year, options.key, _workspace(options)))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from profile_lib.publication.compare import compare

    print(compare(options.year, options.other, _workspace(options), as_json=options.json))
    return 0


def _approve(options: argparse.Namespace) -> int:
    from profile_lib.publication.approval import approve, paired
    from profile_lib.publication.said import approved

    exceptions = paired(options.exceptions or [], options.reason or [])
    done = approve(
        options.year, _workspace(options), name=options.name, role=options.role, exceptions=exceptions
    )
    print("\n".join(approved(*done)))
    return 0


def _publish(options: argparse.Namespace) -> int:
    from profile_lib.publication.publish import publish
    from profile_lib.publication.said import published

    done = publish(options.year, _workspace(options), Path(options.to) if options.to else None)
    print("\n".join(published(options.year, done)))
    return 0


def _purge(options: argparse.Namespace) -> int:
    from profile_lib.publication.purge import purge
    from profile_lib.publication.said import purged

    print("\n".join(purged(options.year, *purge(options.year, _workspace(options)))))
    return 0


@contextmanager
def _progress(steps: int) -> Iterator[Say]:
    """Says each step: on a terminal under a bar, elsewhere as a plain line."""
    if not sys.stderr.isatty():
        # in one piece, since several notebooks may say something at once
        yield lambda text, steps=1: print(f"{text}\n", end="", flush=True)
        return
    from tqdm import tqdm

    with tqdm(total=steps, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} {desc}", leave=False) as bar:

        def say(text: str, steps: int = 1) -> None:
            bar.set_description_str(text, refresh=False)
            bar.update(steps)

        yield say


def _tell_restored(years: Sequence[str]) -> None:
    for year in years:
        print(f"{year}: a run was cut off; its last good edition has been put back")


def _areas(options: argparse.Namespace) -> list[Workspace]:
    """The folders of each area: of one, or of each parameters folder where several are given."""
    from profile_lib.workspace import areas_of

    given = options.parameters or [""]
    if len(given) == 1:
        return [_workspace(options, given[0], options.area)]
    if options.area:
        raise InputError(
            Problem(
                "--area names the one area of a run, and there are several --parameters",
                todo="Leave it out: each area has the name of its parameters folder",
            )
        )
    return [_workspace(options, folder, area) for folder, area in zip(given, areas_of(given), strict=True)]


def _workspace(options: argparse.Namespace, parameters: str = "", area: str = "") -> Workspace:
    """The folders of the command, an edition that a killed run left aside put back first."""
    from profile_lib.publication.staging import mend
    from profile_lib.workspace import Workspace

    workspace = Workspace.find(
        parameters or options.parameters or "",
        options.outputs or "",
        getattr(options, "private", None) or "",
        getattr(options, "extracts", None) or "",
        area=area or getattr(options, "area", None) or "",
    )
    _tell_restored(mend(workspace.outputs))
    mend(workspace.published)
    return workspace


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "run": _run,
    "check": _check,
    "sample": _sample,
    "new": _new,
    "show": _show,
    "compare": _compare,
    "approve": _approve,
    "publish": _publish,
    "purge": _purge,
    "explore": _explore,
}
