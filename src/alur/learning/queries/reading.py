"""A module as one person meets it: what stands in it, and how far she is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from alur.base.lib import bulk, clock
from alur.base.lib.problems import Problem
from alur.learning.permissions import asked_learner, learner_in
from alur.learning.queries.attempts import NOTHING, Attempt, Completed, asked_attempt, attempt_in, has_passed
from alur.learning.queries.contents import Contents, ShownScreen, Version, contents
from alur.learning.queries.offers import Offer, asked_offer, offered, printable
from alur.learning.rules.content import ALL
from alur.learning.rules.criteria import Done, Size, Tick, is_complete, share, share_at_once, ticks
from alur.learning.rules.ways import way
from alur.people.models import Employee


@dataclass(frozen=True, slots=True)
class Reading:
    """A module for one person, None who only looks.

    year: the Jakarta year that is meant; version, contents: None when it is taken elsewhere.
    """

    offer: Offer
    employee: Employee | None
    attempt: Attempt
    year: int
    version: Version | None
    contents: Contents | None
    has_passed_exam: bool

    @property
    def completed(self) -> Completed | None:
        """The completion of the year."""
        return self.attempt.completed_in(self.year)

    @property
    def content_number(self) -> int:
        """The number of her version, 0 when there is none."""
        return self.version.number if self.version else 0

    @property
    def is_recorded(self) -> bool:
        """Whether what she does now is recorded: not for who only looks, nor after this year's completion."""
        return self.employee is not None and self.completed is None

    @property
    def has_newer(self) -> bool:
        """Whether a newer version than hers is there."""
        return self.version is not None and self.version != self.offer.versions[0]

    @property
    def may_test_out(self) -> bool:
        """Whether she may answer the questions at once: who completed it in an earlier year, and has not tried yet."""
        if not self.is_recorded or self.contents is None or not self.attempt.completions or self.attempt.answers:
            return False
        return not self.is_scenario and self.contents.size.questions > 0

    @property
    def asked_at_once(self) -> int:
        """How many questions must be right when she answers them at once."""
        if self.contents is None:
            return 0
        return share(share_at_once(self.contents.asked), self.contents.size.questions)

    @property
    def has_changed(self) -> bool:
        """Whether the content is another version than the one that she completed in an earlier year."""
        last = self.attempt.last_content
        return self.is_recorded and last is not None and last != self.content_number

    def open_questions(self, number: int) -> frozenset[int]:
        """Return the questions of a screen that she has not answered. Raises Problem `learning.no_screen`."""
        asked = {question.number for question in self.screen(number).questions}
        return frozenset(asked - self.attempt.answers.keys())

    @property
    def way(self) -> tuple[int, ...]:
        """The screens on her way, from the first to the last: all of them where nothing is to choose."""
        return way(self.contents.targets, self.attempt.chosen) if self.contents else ()

    @property
    def is_scenario(self) -> bool:
        """Whether anywhere she has to choose how to go on."""
        return self.contents is not None and any(len(others) > 1 for others in self.contents.targets)

    @property
    def asked_on_way(self) -> frozenset[int]:
        """The questions on her way."""
        return frozenset(question.number for number in self.way for question in self.screen(number).questions)

    def place(self, number: int) -> tuple[int, int]:
        """Return the how manieth a screen is on her way, 0 beside it, and of how many."""
        on_way = self.way
        return (on_way.index(number) + 1 if number in on_way else 0), len(on_way)

    def before(self, number: int) -> int:
        """Return the screen before another: on her way, else one that leads there; 0 before the first."""
        on_way = self.way
        if number in on_way:
            place = on_way.index(number)
            return on_way[place - 1] if place else 0
        ahead = self.contents.targets if self.contents else ()
        return next((each for each, others in enumerate(ahead, start=1) if number in others), 0)

    def onward(self, number: int) -> int:
        """Return the screen after another, 0 after the last and where she has still to choose."""
        others = self.contents.targets[number - 1] if self.contents else ()
        return others[0] if len(others) == 1 else self.attempt.chosen.get(number, 0)

    def is_fork(self, number: int) -> bool:
        """Tell whether she has to choose how to go on from a screen."""
        return self.contents is not None and len(self.contents.targets[number - 1]) > 1

    def ticks(self, also: Collection[int] = ()) -> list[Tick]:
        """Return the criteria and how far she is, on her way. also: screens to take as read."""
        if self.contents is None:
            return []
        on_way, questions = set(self.way), self.asked_on_way
        read = {*self.attempt.read, *also}
        asked = self.contents.asked
        done = Done(
            read & on_way if asked.screens == ALL else read, self.attempt.right & questions, self.has_passed_exam
        )
        return ticks(asked, Size(len(on_way), len(questions)), done)

    def can_finish(self, also: Collection[int] = ()) -> bool:
        """Tell whether nothing is missing. also: screens to take as read."""
        return self.is_recorded and self.contents is not None and is_complete(self.ticks(also))

    @property
    def resume_at(self) -> int:
        """The screen to go on with: the one after that she read last, at the end the first with something left."""
        read = self.attempt.read
        if self.contents is None or self.completed or not read:
            return 1
        if self.contents.targets[read[-1] - 1]:
            return self.onward(read[-1]) or read[-1]
        left = (number for number in self.way if number not in read or self.left(self.screen(number)))
        return next(left, read[-1])

    def left(self, screen: ShownScreen) -> int:
        """Return how many questions of a screen she has not answered right."""
        return sum(question.number not in self.attempt.right for question in screen.questions)

    def screen(self, number: int) -> ShownScreen:
        """Return a screen. Raises Problem `learning.no_screen` (404)."""
        if self.contents is None or not 1 <= number <= len(self.contents.screens):
            raise Problem(
                "learning.no_screen",
                _("This module has no such screen."),
                mend=_("Begin at its first page."),
                status=404,
            )
        return self.contents.screens[number - 1]


def reading(nip: str, code: str, *, content: int | None = None, at: datetime | None = None) -> Reading:
    """Return a module for an employee at work, or for anybody else who only looks.

    content: number of the version her page showed, where it tells; at: when she did what is to be taken in, else now.

    Raises Problem `learning.no_module` (404), `learning.no_version` (409).
    """
    code = printable(code)
    people, modules, *done = bulk.ask(asked_learner(nip), asked_offer(code), *asked_attempt(nip, code))
    employee, found = learner_in(people), offered(modules)
    if content is not None:
        require_version(found, content)
    hers = attempt_in(done, found.activity_id, content=content, at=at) if employee else NOTHING
    version = found.version(hers.content)
    shown = contents(version) if version else None
    exam = shown.asked.exam if shown else ""
    passed = bool(exam and employee and has_passed(employee.pk, exam, since=hers.since))
    year = clock.local_date(at).year if at else clock.today().year
    return Reading(found, employee, hers, year, version, shown, passed)


def require_version(found: Offer, number: int) -> None:
    """Raise Problem `learning.no_version` unless the module has a version of this number."""
    if all(each.number != number for each in found.versions):
        raise Problem(
            "learning.no_version",
            _("This module has no such version."),
            field="versi",
            mend=_("Open the module again and repeat the step."),
            status=409,
        )
