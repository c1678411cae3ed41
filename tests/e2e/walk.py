"""What there is to walk through: every named address, who looks at it, and what must have been done before."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client

from alur.base.access.models import Account
from alur.base.lib import clock
from alur.catalogue.models import Kind
from alur.credit.models import Entry
from alur.home.forms import WHOLE
from alur.home.importers import uploads
from alur.home.queries.transcript import seal, transcript
from alur.insight.models import Subscription
from alur.insight.services import subscribing
from alur.knowledge.models import ItemFile
from alur.knowledge.services import extracting
from alur.learning.models import Completion, ModuleContent, Session
from alur.people.models import Employee
from tests import cast
from tests.e2e.factors import confirmed, guard, with_password_alone

STRANGER = ""
# Accounts of their own for what concerns an account: without a second factor, and with each.
BARE, GUARDED = "tanpa-faktor", "berfaktor"
# The latter between password and second factor.
HALFWAY = "di ambang pintu"

# Name of the address → who looks (a username or a NIP), and where; words in capitals are what `Found` fills in.
PAGES: dict[str, tuple[str, str]] = {
    "account_login": (STRANGER, "/masuk"),
    "account_reset_password": (STRANGER, "/lupa-sandi"),
    "account_reset_password_from_key": (STRANGER, "/sandi-baru/1/abc-def"),
    "account_reset_password_from_key_done": (STRANGER, "/sandi-baru/selesai"),
    "account_inactive": (STRANGER, "/akun/nonaktif"),
    "transkrip_periksa": (STRANGER, "/verify/transkrip/TRANSCRIPT"),
    "account": ("pegawai", "/akun"),
    "account_change_password": ("pegawai", "/akun/sandi"),
    "account_reauthenticate": ("pegawai", "/akun/konfirmasi"),
    "account_logout": ("pegawai", "/keluar"),
    "mfa_authenticate": (HALFWAY, "/masuk/kode"),
    "mfa_reauthenticate": (GUARDED, "/akun/konfirmasi/kode"),
    "mfa_reauthenticate_webauthn": (GUARDED, "/akun/konfirmasi/kunci"),
    "mfa_activate_totp": (BARE, "/akun/aplikasi"),
    "mfa_deactivate_totp": (GUARDED, "/akun/aplikasi/lepas"),
    "mfa_view_recovery_codes": (GUARDED, "/akun/cadangan"),
    "mfa_generate_recovery_codes": (GUARDED, "/akun/cadangan/baru"),
    "mfa_add_webauthn": (BARE, "/akun/kunci/tambah"),
    "mfa_remove_webauthn": (GUARDED, "/akun/kunci/KEY/hapus"),
    "beranda": ("pegawai", "/"),
    "kabar": ("pegawai", "/kabar"),
    "cari": ("pegawai", "/cari?q=obat"),
    "cari_samping": ("atasan", "/cari/samping?q=termometer+kulkas+sampel"),
    "gaya": ("pegawai", "/gaya"),
    "rapor": ("pegawai", "/rapor"),
    "rapor_entry": ("pegawai", "/rapor/catatan/ENTRY"),
    "kata": ("atasan", "/rapor/catatan/ENTRY/kata"),
    "rapor_of": ("atasan", "/rapor/EMPLOYEE"),
    "modul": ("pegawai", "/modul"),
    "modul_satu": ("pegawai", "/modul/MODULE"),
    "modul_layar": ("pegawai", "/modul/MODULE/layar/2"),
    "modul_uji": ("pegawai", "/modul/REPEATED/uji"),
    "modul_luring": ("pegawai", "/modul/MODULE/luring"),
    "modul_pendapat": ("kurator", "/modul/MODULE/pendapat"),
    "modul_evaluasi": ("pegawai", "/modul/ASKING/evaluasi"),
    "modul_hasil": ("ppsdm", "/modul/MODULE/evaluasi/hasil"),
    "luring": ("pegawai", "/luring"),
    "tugas": ("atasan", "/tugas"),
    "tugas_baru": ("atasan", "/tugas/baru"),
    "tugas_satu": ("atasan", "ASSIGNMENT"),
    "sesi": ("ppsdm", "/sesi"),
    "sesi_baru": ("ppsdm", "/sesi/baru"),
    "sesi_kalender": ("pegawai", "/sesi/kalender"),
    "sesi_satu": ("pegawai", "/sesi/SESSION"),
    "sesi_hadir": ("pegawai", "/sesi/SESSION/hadir"),
    "sesi_evaluasi": ("PRESENT", "/sesi/HELD/evaluasi"),
    "sesi_ubah": ("ppsdm", "/sesi/SESSION/ubah"),
    "sesi_batal": ("ppsdm", "/sesi/SESSION/batal"),
    "sesi_layar": ("ppsdm", "/sesi/SESSION/layar"),
    "sesi_materi": ("ppsdm", "/sesi/HELD/materi"),
    "sesi_peserta": ("ppsdm", "/sesi/HELD/peserta"),
    "sesi_peserta_satu": ("ppsdm", "/sesi/HELD/peserta/PRESENT"),
    "sesi_tinjau": ("ppsdm", "LIST"),
    "ujian": ("pegawai", "/ujian"),
    "pengetahuan": ("pegawai", "/pengetahuan"),
    "pengetahuan_satu": ("pegawai", "KNOWLEDGE"),
    "pengetahuan_berkas": ("kurator", "KNOWLEDGE/berkas"),
    "pengetahuan_berkas_satu": ("pegawai", "FILE"),
    "pengetahuan_berkas_halaman": ("pegawai", "FILE/2"),
    "pengetahuan_gabung": ("kurator", "KNOWLEDGE/gabung"),
    "pengetahuan_riwayat": ("kurator", "KNOWLEDGE/riwayat"),
    "pengetahuan_rawat": ("kurator", "KNOWLEDGE/rawat"),
    "pengetahuan_hubungan": ("kurator", "KNOWLEDGE/hubungan"),
    "tanya": ("pegawai", "/tanya?q=obat"),
    "tulis": ("pegawai", "/tulis"),
    "tulis_draf": ("pegawai", "WRITTEN"),
    "tulis_tinjau": ("kurator", "CHANGE/tinjau"),
    "tim": ("atasan", "/tim"),
    "tim_satu": ("atasan", "/tim/EMPLOYEE"),
    "unit": ("pengelola", "/unit"),
    "unit_pertanyaan": ("pengelola", "/unit/pertanyaan"),
    "unit_sesi": ("pengelola", "/unit/sesi"),
    "unit_akun": ("pengelola", "/unit/akun"),
    "unit_akun_satu": ("pengelola", "/unit/akun/EMPLOYEE"),
    "unit_impor": ("ppsdm", "/unit/impor"),
    "unit_impor_satu": ("ppsdm", "IMPORT"),
    "kurasi_modul": ("kurator", "/kurasi/modul"),
    "kurasi_baru": ("kurator", "/kurasi/modul/baru"),
    "kurasi_riwayat": ("kurator", "/kurasi/modul/MODULE/riwayat"),
    "kurasi_draf": ("kurator", "DRAFT"),
    "kurasi_tinjau": ("kurator", "DRAFT/tinjau"),
    "kurasi_pengetahuan": ("kurator", "/kurasi/pengetahuan"),
    "kurasi_tulisan": ("kurator", "/kurasi/tulisan"),
    "kurasi_pencarian": ("kurator", "/kurasi/pencarian"),
    "kurasi_angka": ("kurator", "/kurasi/angka"),
    "kurasi_pertanyaan": ("kurator", "QUESTION"),
    "kurasi_laporan_semua": ("kurator", "/kurasi/laporan"),
    "kurasi_laporan": ("kurator", "REPORT"),
    "pimpinan": ("pimpinan", "/pimpinan"),
    "pusat": ("ppsdm", "/pusat"),
    "pusat_tren": ("ppsdm", "/pusat/tren"),
    "pusat_waktu": ("ppsdm", "/pusat/waktu"),
    "pusat_kurang": ("ppsdm", "/pusat/kurang"),
    "pusat_isi": ("ppsdm", "/pusat/isi"),
    "pusat_laporan": ("ppsdm", "/pusat/laporan"),
    "laporan_berhenti": (STRANGER, "/laporan/berhenti/SUBSCRIPTION"),
}
# Answers that are no pages: acts by POST, files, parts of pages, machines' doors, other names of the same address.
NO_PAGES = {
    "account_sign_out_elsewhere",
    "api-root",
    "healthz",
    "kabar_baca",
    "kalender",
    "kata_tarik",
    "kurasi",
    "cari_saran",
    *("kurasi_arsip", "kurasi_berkas", "kurasi_dekat", "kurasi_jumlah", "kurasi_minta", "kurasi_mulai"),
    *("kurasi_putuskan", "kurasi_salin", "kurasi_salinan", "kurasi_simpan", "kurasi_simpan_arsip"),
    *("kurasi_tunjuk", "kurasi_tutup"),
    "luring_antrean",
    "luring_minggu",
    "manifest",
    "metrics",
    *("mfa_index", "mfa_list_webauthn"),
    "modul_berkas",
    "modul_catatan",
    "modul_ikuti",
    "modul_lapor",
    "modul_selesai",
    "openapi-json",
    "pengetahuan_benar",
    "pengetahuan_berkas_baca",
    "pengetahuan_berkas_gambar",
    "pengetahuan_berkas_lepas",
    "pengetahuan_berkas_unduh",
    "komentar_putuskan",
    "komentar_ubah",
    "pengetahuan_dibaca",
    "pengetahuan_kata",
    "pengetahuan_sekitar",
    "pengetahuan_terbaca",
    "pengetahuan_pulihkan",
    "pengetahuan_sunting",
    "pengetahuan_verifikasi",
    "pusat_laporan_henti",
    "pusat_laporan_lagi",
    "rapor_jawab",
    "rapor_jelas",
    "rapor_tanya",
    "readyz",
    "sesi_berkas",
    "sesi_catat",
    "sesi_daftar",
    "sesi_denyut",
    "sesi_gabung",
    "sesi_hasil",
    "sesi_ics",
    "sesi_layar_kode",
    "sesi_materi_lepas",
    "sesi_materi_satu",
    "sesi_mundur",
    "sesi_persetujuan",
    "sesi_pengetahuan",
    "sesi_pulang",
    "set_language",
    "tema",
    "transkrip",
    "transkrip_of",
    "tugas_jumlah",
    "tugas_tarik",
    *("tulis_berkas", "tulis_buang", "tulis_minta", "tulis_mirip", "tulis_putuskan", "tulis_salinan", "tulis_simpan"),
    *("unit_impor_betulkan", "unit_impor_buang", "unit_impor_contoh", "unit_impor_ditolak"),
    *("unit_impor_masukkan", "cari_kosong"),
    "unit_pertanyaan_jumlah",
    "worker",
    "xapi_about",
    "xapi_statements",
    "search",
    "year_report",
}
# What an author wrote, in a language of her own.
CONTENT = {"modul_layar", "modul_luring", "modul_uji", "pengetahuan_satu", "tulis_tinjau"} | {
    *("pengetahuan_berkas_satu", "pengetahuan_berkas_halaman"),
}
# Below the top level, with a way back of their own instead of a path down: one reads, or shows a wall.
OWN_WAY_BACK = {"modul_layar", "modul_luring", "sesi_layar"}


@dataclass
class Found:
    """What the places in the addresses stand for: found in the demonstration, or done by the pages' own forms."""

    places: dict[str, str] = field(default_factory=dict)

    def address(self, template: str) -> str:
        for place, found in self.places.items():
            template = template.replace(place, found)
        return template


