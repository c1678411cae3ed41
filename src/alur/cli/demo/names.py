"""Names of invented people, as usual where they live."""

from random import Random

from alur.cli.demo.sources import tree

MALE = "1"


class Namer:
    """Gives people names, hardly ever the same one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def name(self, *, home: str, sex: str) -> str:
        """Return a name for someone of this sex (1 male, 2 female) in a place where the people `home` lives."""
        name = ""
        for _ in range(6):
            name = self._draw(self._rng.choice(tree("names")[home]["mix"]), sex)
            if name not in self._given:
                break
        self._given.add(name)
        return name

    def _draw(self, people: str, sex: str) -> str:
        lists = tree("names")[people]
        last = "male_last" if sex == MALE else "female_last"
        first = self._rng.choice(lists["male" if sex == MALE else "female"])
        rest = self._rng.choice(lists["family"] if "family" in lists else lists[last])
        return first if first == rest else f"{first} {rest}"
