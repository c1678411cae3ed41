"""What is wrong with a module's content, and how to mend it, in words."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alur.base.files.rules import Use
from alur.base.lib.counts import written
from alur.base.lib.problems import Problem
from alur.learning.rules.content import Fault, What

WORDS: dict[What, tuple[Promise, Promise]] = {
    What.NO_FRONT: (
        gettext_lazy("The file does not begin with front matter."),
        gettext_lazy("Begin with a line ---, then code: and the other lines, then a line --- again."),
    ),
    What.OPEN_FRONT: (
        gettext_lazy("The front matter has no end."),
        gettext_lazy("Put a line --- below its last line."),
    ),
    What.FRONT_LINE: (
        gettext_lazy("The front matter cannot be read at “%(text)s”."),
        gettext_lazy("Write name: value, with a space after the colon."),
    ),
    What.FRONT_KEY: (
        gettext_lazy("The front matter knows no “%(name)s”."),
        gettext_lazy("Known are: %(known)s."),
    ),
    What.FRONT_TWICE: (
        gettext_lazy("“%(name)s” is given twice."),
        gettext_lazy("Keep the line that is right and remove the other."),
    ),
    What.FRONT_QUOTES: (
        gettext_lazy("The quotation marks of %(text)s do not match."),
        gettext_lazy("Close them, or leave them out."),
    ),
    What.COMPLETE_KEY: (
        gettext_lazy("A module is not completed by “%(name)s”."),
        gettext_lazy("Known are: %(known)s."),
    ),
    What.COMPLETE_EMPTY: (
        gettext_lazy("“complete” says nothing."),
        gettext_lazy("Write screens, questions or exam below it, or remove the line."),
    ),
    What.COMPLETE_SCREENS: (
        gettext_lazy("“%(text)s” is no number of screens to read."),
        gettext_lazy("Write all, or a number from 1 to %(most)s."),
    ),
    What.COMPLETE_QUESTIONS: (
        gettext_lazy("“%(text)s” is no share of questions."),
        gettext_lazy("Write a percentage from 1 to 100."),
    ),
    What.COMPLETE_NO_QUESTIONS: (
        gettext_lazy("Questions are to be answered, but the module asks none."),
        gettext_lazy("Add a question, or remove the line."),
    ),
    What.CONTROL_CHARACTER: (
        gettext_lazy("The line holds a control character."),
        gettext_lazy("Type the line anew."),
    ),
    What.NO_SCREENS: (
        gettext_lazy("The module has no screen."),
        gettext_lazy("Write its text below the front matter."),
    ),
    What.EMPTY_SCREEN: (
        gettext_lazy("There is nothing between two lines ---."),
        gettext_lazy("Write the screen, or remove one of the lines."),
    ),
    What.MANY_SCREENS: (
        gettext_lazy("The module has %(count)s screens; at most %(most)s are taken."),
        gettext_lazy("Divide it into several modules."),
    ),
    What.MANY_QUESTIONS: (
        gettext_lazy("The module has %(count)s questions; at most %(most)s are taken."),
        gettext_lazy("Divide it into several modules."),
    ),
    What.NO_PROMPT: (
        gettext_lazy("The question asks nothing."),
        gettext_lazy("Write it after the ? in its heading."),
    ),
    What.NO_ANSWERS: (
        gettext_lazy("The question has no answers."),
        gettext_lazy(
            "List them below: - (x) right, - ( ) wrong; - [x] and - [ ] for several; - = for a text; - 1. for steps; "
            "- this => that for pairs; - ... for a note of her own."
        ),
    ),
    What.MANY_ANSWERS: (
        gettext_lazy("The question has more than 20 answers."),
        gettext_lazy("Ask it more simply."),
    ),
    What.UNMARKED_ANSWER: (
        gettext_lazy("This line of the list does not say whether it is right."),
        gettext_lazy("Begin it with - (x), - ( ), - [x], - [ ] or - =; if it is no answer, put a line of text above."),
    ),
    What.LATE_ANSWER: (
        gettext_lazy("An answer stands below the explanation."),
        gettext_lazy("Move it above the lines that begin with >."),
    ),
    What.EMPTY_ANSWER: (
        gettext_lazy("The answer is empty."),
        gettext_lazy("Write it after its mark, or remove the line."),
    ),
    What.SAME_ANSWER: (
        gettext_lazy("Line %(line)s already has the answer “%(text)s”."),
        gettext_lazy("Change one of them, or remove it."),
    ),
    What.MIXED_ANSWERS: (
        gettext_lazy("The question mixes kinds of answers."),
        gettext_lazy("Use the same mark in all its lines: ( ), [ ], =, 1. or =>."),
    ),
    What.ONE_ANSWER: (
        gettext_lazy("The question leaves no choice."),
        gettext_lazy("Add another answer."),
    ),
    What.ONE_RIGHT: (
        gettext_lazy("A question with one choice needs exactly one right answer."),
        gettext_lazy("Mark one with (x); when several are right, use [x] and [ ]."),
    ),
    What.NONE_RIGHT: (
        gettext_lazy("None of the answers is right."),
        gettext_lazy("Mark those that are with [x]."),
    ),
    What.STEP_NUMBERS: (
        gettext_lazy("The steps are not numbered from 1 on without gaps."),
        gettext_lazy("Number them - 1., - 2., - 3. in the right order."),
    ),
    What.HALF_PAIR: (
        gettext_lazy("One side of the pair is missing."),
        gettext_lazy("Write - this => that, with something on both sides."),
    ),
    What.ONE_MEANING: (
        gettext_lazy("All pairs have the same right side, so there is nothing to match."),
        gettext_lazy("Give at least one pair another right side."),
    ),
    What.MANY_NOTES: (
        gettext_lazy("A note of her own needs only one line - ..."),
        gettext_lazy("Remove this line."),
    ),
    What.NO_LIST_NAME: (
        gettext_lazy("The checklist has no name."),
        gettext_lazy("Write it after the [ ] in its heading."),
    ),
    What.OPEN_CODE: (
        gettext_lazy("A block of code on this screen has no end."),
        gettext_lazy("Put a line ``` below its last line."),
    ),
    What.SAME_ID: (
        gettext_lazy("Another screen is named “%(id)s”, too."),
        gettext_lazy("Give this one another name in its heading: # Title {#name}."),
    ),
    What.UNKNOWN_ID: (
        gettext_lazy("There is no screen named “%(id)s”."),
        gettext_lazy("Put {#%(id)s} behind the heading of the screen that is meant, or write one of: %(known)s."),
    ),
    What.MANY_CHOICES: (
        gettext_lazy("The screen offers more than %(most)s ways on."),
        gettext_lazy("Divide it into two."),
    ),
    What.UNREACHED_SCREEN: (
        gettext_lazy("No way leads to screen %(number)s."),
        gettext_lazy("Offer it as a choice: - [what she does](#name); or remove it."),
    ),
    What.ENDLESS_WAY: (
        gettext_lazy("From screen %(number)s no way leads to the last one."),
        gettext_lazy("Let a choice lead out: - [what she does](#name)."),
    ),
    What.NO_ITEMS: (
        gettext_lazy("The checklist is empty."),
        gettext_lazy("List below it what to tick: - [ ] one thing a line."),
    ),
}


def in_words(fault: Fault) -> Problem:
    """Return a fault as a Problem."""
    message, mend = WORDS[fault.what]
    values = {name: written(value) if isinstance(value, int) else value for name, value in fault.values.items()}
    return Problem(f"content.{fault.what}", str(message) % values, mend=str(mend) % values)


def in_draft(fault: Fault) -> Problem:
    """Return a fault as a Problem for who writes in the editor, where no file is to be seen."""
    if fault.what in (What.NO_SCREENS, What.EMPTY_SCREEN):
        return Problem(
            f"content.{fault.what}", _("This screen is still empty."), mend=_("Write its text, or remove the screen.")
        )
    return in_words(fault)


def too_large(most: int) -> Problem:
    """Return the Problem of a file that is longer than any module."""
    return Problem(
        "content.too_large",
        _("The file is larger than %(most)s kB.") % {"most": written(most // 1_000)},
        mend=_("Divide it into several modules."),
    )


def not_text() -> Problem:
    """Return the Problem of a file that is not UTF-8."""
    return Problem(
        "content.not_utf8",
        _("The file is no text in UTF-8 from this line on."),
        mend=_("Save it as UTF-8 in your editor."),
    )


def not_there(name: str) -> Problem:
    """Return the Problem of a file that was listed but cannot be read."""
    return Problem(
        "content.not_there", _("“%(name)s” cannot be read.") % {"name": name}, mend=_("Replace the link by the file.")
    )


def no_code() -> Problem:
    """Return the Problem of front matter without a code."""
    return Problem(
        "content.no_code",
        _("The front matter does not tell the module's code."),
        field="code",
        mend=_("Add a line code: with it."),
    )


def code_twice(code: str, name: str) -> Problem:
    """Return the Problem of a second file of one module. name: of the first."""
    return Problem(
        "content.code_twice",
        _("“%(name)s” is already the module %(code)s.") % {"name": name, "code": code},
        field="code",
        mend=_("Give this module a code of its own, or keep only one of the files."),
    )


def picture_missing(reference: str) -> Problem:
    """Return the Problem of a file that is not there."""
    return Problem(
        "content.picture_missing",
        _("The file “%(reference)s” is not there.") % {"reference": reference},
        mend=_("Put it beside the file, in the folder or ZIP, and write its name as it is."),
    )


def picture_elsewhere(reference: str) -> Problem:
    """Return the Problem of a picture that lies on another server."""
    return Problem(
        "content.picture_elsewhere",
        _("The file “%(reference)s” lies elsewhere; a module brings its own.") % {"reference": reference},
        mend=_("Put it beside the file and write its name, or make it a link."),
    )


def file_kind(reference: str, uses: Collection[Use]) -> Problem:
    """Return the Problem of a file whose content is not what it is named for. uses: what it may be."""
    documents = _("Save documents as PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP or plain text in UTF-8, without macros.")
    shown = _(
        "Save pictures as PNG, JPEG, GIF or WebP (drawings, too), films as MP4 or WebM, recordings as MP3, M4A, "
        "OGG or WAV."
    )
    if Use.DOCUMENT in uses:
        return Problem(
            "content.file_kind",
            _(
                "“%(reference)s” is no file that a module hands out: it is of another kind, holds programs or a web "
                "page, or unpacks to far more than it weighs."
            )
            % {"reference": reference},
            mend=f"{shown} {documents}" if Use.PICTURE in uses else documents,
        )
    if Use.CAPTIONS in uses:
        return Problem(
            "content.captions_kind",
            _("“%(reference)s” is no file of captions.") % {"reference": reference},
            mend=_("Save it as WebVTT in UTF-8: its first line is WEBVTT."),
        )
    return Problem(
        "content.picture_kind",
        _("“%(reference)s” is no picture, film or recording that can be shown.") % {"reference": reference},
        mend=shown,
    )


def no_captions(reference: str) -> Problem:
    """Return the Problem of a film that shuts out who cannot hear it (WCAG 1.2.2)."""
    return Problem(
        "content.no_captions",
        _("The film “%(reference)s” has no captions, so who cannot hear it is left out.") % {"reference": reference},
        mend=_(
            "Add a file of captions (WebVTT) and name it behind the film: ![What it shows](%(reference)s "
            '"captions.vtt"). If nobody speaks in it, one line that says so is enough.'
        )
        % {"reference": reference},
    )


def file_large(reference: str, most: int) -> Problem:
    """Return the Problem of a file that is larger than its kind may be. most: in bytes."""
    return Problem(
        "content.picture_large",
        _("The file “%(reference)s” is larger than %(most)s MB.") % {"reference": reference, "most": most // 1_000_000},
        mend=_("Make it smaller: pictures 1,200 pixels wide, films at most 720 lines high."),
    )


def many_files(count: int, most: int) -> Problem:
    """Return the Problem of a module with more files than anybody needs."""
    return Problem(
        "content.many_pictures",
        _("The module has %(count)s files; at most %(most)s are taken.")
        % {"count": written(count), "most": written(most)},
        mend=_("Divide it into several modules."),
    )


def picture_not_uploaded(reference: str) -> Problem:
    """Return the Problem of a picture that a draft shows but does not have."""
    return Problem(
        "content.picture_missing",
        _("The file “%(reference)s” has not been uploaded.") % {"reference": reference},
        mend=_("Upload it, and write its name as the list of files has it."),
    )


def missing(name: str) -> Problem:
    """Return the Problem of a field that is still empty."""
    texts = {"title": _("The module has no title yet."), "jp": _("The module has no JP yet.")}
    return Problem("content.field_missing", texts[name], field=name, mend=_("Fill it in before you ask for a review."))


def draft_wrong(problems: list[Problem]) -> Problem:
    """Return the Problem of a draft that cannot be published as it is."""
    return Problem(
        "learning.draft_wrong",
        _("Something in the draft is still to be mended."),
        mend=_("The editor shows it at its line."),
        details=tuple(problems[:20]),
        status=422,
    )


def no_picture() -> Problem:
    """Return the Problem of an upload without a file."""
    return Problem("content.no_picture", _("No file was chosen."), field="gambar", mend=_("Choose a file first."))