def find() -> Found:
    """Return what the walk needs, having done what no demonstration holds."""
    sari = Employee.objects.get(nip=Account.objects.get(username="pegawai").subject)
    module = ModuleContent.objects.order_by("activity__code").values_list("activity__code", flat=True)[0]
    entry = Entry.objects.filter(employee_id=sari.pk).order_by("-at").values_list("pk", flat=True)[0]
    coming = Session.objects.filter(starts_at__gt=clock.now()).order_by("starts_at").first()
    present = Completion.objects.filter(kind=Kind.SESSION).order_by("-at").first()
    assert coming
    assert present
    held = Session.objects.get(pk=present.activity_id)
    # The last one is just over, whatever the day, so that its evaluation is asked.
    just_now = clock.now() - timedelta(hours=1)
    Session.objects.filter(pk=held.pk).update(starts_at=just_now - (held.ends_at - held.starts_at), ends_at=just_now)
    attendee = Employee.objects.get(pk=present.employee_id)
    if not Account.objects.filter(subject=attendee.nip).exists():
        cast.account(attendee.nip)
    hers = Completion.objects.filter(kind=Kind.MODULE, employee_id=sari.pk)
    this_year = hers.filter(year=clock.today().year).values("activity_id")
    earlier = hers.exclude(activity_id__in=this_year).order_by("-at").values_list("activity_id", flat=True)
    repeated = ModuleContent.objects.filter(activity_id__in=list(earlier), question_count__gt=0).first()
    assert repeated
    found = {
        "MODULE": module,
        "REPEATED": repeated.activity.code,
        "ENTRY": str(entry),
        "EMPLOYEE": sari.nip,
        "KNOWLEDGE": first_link("/pengetahuan"),
    }
    found |= {
        "SESSION": coming.activity.code,
        "HELD": held.activity.code,
        "PRESENT": attendee.nip,
        "TRANSCRIPT": seal(transcript(sari, clock.today().year)),
        "KEY": str(guard(cast.account(GUARDED, "kurator"))),
    }
    cast.account(BARE, "kurator")
    found |= {place: act(found) for place, act in ACTS.items()}
    return Found(found)


