"""Addresses of modules and sessions."""

from django.urls import path

from alur.learning.views import modules, phones, pictures, reading, sessions

urlpatterns = [
    path("modul", modules.all_modules, name="modul"),
    path("modul/berkas/<str:name>", pictures.show, name="modul_berkas"),
    path("modul/<str:code>", reading.about, name="modul_satu"),
    path("modul/<str:code>/layar/<int:number>", reading.screen, name="modul_layar"),
    path("modul/<str:code>/selesai", reading.finish, name="modul_selesai"),
    path("modul/<str:code>/luring", phones.copy, name="modul_luring"),
    path("luring", phones.luggage, name="luring"),
    path("luring/antrean", phones.queue, name="luring_antrean"),
    path("sesi", sessions.all_sessions, name="sesi"),
    path("sesi/<str:code>", sessions.one, name="sesi_satu"),
]
