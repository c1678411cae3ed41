"""Columns that all files of activities share."""

from decimal import Decimal

from alur.base.lib.importing import cells
from alur.base.lib.importing.kinds import Column

MOST_JP = Decimal(10_000)
MOST_MINUTES = 1_000_000
NOT_IN_ADDRESSES = "/?#%<>\"{}|\\^`"  # a code is part of the activity's address and of its IRI

code = cells.code(longest=128, forbidden=NOT_IN_ADDRESSES)
title = Column(cells.text(longest=300), required=True)
jp = Column(cells.decimal(above=Decimal(0), most=MOST_JP), required=True)
minutes = Column(cells.whole(least=1, most=MOST_MINUTES))
topics = Column(cells.items(longest=100), empty=[])
