"""The pages that the shell offers, by role."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alur.base.ui.navigation import Item
from alur.people.permissions import ADMIN, ATASAN, KURATOR, PEGAWAI, PENGELOLA, PIMPINAN, PPSDM

ITEMS = [
    Item("/", _("Home"), "house", rank=10, in_bar=True),
    Item("/rapor", _("JP record"), "graduation-cap", roles=frozenset({PEGAWAI}), rank=20, in_bar=True),
    Item("/modul", _("Modules"), "book-open", rank=30, in_bar=True),
    Item("/tugas", _("Assignments"), "clipboard-list", rank=35),
    Item("/sesi", _("Sessions"), "calendar-days", rank=40),
    Item("/ujian", _("Exams"), "file-text", rank=45),
    Item("/pengetahuan", pgettext_lazy("navigation", "Knowledge"), "library", rank=50),
    Item("/tim", _("My team"), "users", roles=frozenset({ATASAN}), rank=60),
    Item("/unit", _("Unit"), "building-2", roles=frozenset({PENGELOLA, PPSDM}), rank=70),
    Item("/kurasi/modul", _("Curation"), "list-checks", roles=frozenset({KURATOR, PPSDM}), rank=80),
    Item("/pusat", _("Centre"), "chart-column", roles=frozenset({PPSDM, PIMPINAN, ADMIN, PENGELOLA}), rank=90),
    Item("/integrasi", _("Integration"), "settings", roles=frozenset({ADMIN}), rank=100),
]
