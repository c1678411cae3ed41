"""The first rules and obligations, which every installation begins with (domain.md §1)."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from alur.credit.models import Obligation, Rule
from alur.records.services import stamp

# Data of an Indonesian agency, so in its language, as titles are.
ALWAYS, ALWAYS_YEAR = date(1900, 1, 1), 1900
OWN_JP = "JP kegiatan itu sendiri, sekali per pegawai dan tahun. Bentuk menurut daftar SIASN; PerLAN 10/2018."
RULES = (
    {"code": "module", "kind": "module", "form_code": 16, "form_name": "E-learning"},
    {"code": "session", "kind": "session", "form_code": 9, "form_name": "Seminar/konferensi/sarasehan"},
)
OBLIGATIONS = (
    {
        "employment": "pns",
        "min_jp": Decimal(20),
        "max_jp": None,
        "source": "PP 11/2017; PP 17/2020: paling sedikit 20 JP setahun.",
    },
    {
        "employment": "pppk",
        "min_jp": Decimal(0),
        "max_jp": Decimal(24),
        "source": "PP 49/2018 Pasal 40: paling lama 24 JP per tahun perjanjian.",
    },
)


def ensure_rules() -> None:
    """Add the first version of each rule and obligation that is missing; change none."""
    with transaction.atomic():
        for rule in RULES:
            # Known since ever, so that no record is older than the rule it is counted by.
            first = {**rule, "factor": Decimal(1), "source": OWN_JP, "valid_from": ALWAYS, "known_at": 0}
            _, is_new = Rule.objects.get_or_create(code=rule["code"], version=1, defaults=first)
            if is_new:
                stamp()  # processes at work remember rules until then
        for obligation in OBLIGATIONS:
            Obligation.objects.get_or_create(
                employment=obligation["employment"], valid_from_year=ALWAYS_YEAR, defaults=obligation
            )
