"""Words that say the same: abbreviations, and what people say instead of what is written."""

from collections.abc import Mapping, Sequence
from functools import cache

from alur.search.rules.asking import question
from alur.search.rules.words import stem

# What is meant besides is worth less than what was typed, each of its words less than the whole.
MEANT_WHOLE, MEANT_IN_PART = 0.7, 0.45
# Both ways: who asks for one finds the other.
ALIKE = (
    ("cpob", "cara pembuatan obat yang baik"),
    ("cdob", "cara distribusi obat yang baik"),
    ("cpotb", "cara pembuatan obat tradisional yang baik"),
    ("cpkb", "cara pembuatan kosmetika yang baik"),
    ("cppob", "cara produksi pangan olahan yang baik"),
    ("nie", "nomor izin edar"),
    ("tie", "tanpa izin edar"),
    ("pirt", "spp-irt"),
    ("tms", "tidak memenuhi syarat"),
    ("tmk", "tidak memenuhi ketentuan"),
    ("klb", "kejadian luar biasa"),
    ("bko", "bahan kimia obat"),
    ("btp", "bahan tambahan pangan"),
    ("oht", "obat herbal terstandar"),
    ("ot", "obat tradisional"),
    ("pbf", "pedagang besar farmasi"),
    ("eso", "efek samping obat"),
    ("amr", "resistansi antimikroba"),
    ("bap", "berita acara pemeriksaan"),
    ("ppns", "penyidik pegawai negeri sipil"),
    ("kie", "komunikasi informasi edukasi"),
    ("ski", "surat keterangan impor"),
    ("ske", "surat keterangan ekspor"),
    ("ing", "informasi nilai gizi"),
    ("pjas", "jajanan anak sekolah"),
    ("alt", "angka lempeng total"),
    ("kckt", "hplc"),
    ("kckt", "kromatografi cair kinerja tinggi"),
    ("upt", "unit pelaksana teknis"),
    ("tte", "tanda tangan elektronik"),
    ("jp", "jam pembelajaran"),
    ("skp", "sasaran kinerja pegawai"),
    ("capa", "tindakan perbaikan pencegahan"),
    ("spip", "sistem pengendalian intern pemerintah"),
    ("umk", "usaha mikro kecil"),
    ("jamu", "obat tradisional"),
    ("skincare", "kosmetik"),
    ("penandaan", "label"),
    ("kedaluwarsa", "expired"),
    ("kedaluwarsa", "kadaluarsa"),
    ("apotek", "apotik"),
    ("penarikan", "recall"),
    ("daring", "online"),
    ("unduh", "download"),
    ("pelatihan", "diklat"),
    ("sertifikat", "sertipikat"),
    ("izin", "ijin"),
    ("kualitas", "mutu"),
    ("thn", "tahun"),
    ("tgl", "tanggal"),
    ("peg", "pegawai"),
    ("pemda", "pemerintah daerah"),
)
Words = tuple[str, ...]


@cache
def ways() -> Mapping[str, list[tuple[Words, Words]]]:
    """Return (what is asked, what is meant besides) by the first word that is asked."""
    found: dict[str, list[tuple[Words, Words]]] = {}
    for one, other in ALIKE:
        for asked, meant in ((one, other), (other, one)):
            words = question(asked).words
            found.setdefault(words[0], []).append((words, question(meant).words))
    return found


def meant_besides(words: Sequence[str]) -> dict[str, float]:
    """Return the terms that say the same as what is asked, each with what it is worth beside what was typed.

    words: as they were asked, folded, without those that only ask.
    """
    found: dict[str, float] = {}
    for place, word in enumerate(words):
        for asked, meant in ways().get(word, ()):
            if tuple(words[place : place + len(asked)]) == asked:
                value = MEANT_WHOLE if len(meant) == 1 else MEANT_IN_PART
                found |= {stem(each): value for each in meant}
    return {term: value for term, value in found.items() if term not in set(map(stem, words))}
