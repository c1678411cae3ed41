"""What can be wrong with a module's content. The importer puts it into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """Kinds of fault."""

    NO_FRONT = "no_front"
    OPEN_FRONT = "open_front"
    FRONT_LINE = "front_line"
    FRONT_KEY = "front_key"
    FRONT_TWICE = "front_twice"
    FRONT_QUOTES = "front_quotes"
    COMPLETE_KEY = "complete_key"
    COMPLETE_SCREENS = "complete_screens"
    COMPLETE_QUESTIONS = "complete_questions"
    COMPLETE_NO_QUESTIONS = "complete_no_questions"
    COMPLETE_EMPTY = "complete_empty"
    CONTROL_CHARACTER = "control_character"
    NO_SCREENS = "no_screens"
    EMPTY_SCREEN = "empty_screen"
    MANY_SCREENS = "many_screens"
    MANY_QUESTIONS = "many_questions"
    NO_PROMPT = "no_prompt"
    NO_ANSWERS = "no_answers"
    MANY_ANSWERS = "many_answers"
    UNMARKED_ANSWER = "unmarked_answer"
    LATE_ANSWER = "late_answer"
    EMPTY_ANSWER = "empty_answer"
    SAME_ANSWER = "same_answer"
    MIXED_ANSWERS = "mixed_answers"
    ONE_ANSWER = "one_answer"
    ONE_RIGHT = "one_right"
    NONE_RIGHT = "none_right"
    STEP_NUMBERS = "step_numbers"
    HALF_PAIR = "half_pair"
    ONE_MEANING = "one_meaning"
    MANY_NOTES = "many_notes"
    NO_LIST_NAME = "no_list_name"
    NO_ITEMS = "no_items"
    OPEN_CODE = "open_code"
    SAME_ID = "same_id"
    UNKNOWN_ID = "unknown_id"
    MANY_CHOICES = "many_choices"
    UNREACHED_SCREEN = "unreached_screen"
    ENDLESS_WAY = "endless_way"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a line (1-based) of the file. values: for its words."""

    line: int
    what: What
    values: Mapping[str, object] = field(default_factory=dict)
