"""A spreadsheet as somebody hands it over: a title above the headings, strange headings, and words of their own."""

from __future__ import annotations

from pathlib import Path

import openpyxl

FIRST = (
    *("Amara", "Bastien", "Carmen", "Dario", "Edda", "Farid", "Greta", "Hamish", "Ines", "Jonas", "Kavita"),
    *("Lorenzo", "Mirela", "Nuno", "Odile", "Pavel", "Quentin", "Rosalind", "Soren", "Tamsin", "Ulrike", "Viktor"),
)
LAST = (
    *(
        "Ashworth",
        "Bellweather",
        "Castellan",
        "Drummond-Vey",
        "Eastlake",
        "Fennimore",
        "Galindo",
        "Hartigan",
        "Iriarte",
    ),
    *("Jessop", "Kilbride", "Lindqvist", "Marchbanks"),
)
ORGANIZATIONS = (
    *("Harrow Mill Trust", "Slate Hill Co-op", "Office of the Mayor", "Lantern Street School", "Riverside Makers"),
    *("Tallow Bridge Union", "Orchard Clinic", "Copperfield Bank", "Old Ferry Parish", "Northgate Growers"),
    *("Weir College", "Quarry Lane Tenants", "Bluebell Transport", "Market Hall Traders"),
)
FIELDS = ("business", "labor", "government", "education", "nonprofit", "philanthropy", "community")
HATS = ("boss", "doer", "designee", "doer")
REMARKS = ("first", "second", "third")
THEMES = ("housing", "work", "health", "schools")

HEADINGS = ("No.", "Who is it", "Comes from", "Line of work", "Hat", "Cares most about", "Tongues", "Donor band")
"""The headings of the spreadsheet. The program knows few of them."""


def write_raw_list(path: Path, number: int = 112) -> Path:
    """Write a workbook with a title, a blank row and invented people, and return its path.

    One organization is also written without its hyphen, decision-makers have a word of their own, and the last column
    is for the convener alone.

    Parameters
    ----------
    path : Path
    number : int
        How many people; at most 286.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Replies"
    sheet.append(["Evening of 14 May, replies so far"])
    sheet.append([])
    sheet.append(HEADINGS)
    for n in range(number):
        organization = ORGANIZATIONS[(n * 5) % len(ORGANIZATIONS)]
        if organization == "Slate Hill Co-op" and n % 3 == 0:
            organization = "Slate Hill Coop"
        theme, other = THEMES[n % 4], THEMES[(n + 1 + n // 4 % 3) % 4]
        tongues = "English; Spanish" if n % 6 == 1 else "English"
        row = [n + 1, f"{FIRST[n % 22]} {LAST[n % 13]}", organization, FIELDS[n * 3 % 7], HATS[n % 4]]
        sheet.append([*row, f"{theme}:3; {other}:1", tongues, REMARKS[n % 3]])
    book.save(path)
    return path
