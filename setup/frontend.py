"""The front end: npm packages by their lock file, bundled with the Node that stands in .venv."""

from setup.calling import quietly
from setup.places import DIST, FRONTEND, MODULES, NODE_HOME
from setup.steps import Step, Tick, is_done

NODE = NODE_HOME / "bin" / "node"
# `bin/npm` of the wheel does not start; npm's own file does.
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
LOCK = ("frontend/package.json", "frontend/package-lock.json", "frontend/.npmrc")


def npm() -> Step:
    """Return the step that installs what the bundle needs; all of it does as well, when that is there."""
    every = npm_all()
    return every if is_done(every) else packages(omit=("--omit=dev",))


def npm_all() -> Step:
    """Return the step that installs what checking the front end needs besides."""
    return packages(omit=())


def packages(*, omit: tuple[str, ...]) -> Step:
    def install(tick: Tick) -> None:
        # No scripts of packages: esbuild's platform package needs none.
        quietly([NODE, NPM, "ci", "--ignore-scripts", *omit], cwd=FRONTEND, tick=tick)

    return Step(
        name="npm" if omit else "npm-all",
        title="Front-end packages",
        run=install,
        inputs=LOCK,
        outputs=(MODULES / "esbuild", *(() if omit else (MODULES / "axe-core",))),
        usual_seconds=6,
    )


def bundle() -> Step:
    """Return the step that builds the styles, scripts and icons."""

    def build(tick: Tick) -> None:
        quietly([NODE, "build.mjs"], cwd=FRONTEND, tick=tick)

    return Step(
        name="bundle",
        title="Styles, scripts and icons",
        run=build,
        inputs=("frontend/build.mjs", "frontend/mark.mjs", *LOCK, "src/alur/**/frontend/**/*"),
        outputs=(DIST / "manifest.json",),
        usual_seconds=1,
    )
