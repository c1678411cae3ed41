"""The pages that the shell offers, by role."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alur.base.ui.navigation import Item
from alur.people.permissions import ADMIN, ATASAN, KURATOR, PEGAWAI, PENGELOLA, PIMPINAN, PPSDM

ITEMS = [
    Item("/", _("Home"), "house", rank=10, in_bar=True, key="b"),
    Item("/rapor", _("JP record"), "graduation-cap", roles=frozenset({PEGAWAI}), rank=20, in_bar=True, key="r"),
    Item("/modul", _("Modules"), "book-open", rank=30, in_bar=True, key="m"),
    Item("/tugas", _("Assignments"), "clipboard-list", count="/tugas/jumlah", rank=35, key="t"),
    Item("/sesi", _("Sessions"), "calendar-days", rank=40, key="s"),
    Item("/ujian", _("Exams"), "file-text", rank=45, key="u"),
    Item("/pengetahuan", pgettext_lazy("navigation", "Knowledge"), "library", rank=50, key="p"),
    Item("/tim", _("My team"), "users", roles=frozenset({ATASAN}), rank=60, key="i"),
    Item(
        "/unit",
        _("Unit"),
        "building-2",
        roles=frozenset({PENGELOLA, PPSDM, PIMPINAN, ADMIN}),
        count="/unit/pertanyaan/jumlah",
        rank=70,
        key="n",
    ),
    Item(
        "/kurasi/modul",
        _("Curation"),
        "list-checks",
        roles=frozenset({KURATOR, PPSDM}),
        count="/kurasi/jumlah",
        rank=80,
        key="k",
    ),
    Item("/pusat", _("Centre"), "chart-column", roles=frozenset({PPSDM, PIMPINAN, ADMIN, PENGELOLA}), rank=90, key="c"),
    Item(
        "/pimpinan",
        _("Leadership"),
        "presentation",
        roles=frozenset({PIMPINAN, PPSDM, ADMIN}),
        rank=85,
        key="l",
    ),
    Item("/integrasi", _("Integration"), "settings", roles=frozenset({ADMIN}), rank=100, key="g"),
]
