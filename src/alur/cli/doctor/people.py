"""Looks at accounts, sign-ins and uploaded files."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.signing import BadSignature, TimestampSigner

from alur.base.access import permissions
from alur.base.access.models import Account, RoleGrant
from alur.base.audit.models import Entry
from alur.base.files.queries import place
from alur.base.lib import clock
from alur.cli.doctor.findings import Finding
from alur.knowledge.models import ItemFile
from alur.learning.models import ModuleContent, SessionFile

TRIED_SESSIONS = 20
MOST_SHOWN = 3


def sign_ins_can_be_read() -> Iterator[Finding]:
    recent = Session.objects.filter(expire_date__gt=clock.now()).order_by("-expire_date")[:TRIED_SESSIONS]
    if recent and not any(is_signed(session.session_data) for session in recent):
        yield Finding(
            "No sign-in can be read with the present signing key.",
            "The key was lost or changed: everyone must sign in anew, and links sent by mail do not work.",
            f"Stop Alur and take the old key out of a backup: tar -xf BACKUP -C {settings.HOME} secret.key (or set "
            "ALUR_SECRET_KEY as before). To go on with the new one, do nothing: people sign in again.",
        )


def is_signed(data: str) -> bool:
    """Tell whether a sign-in was signed with the present key."""
    try:
        TimestampSigner(salt=SessionStore().key_salt).unsign(data)
    except BadSignature:
        return False
    return True


def demo_stands_alone() -> Iterator[Finding]:
    demo = Account.objects.filter(is_demo=True, is_active=True)
    if not demo.exists():
        return
    own = Account.objects.filter(is_demo=False).exists()
    imported = Entry.objects.filter(action__contains=".import_").exclude(detail__source="demo").exists()
    if own or imported:
        names = ", ".join(demo.order_by("pk").values_list("username", flat=True)[:MOST_SHOWN])
        yield Finding(
            f"Demo accounts ({names}, …) are open in an installation with data of your own.",
            "Their password is in the documentation: anyone can sign in, as administrator too.",
            "Close each: alur accounts close USERNAME. For real work begin with an empty installation: alur init",
        )


def staff_show_a_second_factor() -> Iterator[Finding]:
    roles = [code for code, role in permissions.roles().items() if role.is_staff]
    holders = RoleGrant.objects.filter(role__in=roles, account__is_active=True, account__is_demo=False)
    strong = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user_id")
    count = holders.exclude(account_id__in=strong).values("account_id").distinct().count()
    if count:
        yield Finding(
            f"{count} accounts with staff roles have no second factor.",
            "A stolen password is enough to see or change other people's data.",
            "Ask them to set one up at /akun, or require it: ALUR_STAFF_MFA=require",
            is_hint=True,
        )


def uploaded_files_are_there() -> Iterator[Finding]:
    wanted = {name for images in ModuleContent.objects.values_list("images", flat=True) for name in images.values()}
    wanted |= set(SessionFile.objects.values_list("stored", flat=True))
    wanted |= set(ItemFile.objects.values_list("stored", flat=True))
    lost = sorted(name for name in wanted if not default_storage.exists(place(name)))
    if lost:
        yield Finding(
            f"{len(lost)} uploaded files are lost: {', '.join(lost[:MOST_SHOWN])}.",
            "Modules show a gap where a picture or film was; documents and recordings cannot be taken.",
            f"Take them out of a backup: tar -xf BACKUP -C {settings.MEDIA_ROOT} --strip-components=1 files; or import "
            "the modules' content again: alur import content FILE",
        )
