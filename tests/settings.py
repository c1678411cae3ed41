"""The product's settings as tests want them: a home of their own, the database asked for, cheap passwords.

ALUR_TEST_DB: `sqlite` (default) or `postgres`; ALUR_TEST_POSTGRES_URL: a server that lets us create databases.
"""

import os
import tempfile
from typing import Any

from alur.config import environment

for name in environment.VARIABLES:
    os.environ.pop(name, None)
os.environ["ALUR_HOME"] = tempfile.mkdtemp(prefix="alur-test-")
# Playwright's loop runs in the test's own thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ON_POSTGRES = os.environ.get("ALUR_TEST_DB", "sqlite") == "postgres"
if ON_POSTGRES:
    os.environ["DATABASE_URL"] = os.environ.get("ALUR_TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")

from alur.config.settings import *  # noqa: E402, F403  the product's own, from the environment made above
from alur.config.settings import DATABASES, HOME  # noqa: E402

default: dict[str, Any] = DATABASES["default"]
if ON_POSTGRES:
    # Named by process, so that two runs on one server do not meet. No fsync: a test database need not survive.
    default["TEST"] = {"NAME": f"test_alur_{os.getpid()}"}
    default["OPTIONS"] = {**default["OPTIONS"], "options": "-c synchronous_commit=off"}
    default["CONN_MAX_AGE"] = 0
else:
    # A file, because threads that write at once behave otherwise in a shared memory database.
    default["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    options = default["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
