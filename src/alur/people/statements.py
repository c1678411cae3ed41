"""How employees are named in records."""

from functools import lru_cache
from typing import NamedTuple

HOME_PAGE = "urn:alur:nip"
MOST_REMEMBERED = 10_000


def actor(nip: str) -> dict[str, object]:
    """Return the xAPI agent of an employee (xAPI 1.0.3, part 2, 2.4.2: account)."""
    return {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": nip}}


class Agent(NamedTuple):
    """An employee as a record names her. key: canonical; text: as JSON; canonical: with its keys sorted."""

    key: str
    text: str
    canonical: str


@lru_cache(maxsize=MOST_REMEMBERED)
def agent(nip: str) -> Agent:
    """Return an employee as records name her, as `actor` has it. nip: digits only."""
    account = f'{{"homePage":"{HOME_PAGE}","name":"{nip}"}}'
    return Agent(
        f"account|{HOME_PAGE}|{nip}",
        f'{{"objectType":"Agent","account":{account}}}',
        f'{{"account":{account},"objectType":"Agent"}}',
    )


def nip_of(key: str) -> str | None:
    """Return the NIP in a canonical actor key, None when it names nobody of the agency's."""
    prefix = f"account|{HOME_PAGE}|"
    return key[len(prefix) :] if key.startswith(prefix) else None
