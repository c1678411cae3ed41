"""The product's settings with the deeds of these tests, and a worker that is soon taken for dead."""

from alur.config.settings import *  # noqa: F403
from alur.config.settings import INSTALLED_APPS, Q_CLUSTER

INSTALLED_APPS = [*INSTALLED_APPS, "tests.base.jobs.deeds"]
Q_CLUSTER = {**Q_CLUSTER, "retry": 2, "timeout": 1}
