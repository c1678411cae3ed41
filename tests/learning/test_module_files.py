"""Films, recordings and documents of modules: taken in, shown, sent in parts, refused before they fill the disk."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alur.base.files.queries import folder
from alur.base.files.views import AT_ONCE_BYTES
from alur.base.lib.problems import Problem
from alur.catalogue.models import Activity
from alur.cli.content import import_content
from alur.cli.exports import command as export
from alur.learning.models import ModuleContent
from tests.base.files.test_kinds import DOCX
from tests.imports import SARI, empty_store
from tests.learning.desk import FRONT, furnish
from tests.learning.test_content_import import PNG, taken, write, zipped
from tests.learning.test_drafts import begun, press, published, reviewed, save, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FILM = b"\0\0\0\x20ftypisom" + bytes(range(256)) * 20
SOUND = b"ID3\x03" + bytes(500)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nCuci tangan\n"
MARKDOWN = f"""{FRONT}
# Satu
![Cuci tangan](cuci.mp4 "cuci.vtt")

![Penjelasan](suara.mp3)

[Formulir](formulir.docx) dan [situs](https://bpom.example/a.pdf)
"""
FILES: dict[str, str | bytes] = {
    "m1.md": MARKDOWN.replace(", questions: 50", ""),
    "cuci.mp4": FILM,
    "cuci.vtt": CAPTIONS,
    "suara.mp3": SOUND,
    "formulir.docx": DOCX,
}


@pytest.fixture(autouse=True)
def _desk() -> Iterator[None]:
    with empty_store():
        furnish()
        yield


@pytest.fixture
def sari() -> Client:
    return signed_in(SARI)


def stored() -> dict[str, str]:
    return dict(ModuleContent.objects.latest("pk").images)


def address(name: str) -> str:
    return f"/modul/M1/berkas/{stored()[name]}"


def kept() -> list[str]:
    return sorted(path.name for path in folder().iterdir()) if folder().is_dir() else []


@pytest.mark.parametrize("packed", [False, True])
def test_a_module_brings_its_films_sounds_and_documents(sari: Client, tmp_path: Path, packed: bool) -> None:
    isi = write(tmp_path / "isi", FILES)
    assert taken(zipped(isi, tmp_path / "isi.zip") if packed else isi) == ((1, 0, 1, 0, 0), [])
    page = sari.get("/modul/M1/layar/1").content.decode()
    assert (
        f'<video controls="" preload="none" src="{address("cuci.mp4")}" aria-label="Cuci tangan">'
        f'<track kind="captions" srclang="id" label="Bahasa Indonesia" default="" src="{address("cuci.vtt")}"></video>'
    ) in page
    assert f'<audio controls="" preload="none" src="{address("suara.mp3")}"' in page
    assert f'<a href="{address("formulir.docx")}" download="" rel="noopener noreferrer">Formulir</a>' in page
    assert '<a href="https://bpom.example/a.pdf" rel="noopener noreferrer">situs</a>' in page
    answers = {name: sari.get(address(name)) for name in stored()}
    assert {name: answer.getvalue() for name, answer in answers.items()} == {
        name: content for name, content in FILES.items() if name != "m1.md"
    }
    assert answers["formulir.docx"]["Content-Disposition"] == 'attachment; filename="formulir.docx"'
    assert answers["cuci.vtt"]["Content-Type"] == "text/vtt; charset=utf-8"
    for answer in answers.values():
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "Set-Cookie" not in answer


def test_exported_they_come_along_and_change_nothing_when_taken_in_again(tmp_path: Path) -> None:
    import_content(write(tmp_path / "isi", FILES))
    assert CliRunner().invoke(export, ["content", "M1", str(tmp_path / "keluar")]).exit_code == 0
    assert (tmp_path / "keluar/M1/cuci.mp4").read_bytes() == FILM
    assert taken(tmp_path / "keluar") == ((1, 0, 0, 1, 0), [])


def ask(client: Client, name: str, method: str = "get", **headers: str) -> Any:
    return getattr(client, method)(address(name), headers=headers)


def test_parts_of_a_film(sari: Client, tmp_path: Path) -> None:
    import_content(write(tmp_path, FILES))
    size = len(FILM)
    whole = ask(sari, "cuci.mp4")
    assert (whole.status_code, whole["Accept-Ranges"], whole["Content-Length"]) == (200, "bytes", str(size))
    first = ask(sari, "cuci.mp4", Range="bytes=0-0", **{"Accept-Encoding": "gzip"})
    assert (first.status_code, first.getvalue(), first["Content-Range"]) == (206, FILM[:1], f"bytes 0-0/{size}")
    assert "Content-Encoding" not in first
    assert ask(sari, "cuci.mp4", Range="bytes=-4").getvalue() == FILM[-4:]
    assert ask(sari, "cuci.mp4", Range="bytes=100-").getvalue() == FILM[100:]
    beyond = ask(sari, "cuci.mp4", Range=f"bytes={size}-")
    assert (beyond.status_code, beyond["Content-Range"], beyond.content) == (416, f"bytes */{size}", b"")
    head = ask(sari, "cuci.mp4", "head", Range="bytes=10-19")
    assert (head.status_code, head["Content-Length"], head.content) == (206, "10", b"")
    tag = whole["ETag"]
    assert ask(sari, "cuci.mp4", Range="bytes=0-0", **{"If-Range": tag}).status_code == 206
    assert ask(sari, "cuci.mp4", Range="bytes=0-0", **{"If-Range": '"other"'}).status_code == 200
    assert ask(sari, "cuci.mp4", **{"If-None-Match": tag}).status_code == 304


def test_large_files_never_hold_all_threads(sari: Client, tmp_path: Path) -> None:
    import_content(write(tmp_path, FILES | {"cuci.mp4": FILM + bytes(AT_ONCE_BYTES)}))
    size = len(FILM) + AT_ONCE_BYTES
    streams = [ask(sari, "cuci.mp4") for _ in range(2)]
    assert ask(sari, "cuci.mp4").status_code == 503
    assert ask(sari, "cuci.mp4", Range="bytes=0-").status_code == 206
    assert len(streams[0].getvalue()) == size
    for close in streams[1]._resource_closers:  # as the server does when nobody listens any more
        close()
    assert [len(ask(sari, "cuci.mp4").getvalue()) for _ in range(3)] == [size] * 3


def test_who_may_not_read_the_module_gets_no_file_of_it(sari: Client, client: Client, tmp_path: Path) -> None:
    import_content(write(tmp_path, FILES))
    film = address("cuci.mp4")
    assert client.get(film).status_code == 302
    assert sari.get(film.replace("/M1/", "/M2/")).status_code == 404
    assert sari.get(f"/modul/M1/berkas/{'0' * 64}.mp4").status_code == 404
    Activity.objects.filter(code="M1").update(published_on="2999-01-01")
    assert sari.get(film).status_code == 404


WRONG: dict[str, tuple[dict[str, str | bytes], str]] = {
    "missing": ({"m1.md": "![x](y.mp4)"}, "content.picture_missing"),
    "captions missing": ({"m1.md": '![x](a.mp4 "b.vtt")', "a.mp4": FILM}, "content.picture_missing"),
    "not captions": ({"m1.md": '![x](a.mp4 "b.vtt")', "a.mp4": FILM, "b.vtt": b"x"}, "content.captions_kind"),
    "svg": ({"m1.md": "![x](a.png)", "a.png": b"<svg onload='x'></svg>"}, "content.picture_kind"),
    "page as pdf": ({"m1.md": "[x](a.pdf)", "a.pdf": b"<html><script>"}, "content.file_kind"),
    "document as picture": ({"m1.md": "![x](a.png)", "a.png": DOCX}, "content.picture_kind"),
    "film without captions": ({"m1.md": "![x](a.mp4)", "a.mp4": FILM}, "content.no_captions"),
    "elsewhere": ({"m1.md": "![x](https://x.example/a.mp4)"}, "content.picture_elsewhere"),
    "link out": ({"m1.md": "[x](../../a.pdf)"}, "content.picture_missing"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_and_nothing_is_kept(tmp_path: Path, case: str) -> None:
    files, code = WRONG[case]
    before = kept()
    files = files | {"m1.md": f"---\ncode: M1\n---\n# Satu\n\n{files['m1.md']!s}\n"}
    assert taken(write(tmp_path, files)) == ((1, 0, 0, 0, 1), [("m1.md", 6, code)])
    assert kept() == before


def test_a_film_of_four_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    before = kept()
    write(tmp_path, FILES)
    with (tmp_path / "cuci.mp4").open("r+b") as film:
        film.truncate(4_000_000_000)  # sparse: it takes no room until somebody copies it
    assert taken(tmp_path) == ((1, 0, 0, 0, 1), [("m1.md", 7, "content.picture_large")])
    assert kept() == before


def test_a_zip_whose_film_is_cut_off_leaves_nothing(tmp_path: Path) -> None:
    before = kept()
    path = zipped(write(tmp_path / "isi", FILES), tmp_path / "isi.zip")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("cuci.mp4")
    place = entry.header_offset + 30 + len("cuci.mp4") + entry.compress_size // 2
    data[place : place + 8] = b"rusak!!!"
    path.write_bytes(data)
    with pytest.raises(Problem, match="ZIP"):
        taken(path)
    assert [name for name in kept() if name not in before and name.endswith(".mp4")] == []
    assert [name for name in kept() if name.startswith(".")] == []


def test_an_upload_of_four_gigabytes_is_refused_by_its_length(tmp_path: Path) -> None:
    rini = signed_in("rini", "kurator")
    draft = begun(rini)
    answer = rini.generic(
        "POST",
        f"/kurasi/draf/{draft.pk}",
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="4000000000",
    )
    assert answer.status_code == 413


def test_a_film_is_uploaded_previewed_published_and_sent(settings: Any) -> None:
    rini, dewi, sari = signed_in("rini", "kurator"), signed_in("dewi", "kurator"), signed_in(SARI)
    draft = begun(rini)
    for name, content in (("Cuci.mp4", FILM), ("cuci.vtt", CAPTIONS), ("Formulir 1.docx", DOCX)):
        draft.refresh_from_db()
        press(rini, draft, "picture:1", gambar=SimpleUploadedFile(name, content), screens=draft.body["screens"])
    draft.refresh_from_db()
    assert sorted(draft.images) == ["cuci.mp4", "cuci.vtt", "formulir-1.docx"]
    assert "[formulir-1.docx](formulir-1.docx)" in draft.body["screens"][0]
    screens = ['# Satu\n\n![Cuci](cuci.mp4 "cuci.vtt")\n\n[Formulir](formulir-1.docx)']
    save(rini, draft, screens=screens)
    film = f"/kurasi/draf/{draft.pk}/berkas/{draft.images['cuci.mp4']}"
    assert f'src="{film}"' in rini.get(f"/kurasi/draf/{draft.pk}").content.decode()
    assert rini.get(film).getvalue() == FILM
    assert sari.get(film).status_code in (403, 404)
    reviewed(rini, draft)
    published(dewi, draft)
    assert sorted(stored()) == ["cuci.mp4", "cuci.vtt", "formulir-1.docx"]
    settings.LARGEST_FILE_MB = 0
    other = begun(rini, "Lain")
    press(rini, other, "picture:1", gambar=SimpleUploadedFile("a.mp4", FILM + bytes(26_000_000)))
    other.refresh_from_db()
    assert other.images == {}
    assert "lebih besar dari 25 MB" in rini.get(f"/kurasi/draf/{other.pk}").content.decode()
    assert sari.get(f"/modul/ML-01/berkas/{stored()['cuci.mp4']}").status_code == 200


def test_a_film_is_not_published_before_it_has_captions() -> None:
    rini = signed_in("rini", "kurator")
    draft = begun(rini)
    press(rini, draft, "picture:1", gambar=SimpleUploadedFile("cuci.mp4", FILM), keterangan="Cuci tangan")
    draft.refresh_from_db()
    save(rini, draft, screens=draft.body["screens"])
    assert "“cuci.mp4” belum memiliki teks" in rini.get(f"/kurasi/draf/{draft.pk}").content.decode()
    assert reviewed(rini, draft).status_code == 422

    draft.refresh_from_db()
    press(rini, draft, "picture:1", gambar=SimpleUploadedFile("cuci.vtt", CAPTIONS), screens=draft.body["screens"])
    draft.refresh_from_db()
    assert '![Cuci tangan](cuci.mp4 "cuci.vtt")' in draft.body["screens"][0]
    assert reviewed(rini, draft).status_code == 302


def test_small_films_go_along_on_a_phone_and_large_ones_say_so(sari: Client, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    import_content(tmp_path)
    copy = sari.get("/modul/M1/luring").content.decode()
    assert all(address(name) in copy.partition('data-carried="')[2].partition('"')[0] for name in stored())
    (tmp_path / "cuci.mp4").write_bytes(FILM + bytes(6_000_000))
    import_content(tmp_path)
    copy = sari.get("/modul/M1/luring").content.decode()
    assert address("cuci.mp4") not in copy.partition('data-carried="')[2].partition('"')[0]
    assert "tidak ikut tersimpan (6" in copy
    assert "tidak ikut tersimpan (6" in sari.get("/modul/M1").content.decode()


def test_ten_megabytes_of_text_and_five_hundred_questions(tmp_path: Path) -> None:
    long = f"---\ncode: M1\n---\n# Satu\n{'x ' * 5_000_000}"
    assert taken(write(tmp_path / "a", {"m1.md": long})) == ((1, 0, 0, 0, 1), [("m1.md", 1, "content.too_large")])
    many = "---\ncode: M1\n---\n# Satu\n" + "".join(f"\n## ? Soal {n}\n- (x) a\n- ( ) b\n" for n in range(500))
    assert taken(write(tmp_path / "b", {"m1.md": many}))[1] == [("m1.md", 1, "content.many_questions")]


def test_what_a_picture_beside_a_film_needs_is_unchanged(sari: Client, tmp_path: Path) -> None:
    write(tmp_path, FILES | {"m1.md": "---\ncode: M1\n---\n# Satu\n\n![Label](a.png)\n", "a.png": PNG})
    import_content(tmp_path)
    assert f'<img src="{address("a.png")}" alt="Label">' in sari.get("/modul/M1/layar/1").content.decode()
    assert (Path(settings.MEDIA_ROOT) / "modules" / stored()["a.png"]).read_bytes() == PNG
