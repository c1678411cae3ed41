"""The translations of the screens, compiled by Babel: a bare machine has no gettext programs."""

from setup.calling import quietly
from setup.places import BIN
from setup.steps import Step, Tick, files

SOURCES = ("src/alur/locale/*/LC_MESSAGES/django.po",)


def compiled() -> Step:
    """Return the step that compiles the catalogues."""

    def compile_all(tick: Tick) -> None:
        for path in files(SOURCES):
            quietly([BIN / "pybabel", "compile", "-i", path, "-o", path.with_suffix(".mo")], tick=tick)

    return Step(
        name="catalogues",
        title="Translations",
        run=compile_all,
        inputs=SOURCES,
        outputs=tuple(path.with_suffix(".mo") for path in files(SOURCES)),
        usual_seconds=1,
    )
