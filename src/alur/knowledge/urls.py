"""Addresses of knowledge."""

from django.urls import path

from alur.knowledge.views import curating, history, items, questions

urlpatterns = [
    path("pengetahuan", items.all_items, name="pengetahuan"),
    path("pengetahuan/<str:code>", items.one, name="pengetahuan_satu"),
    path("pengetahuan/<str:code>/dibaca", items.count_read, name="pengetahuan_dibaca"),
    path("pengetahuan/<str:code>/benar", items.still_true, name="pengetahuan_benar"),
    path("pengetahuan/<str:code>/verifikasi", curating.verify, name="pengetahuan_verifikasi"),
    path("pengetahuan/<str:code>/rawat", curating.care, name="pengetahuan_rawat"),
    path("pengetahuan/<str:code>/riwayat", history.show, name="pengetahuan_riwayat"),
    path("pengetahuan/<str:code>/pulihkan", history.bring_back, name="pengetahuan_pulihkan"),
    path("tanya", questions.ask, name="tanya"),
    path("kurasi/pengetahuan", curating.show, name="kurasi_pengetahuan"),
    path("kurasi/pertanyaan/<int:id>", questions.one, name="kurasi_pertanyaan"),
    path("kurasi/pertanyaan/<int:id>/dekat", questions.near, name="kurasi_dekat"),
    path("kurasi/pertanyaan/<int:id>/tunjuk", questions.point, name="kurasi_tunjuk"),
    path("kurasi/pertanyaan/<int:id>/tutup", questions.close, name="kurasi_tutup"),
]
