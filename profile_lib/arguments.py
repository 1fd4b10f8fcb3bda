"""What can be typed after ``partnership-profile``: the commands, and what each is given."""

from __future__ import annotations

import argparse

from profile_lib.machine import cores

OF_AN_AREA = ("run", "check", "show", "compare", "approve", "publish", "purge")
"""The commands that read or write what an area has in folders of its own, where there are several."""


def parser() -> argparse.ArgumentParser:
    """What a person may type; ``command`` is the name of the command."""
    whole = argparse.ArgumentParser(
        prog="partnership-profile",
        description="The yearly partnership profile of child sexual exploitation and missing children.",
    )
    commands = whole.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")

    run = _command(commands, "run", "make the edition of one or more years", several=True)
    run.add_argument("years", nargs="*", metavar="YEAR", help="default: the newest edition that has extracts")
    run.add_argument("--audience", choices=["partnership", "public", "both"], default="both")
    run.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="editions at once, and where they are fewer notebooks; default: the cores there are",
    )
    run.add_argument("--force", action="store_true", help="use nothing kept from an earlier run")
    run.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="have the editions made by a Dask cluster, whose machines share these folders",
    )
    _inputs(run)

    check = _command(commands, "check", "check parameters and extracts, and count rows by rule")
    check.add_argument("year", metavar="YEAR")
    check.add_argument(
        "--show-values", action="store_true", help="show identifying values, on a terminal only"
    )
    check.add_argument("--json", action="store_true", help="for other programs")
    _inputs(check)

    sample = _command(commands, "sample", "write the synthetic extracts of the sample partners")
    sample.add_argument("folder", metavar="DIR")
    sample.add_argument(
        "--year", nargs="+", action="extend", metavar="YEAR", help="default: every year that has parameters"
    )
    sample.add_argument(
        "--scale", type=_positive, default=1, metavar="N", help="counties, as many as a nation"
    )
    sample.add_argument("--jobs", type=_positive, default=cores(), metavar="N", help="counties at once")
    sample.add_argument("--seed", type=int, metavar="N", help="default: the seed in the parameters")

    new = _command(commands, "new", "start the parameters of a year from those of the year before")
    new.add_argument("year", metavar="YEAR")

    show = _command(commands, "show", "show one figure of an edition and where it comes from")
    show.add_argument("year", metavar="YEAR")
    show.add_argument("key", metavar="KEY", help="such as missing.in_care_share")

    compare = _command(commands, "compare", "put two editions side by side, figure by figure")
    compare.add_argument("year", metavar="YEAR")
    compare.add_argument("other", metavar="YEAR")
    compare.add_argument("--json", action="store_true", help="for other programs")
    _inputs(compare)

    approve = _command(commands, "approve", "record a sign-off on exactly these bytes")
    approve.add_argument("year", metavar="YEAR")
    approve.add_argument("--name", required=True, metavar="NAME")
    approve.add_argument(
        "--role",
        required=True,
        metavar="ROLE",
        help="safeguarding lead, force legal officer or disclosure officer; others may sign besides",
    )
    approve.add_argument(
        "--except",
        dest="exceptions",
        action="append",
        metavar="CHECK",
        help="a check to let go, with a reason",
    )
    approve.add_argument("--reason", action="append", metavar="TEXT")

    publish = _command(commands, "publish", "put out the public edition that two people signed")
    publish.add_argument("year", metavar="YEAR")
    publish.add_argument("--to", metavar="DIR", help="a folder for a copy to hand out, besides published/")

    purge = _command(commands, "purge", "delete what the private folder holds of a year")
    purge.add_argument("year", metavar="YEAR")
    purge.add_argument("--private", metavar="DIR", help="default: private/")

    _command(commands, "explore", "open JupyterLab on the notebooks")
    return whole


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    *,
    several: bool = False,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.add_argument(
        "--parameters",
        action="append" if several else "store",
        metavar="DIR",
        help="default: parameters/" + ("; several times: of several areas" if several else ""),
    )
    command.add_argument("--outputs", metavar="DIR", help="default: outputs/")
    if name in OF_AN_AREA:
        command.add_argument(
            "--area",
            metavar="NAME",
            help="one of several areas, with folders of that name in outputs/ etc.",
        )
    return command


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--extracts", metavar="DIR", help="the folder with one folder of extracts a year")
    command.add_argument("--private", metavar="DIR", help="default: private/")


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number
