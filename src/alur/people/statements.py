"""How employees are named in records."""

HOME_PAGE = "urn:alur:nip"


def actor(nip: str) -> dict[str, object]:
    """Return the xAPI agent of an employee (xAPI 1.0.3, part 2, 2.4.2: account)."""
    return {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": nip}}


def actor_text(nip: str) -> str:
    """Return the agent as JSON text, as `actor` has it. nip: digits only."""
    return f'{{"objectType":"Agent","account":{{"homePage":"{HOME_PAGE}","name":"{nip}"}}}}'


def actor_canonical(nip: str) -> str:
    """Return the agent as JSON text in canonical form, its keys sorted. nip: digits only."""
    return f'{{"account":{{"homePage":"{HOME_PAGE}","name":"{nip}"}},"objectType":"Agent"}}'


def actor_key(nip: str) -> str:
    """Return the canonical key of an employee's agent."""
    return f"account|{HOME_PAGE}|{nip}"


def nip_of(key: str) -> str | None:
    """Return the NIP in a canonical actor key, None when it names nobody of the agency's."""
    prefix = f"account|{HOME_PAGE}|"
    return key[len(prefix) :] if key.startswith(prefix) else None