def signed_in(name: str) -> Client:
    """Return who is signed in. name: a username or a NIP."""
    client = Client()
    client.force_login(Account.objects.get(Q(username=name) | Q(subject=name)))
    return client


def visitor(who: str) -> Client:
    """Return who looks at a page of PAGES."""
    if who == STRANGER:
        return Client()
    if who == HALFWAY:
        return with_password_alone(GUARDED)
    client = signed_in(who)
    return confirmed(client) if who in {BARE, GUARDED} else client


def first_link(address: str) -> str:
    page = signed_in("pegawai").get(address).content.decode()
    return str(page.partition('<h2 class="item-title"><a href="')[2].partition('"')[0])


def sent_to(username: str, address: str, data: dict[str, object]) -> str:
    """Post a form and return where it leads."""
    answer = signed_in(username).post(address, data)
    wrong = re.findall(r'class="wrong"[^>]*>([^<]*)', answer.content.decode())
    assert (answer.status_code, wrong) == (302, []), address
    return str(answer.headers["Location"]).partition("?")[0].partition("#")[0]


def assignment(found: dict[str, str]) -> str:
    """Assign a module to the whole team."""
    due = clock.today().replace(month=12, day=31).isoformat()
    sent_to("atasan", "/tugas/baru?kepada=tim", {"modul": found["MODULE"], "semua": "1", "tenggat": due})
    page = signed_in("atasan").get("/tugas").content.decode()
    return str(re.findall(r'href="(/tugas/\d+)"', page)[0])


