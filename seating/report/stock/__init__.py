"""Paper stock: where cards lie on a sheet, which stocks there are, and how text is fitted onto a card.

Nothing here depends on a page; the packet's pages that are printed on stock use it.
"""
