"""Who stands behind the names of actors that rows and the audit trail hold."""

from collections.abc import Iterable

from alur.base.access.models import Account

ACCOUNT = "account:"


def names(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of who acted, as `Actor.name` has them. One query."""
    wanted = set(actors)
    ids = [int(each.removeprefix(ACCOUNT)) for each in wanted if each.removeprefix(ACCOUNT).isdecimal()]
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "name", "username")
    found = {f"{ACCOUNT}{pk}": name or username for pk, name, username in rows}
    return {each: found.get(each, each) for each in wanted}
