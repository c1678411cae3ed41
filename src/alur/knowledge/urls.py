"""Addresses of knowledge."""

from django.urls import path

from alur.knowledge.views import curating, files, history, items, merging, questions, relating, reviewing, writing

urlpatterns = [
    path("pengetahuan", items.all_items, name="pengetahuan"),
    path("pengetahuan/<str:code>", items.one, name="pengetahuan_satu"),
    path("pengetahuan/<str:code>/dibaca", items.count_read, name="pengetahuan_dibaca"),
    path("pengetahuan/<str:code>/benar", items.still_true, name="pengetahuan_benar"),
    path("pengetahuan/<str:code>/verifikasi", curating.verify, name="pengetahuan_verifikasi"),
    path("pengetahuan/<str:code>/rawat", curating.care, name="pengetahuan_rawat"),
    path("pengetahuan/<str:code>/hubungan", relating.show, name="pengetahuan_hubungan"),
    path("pengetahuan/<str:code>/riwayat", history.show, name="pengetahuan_riwayat"),
    path("pengetahuan/<str:code>/pulihkan", history.bring_back, name="pengetahuan_pulihkan"),
    path("pengetahuan/<str:code>/sunting", writing.change, name="pengetahuan_sunting"),
    path("pengetahuan/<str:code>/gabung", merging.show, name="pengetahuan_gabung"),
    path("tulis", writing.all_drafts, name="tulis"),
    path("tulis/berkas", writing.from_file, name="tulis_berkas"),
    path("tulis/<uuid:id>", writing.edit, name="tulis_draf"),
    path("tulis/<uuid:id>/simpan", writing.save, name="tulis_simpan"),
    path("tulis/<uuid:id>/salinan", writing.copy, name="tulis_salinan"),
    path("tulis/<uuid:id>/mirip", writing.resembling, name="tulis_mirip"),
    path("tulis/<uuid:id>/buang", writing.put_away, name="tulis_buang"),
    path("tulis/<uuid:id>/tinjau", reviewing.review, name="tulis_tinjau"),
    path("tulis/<uuid:id>/minta", reviewing.ask_for, name="tulis_minta"),
    path("tulis/<uuid:id>/putuskan", reviewing.decide, name="tulis_putuskan"),
    path("kurasi/tulisan", reviewing.waiting, name="kurasi_tulisan"),
    path("pengetahuan/<str:code>/berkas", files.manage, name="pengetahuan_berkas"),
    path("pengetahuan/<str:code>/berkas/<int:id>", files.one, name="pengetahuan_berkas_satu"),
    path("pengetahuan/<str:code>/berkas/<int:id>/<int:number>", files.one, name="pengetahuan_berkas_halaman"),
    path("pengetahuan/<str:code>/berkas/<int:id>/<int:number>/gambar", files.drawing, name="pengetahuan_berkas_gambar"),
    path("pengetahuan/<str:code>/berkas/<int:id>/unduh", files.take, name="pengetahuan_berkas_unduh"),
    path("pengetahuan/<str:code>/berkas/<int:id>/lepas", files.remove, name="pengetahuan_berkas_lepas"),
    path("pengetahuan/<str:code>/berkas/<int:id>/baca", files.again, name="pengetahuan_berkas_baca"),
    path("tanya", questions.ask, name="tanya"),
    path("kurasi/pengetahuan", curating.show, name="kurasi_pengetahuan"),
    path("kurasi/pertanyaan/<int:id>", questions.one, name="kurasi_pertanyaan"),
    path("kurasi/pertanyaan/<int:id>/dekat", questions.near, name="kurasi_dekat"),
    path("kurasi/pertanyaan/<int:id>/tunjuk", questions.point, name="kurasi_tunjuk"),
    path("kurasi/pertanyaan/<int:id>/tutup", questions.close, name="kurasi_tutup"),
]