def draft(found: dict[str, str]) -> str:
    return sent_to("kurator", "/kurasi/modul/baru", {"title": "Membaca label", "id": str(uuid4())})


def file(found: dict[str, str]) -> str:
    """Attach a file to an item, and let it be read."""
    sample = Path(__file__).parents[1] / "base" / "lib" / "extracting" / "files" / "pedoman.docx"
    given = SimpleUploadedFile("Pedoman vaksin.docx", sample.read_bytes())
    address = sent_to("kurator", f"{found['KNOWLEDGE']}/berkas", {"berkas": given})
    extracting.read_file(made := ItemFile.objects.latest("pk").pk)
    return f"{address}/{made}"


def report(found: dict[str, str]) -> str:
    client = signed_in("pegawai")
    client.post(
        f"/modul/{found['MODULE']}/lapor", {"id": str(uuid4()), "kekeliruan": "Salah tik.", "layar": 1, "versi": 1}
    )
    page = signed_in("kurator").get("/kurasi/laporan").content.decode()
    return str(re.findall(r'href="(/kurasi/laporan/[\w-]+)"', page)[0])


def question(found: dict[str, str]) -> str:
    """Ask what nobody has written, and let a reader doubt an item, so that the queue has both."""
    sent_to("pegawai", "/tanya", {"q": "Bagaimana mengurus kartu akses gudang arsip?"})
    sent_to("pegawai", f"{found['KNOWLEDGE']}/benar", {"benar": "0", "kata": "Nomornya sudah lain."})
    page = signed_in("kurator").get("/kurasi/pengetahuan").content.decode()
    return str(re.findall(r'href="(/kurasi/pertanyaan/\d+)"', page)[0])


