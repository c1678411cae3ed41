"""The template environment of the installation: the ui's own, and who looks at the page."""

from typing import Any

from jinja2 import Environment

from alur.base.access.queries import viewer
from alur.base.ui.environment import environment as ui_environment


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend renders with."""
    env = ui_environment(**options)
    env.globals["viewer"] = viewer
    return env
