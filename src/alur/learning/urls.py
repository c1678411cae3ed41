"""Addresses of modules and sessions."""

from django.urls import path

from alur.learning.views import drafts, editor, modules, phones, pictures, reading, reviewing, sessions

urlpatterns = [
    path("modul", modules.all_modules, name="modul"),
    path("modul/berkas/<str:name>", pictures.show, name="modul_berkas"),
    path("modul/<str:code>", reading.about, name="modul_satu"),
    path("modul/<str:code>/layar/<int:number>", reading.screen, name="modul_layar"),
    path("modul/<str:code>/catatan", reading.note, name="modul_catatan"),
    path("modul/<str:code>/selesai", reading.finish, name="modul_selesai"),
    path("modul/<str:code>/luring", phones.copy, name="modul_luring"),
    path("luring", phones.luggage, name="luring"),
    path("luring/antrean", phones.queue, name="luring_antrean"),
    path("kurasi", drafts.home, name="kurasi"),
    path("kurasi/modul", drafts.all_drafts, name="kurasi_modul"),
    path("kurasi/modul/baru", drafts.new, name="kurasi_baru"),
    path("kurasi/modul/<str:code>/mulai", drafts.from_module, name="kurasi_mulai"),
    path("kurasi/modul/<str:code>/arsip", drafts.archive, name="kurasi_arsip"),
    path("kurasi/modul/<str:code>/riwayat", reviewing.history, name="kurasi_riwayat"),
    path("kurasi/draf/<uuid:id>", editor.edit, name="kurasi_draf"),
    path("kurasi/draf/<uuid:id>/simpan", editor.save, name="kurasi_simpan"),
    path("kurasi/draf/<uuid:id>/salinan", editor.copy, name="kurasi_salinan"),
    path("kurasi/draf/<uuid:id>/salin", drafts.from_draft, name="kurasi_salin"),
    path("kurasi/draf/<uuid:id>/arsip", drafts.put_away, name="kurasi_simpan_arsip"),
    path("kurasi/draf/<uuid:id>/tinjau", reviewing.review, name="kurasi_tinjau"),
    path("kurasi/draf/<uuid:id>/minta", reviewing.ask_for, name="kurasi_minta"),
    path("kurasi/draf/<uuid:id>/putuskan", reviewing.decide, name="kurasi_putuskan"),
    path("sesi", sessions.all_sessions, name="sesi"),
    path("sesi/<str:code>", sessions.one, name="sesi_satu"),
]
