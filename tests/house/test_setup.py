"""The set-up's steps: done once, done again when they must, and clear when they fail."""

from pathlib import Path

import pytest

from setup import steps
from setup.calling import quietly
from setup.packages import pinned
from setup.steps import Step, Tick, carry_out, spoken
from setup.targets import target
from setup.trouble import Trouble


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a checkout of its own, with one source."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "OWN", tmp_path / ".setup")
    monkeypatch.setattr(steps, "LEDGER", tmp_path / ".setup" / "steps.json")
    (tmp_path / "source.txt").write_text("one")
    return tmp_path


class Kitchen:
    """Two steps, of which the meal needs the fire, and what was done."""

    def __init__(self, checkout: Path, fuel: str = "wood") -> None:
        self.done: list[str] = []
        self.plate = checkout / "plate.txt"
        self.fire = Step(name="fire", title="Fire", run=self.light, facts=(fuel,))
        self.meal = Step(
            name="meal", title="Meal", run=self.cook, needs=("fire",), inputs=("*source.txt",), outputs=(self.plate,)
        )

    def light(self, _tick: Tick) -> None:
        self.done.append("fire")

    def cook(self, _tick: Tick) -> None:
        self.done.append("meal")
        self.plate.write_text("rice")


def run(kitchen: Kitchen, *names: str) -> list[str]:
    carry_out([getattr(kitchen, name) for name in names or ("fire", "meal")])
    return kitchen.done


def test_a_step_is_done_once(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Kitchen(checkout)) == ["fire", "meal"]
    assert capsys.readouterr().out.splitlines() == [
        "[1/2] Fire … about 2 s left",
        "[2/2] Meal … about 1 s left",
        "Set up in 1 s.",
    ]
    assert run(Kitchen(checkout)) == []
    assert capsys.readouterr().out == ""


def test_a_changed_input_does_a_step_again(checkout: Path) -> None:
    run(Kitchen(checkout))
    (checkout / "source.txt").write_text("two")
    assert run(Kitchen(checkout)) == ["meal"]


def test_a_new_input_does_a_step_again(checkout: Path) -> None:
    run(Kitchen(checkout))
    (checkout / "another-source.txt").write_text("one")
    assert run(Kitchen(checkout)) == ["meal"]


def test_a_lost_output_does_a_step_again(checkout: Path) -> None:
    run(Kitchen(checkout))
    (checkout / "plate.txt").unlink()
    assert run(Kitchen(checkout)) == ["meal"]


def test_a_step_is_done_again_after_what_it_needs(checkout: Path) -> None:
    run(Kitchen(checkout))
    assert run(Kitchen(checkout, fuel="coal")) == ["fire", "meal"]


def test_a_step_is_done_again_after_what_it_needs_was_done_in_another_run(checkout: Path) -> None:
    run(Kitchen(checkout))
    run(Kitchen(checkout, fuel="coal"), "fire")
    assert run(Kitchen(checkout, fuel="coal")) == ["meal"]


def test_a_broken_memory_does_all_again(checkout: Path) -> None:
    run(Kitchen(checkout))
    (checkout / ".setup" / "steps.json").write_text("{")
    assert run(Kitchen(checkout)) == ["fire", "meal"]


def test_a_failed_step_is_not_remembered(checkout: Path) -> None:
    def burn(_tick: Tick) -> None:
        raise Trouble("It burns.", mend="Use water.")

    with pytest.raises(Trouble):
        carry_out([Step(name="fire", title="Fire", run=burn, facts=("wood",))])
    assert run(Kitchen(checkout)) == ["fire", "meal"]


def test_a_failed_program_tells_what_it_said() -> None:
    with pytest.raises(Trouble) as caught:
        quietly(["sh", "-c", "echo no room left; exit 1"])
    assert caught.value.message == "This failed: sh -c 'echo no room left; exit 1'\n    no room left"


def test_only_the_lines_of_one_package_are_pinned(tmp_path: Path) -> None:
    lock = tmp_path / "build.txt"
    lock.write_text(
        "tomli==1 \\\n    --hash=sha256:a\nuv==2 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n    # via x\n"
    )
    assert pinned("uv", lock) == "uv==2 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n"


def test_an_unknown_target_names_those_there_are() -> None:
    with pytest.raises(Trouble) as caught:
        target("serve")
    assert str(caught.value) == (
        "There is no target “serve”.\n"
        "  Use one of: run, setup, model, test, lint, format, bench, lock, messages, clean."
    )


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min 0 s"), (130, "2 min 10 s")])
def test_durations_are_spoken(seconds: float, text: str) -> None:
    assert spoken(seconds) == text
