"""What pages assert about who sits where."""

from seating.report.claims.form import COUNT, NAME, NUMBER, claim

SEATED = claim(
    "%(people)s sits at %(tables)s.", "%(people)s sit at %(tables)s.", number=NUMBER, people=COUNT, tables=COUNT
)
SEATS_HELD = claim(
    "%(number)s more seat is held for a person who has not been found yet.",
    "%(number)s more seats are held for people who have not been found yet.",
    number=NUMBER,
)
WITHOUT_SEAT = claim("%(number)s person has no seat.", "%(number)s people have no seat.", number=NUMBER)
IS_AT = claim("%(name)s is placed at %(table)s.", name=NAME, table=NAME)
HELD_AT = claim("The seat %(name)s at %(table)s is held.", name=NAME, table=NAME)
