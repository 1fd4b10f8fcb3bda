"""Random publications about made-up people: tables that share margins, areas in districts, episodes of few
children, subsets, differences that nobody prints, numbers that others have put out."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from disclosure_attacker import Equation, Publication, equation

Person = dict[str, str]


def one_table(random: Random, rows: int = 3, columns: int = 3, most: int = 14) -> Publication:
    """A table with all its margins; small, so that every pattern can be tried."""
    draw = Making(random)
    areas = [f"area {index}" for index in range(rows)]
    kinds = [f"kind {index}" for index in range(columns)]
    counts = {
        (area, kind): random.choice([0, 1, 2, 3, *range(most)])
        for area in areas
        for kind in kinds  # half of them small
    }
    draw.crossed(counts, areas, kinds)
    margins = [name for name in draw.cells if "all" in name]
    fixed = random.choice([margins, margins, ["all, all"], []])
    return draw.publication(random.choice([3, 4, 5, 5, 6]), fixed)


def linked_tables(random: Random) -> Publication:
    """Two or three tables that share their areas, with every other thing that binds numbers together."""
    draw = Making(random)
    people = draw.people(random.randint(10, 150))
    areas = sorted({person["area"] for person in people})
    names = random.sample(["sex", "age", "ethnicity"], random.randint(2, 3))
    for name in names:
        draw.table(people, areas, name)
    threshold = random.choice([3, 4, 5, 5, 6, 6, 8, 10])
    for more, chance in ((draw.districts, 0.4), (draw.episodes, 0.3), (draw.in_care, 0.3), (draw.band, 0.3)):
        if random.random() < chance:
            more(people, areas)
    if random.random() < 0.3:
        draw.last_year()
    totals = {item["total"] for item in draw.equations}
    fixed = random.choice([[], ["all"], [name for name in totals if "all" in name], sorted(totals)])
    return draw.publication(threshold, fixed)


class Making:
    """Cells and relations, gathered."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.cells: dict[str, int] = {}
        self.equations: list[Equation] = []
        self.implicit: list[str] = []
        self.published: list[str] = []
        self.at_most: list[tuple[str, str]] = []
        self.persons: dict[str, int] = {}

    def publication(self, threshold: int, fixed: Iterable[str]) -> Publication:
        zeros = [name for name, count in self.cells.items() if not count]
        return Publication(
            self.cells,
            self.equations,
            threshold,
            fixed=sorted(fixed),
            published=self.published,
            implicit=self.implicit,
            structural=self._random.sample(zeros, min(len(zeros), self._random.choice([0, 0, 1]))),
            at_most=self.at_most,
            persons=self.persons,
        )

    def crossed(self, counts: dict[tuple[str, str], int], rows: list[str], columns: list[str]) -> None:
        for row in [*rows, "all"]:
            for column in [*columns, "all"]:
                self.cells[f"{row}, {column}"] = sum(
                    count for (r, c), count in counts.items() if row in (r, "all") and column in (c, "all")
                )
        for row in [*rows, "all"]:
            self.equations.append(equation(f"{row}, all", *(f"{row}, {column}" for column in columns)))
        for column in [*columns, "all"]:
            self.equations.append(equation(f"all, {column}", *(f"{row}, {column}" for row in rows)))

    def people(self, number: int) -> list[Person]:
        """People spread unevenly, as they are."""
        shape = {"area": self._random.randint(2, 5), "sex": 2, "age": 3, "ethnicity": 3}
        spread = {
            dimension: ([f"{dimension} {index}" for index in range(size)], self._uneven(size))
            for dimension, size in shape.items()
        }
        return [
            {
                dimension: self._random.choices(values, weights)[0]
                for dimension, (values, weights) in spread.items()
            }
            for _ in range(number)
        ]

    def _uneven(self, size: int) -> list[float]:
        return [self._random.random() ** 3 + 0.02 for _ in range(size)]

    def table(self, people: list[Person], areas: list[str], dimension: str) -> None:
        """Area by one thing; the areas' totals and the whole are the same cells in every table."""
        values = sorted({person[dimension] for person in people})
        for value in values:
            for area in areas:
                self.cells[f"{area}, {value}"] = sum(
                    person["area"] == area and person[dimension] == value for person in people
                )
            self.cells[f"all, {value}"] = sum(person[dimension] == value for person in people)
            self.equations.append(equation(f"all, {value}", *(f"{area}, {value}" for area in areas)))
        for area in areas:
            self.cells[area] = sum(person["area"] == area for person in people)
            self.equations.append(equation(area, *(f"{area}, {value}" for value in values)))
        self.cells["all"] = len(people)
        self.equations.append(equation("all", *(f"all, {value}" for value in values)))
        self.equations.append(equation("all", *areas))

    def districts(self, _: list[Person], areas: list[str]) -> None:
        """North and south of the areas; the south is never printed at times."""
        if len(areas) < 3:
            return
        cut = self._random.randint(1, len(areas) - 2)
        for name, part in (("north", areas[:cut]), ("south", areas[cut:])):
            self.cells[name] = sum(self.cells[area] for area in part)
            self.equations.append(equation(name, *part))
        self.equations.append(equation("all", "north", "south"))
        if self._random.random() < 0.4:
            self.implicit.append("south")

    def episodes(self, people: list[Person], areas: list[str]) -> None:
        """Episodes by area: never fewer than the children they are of, at times many more."""
        for area in areas:
            children = self.cells[area]
            name = f"episodes, {area}"
            often = self._random.choice([1, 2, 9])
            self.cells[name] = sum(self._random.randint(1, often) for _ in range(children))
            self.persons[name] = children
            self.at_most.append((area, name))
        self.cells["episodes"] = sum(self.cells[f"episodes, {area}"] for area in areas)
        self.persons["episodes"] = len(people)
        self.equations.append(equation("episodes", *(f"episodes, {area}" for area in areas)))

    def in_care(self, _: list[Person], areas: list[str]) -> None:
        """A subset by area: at most the whole."""
        for area in areas:
            name = f"in care, {area}"
            self.cells[name] = self._random.randint(0, self.cells[area])
            self.at_most.append((name, area))
        self.cells["in care"] = sum(self.cells[f"in care, {area}"] for area in areas)
        self.equations.append(equation("in care", *(f"in care, {area}" for area in areas)))
        self.at_most.append(("in care", "all"))

    def band(self, _: list[Person], areas: list[str]) -> None:
        """Two bands that overlap: what lies between is not printed, and comes out by subtraction."""
        area = self._random.choice(areas)
        wide = f"{area}, under 18"
        between = f"[{area}, 16 and 17]"
        narrow = f"{area}, under 16"
        self.cells[wide] = self.cells[area]
        self.cells[between] = self._random.randint(0, min(6, self.cells[area]))
        self.cells[narrow] = self.cells[wide] - self.cells[between]
        self.equations += [equation(wide, area), equation(wide, narrow, between)]
        self.implicit.append(between)

    def last_year(self) -> None:
        """An edition that is out already: its number, and what has come late since."""
        new = self._random.choice([name for name, count in self.cells.items() if count])
        late = min(self.cells[new], self._random.choice([0, 1, 2, 7]))
        old = f"last year, {new}"
        self.cells[old] = self.cells[new] - late
        self.cells[f"[late, {new}]"] = late
        self.implicit.append(f"[late, {new}]")
        self.published.append(old)
        self.equations.append(equation(new, old, f"[late, {new}]"))