def written(found: dict[str, str]) -> str:
    return sent_to("pegawai", "/tulis", {"title": "Menyimpan sampel pangan", "id": str(uuid4())})


def change(found: dict[str, str]) -> str:
    """Change an item, and ask for the review."""
    address = sent_to("pegawai", f"{found['KNOWLEDGE']}/sunting", {"id": str(uuid4())})
    values = {"title": "Judul yang lain", "kind": "lesson", "language": "id", "body": "Isi yang lain.", "revision": 1}
    sent_to("pegawai", address, {**values, "topics": "Topik baru", "aksi": "review"})
    return sent_to("pegawai", f"{address}/minta", {"revision": 2}).removesuffix("/tinjau")


def uploaded(found: dict[str, str]) -> str:
    file = SimpleUploadedFile("pegawai.csv", b"nip,name,unit_code\n123,Salah Satu,PPSDM\n", "text/csv")
    address = sent_to("ppsdm", "/unit/impor", {"jenis": "employees", "berkas": file})
    uploads.check(UUID(address.rpartition("/")[2]))
    return address


def taken_list(found: dict[str, str]) -> str:
    held = Session.objects.get(activity__code=found["HELD"])
    times = [each.astimezone(clock.JAKARTA) for each in (held.starts_at, held.ends_at)]
    spans = ",".join(f"{each:%m/%d/%Y %I:%M:%S %p}" for each in times)
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    rows = "".join(f"{name},,{spans},85\n" for name in ("Sarri", "iPhone"))
    file = SimpleUploadedFile("zoom.csv", f"{head}\n{rows}".encode(), "text/csv")
    return sent_to("ppsdm", f"/sesi/{found['HELD']}/peserta/berkas", {"berkas": file, "zona": "WIB"})


def asking(found: dict[str, str]) -> str:
    """Let a module that she has completed ask what she thought."""
    sent_to("ppsdm", f"/modul/{found['REPEATED']}/evaluasi/hasil", {"buka": "1"})
    return found["REPEATED"]


def subscription(found: dict[str, str]) -> str:
    Account.objects.filter(username="ppsdm").update(email="ppsdm@bpom.example")
    sent_to("ppsdm", "/pusat/laporan", {"unit": WHOLE, "tiap": "month", "xlsx": "on"})
    return subscribing.seal(Subscription.objects.get())


ACTS: dict[str, Callable[[dict[str, str]], str]] = {
    "ASSIGNMENT": assignment,
    "DRAFT": draft,
    "REPORT": report,
    "FILE": file,
    "QUESTION": question,
    "WRITTEN": written,
    "CHANGE": change,
    "IMPORT": uploaded,
    "LIST": taken_list,
    "ASKING": asking,
    "SUBSCRIPTION": subscription,
}
