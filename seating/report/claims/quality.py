"""What pages assert about how good a seating is."""

from seating.report.claims.form import NUMBER, claim

REQUIREMENTS_MET = claim(
    "%(met)s of %(number)s requirement is met.",
    "%(met)s of %(number)s requirements are met.",
    met=NUMBER,
    number=NUMBER,
)
PENALTY = claim("The penalty is %(number)s (0 is ideal).", number=NUMBER)
SHORT_OF_MUSTS = claim("The musts fall short by %(number)s.", number=NUMBER)
NO_PENALTY_BELOW = claim("No seating has a penalty below %(number)s.", number=NUMBER)
