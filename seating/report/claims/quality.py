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
MET_IF_FOUND = claim(
    "%(number)s is met only if someone is found for a held seat.",
    "%(number)s are met only if someone is found for a held seat.",
    number=NUMBER,
)
UNMET_AT_GOVERNANCE = claim(
    "%(number)s requirement about the members of governance tables is not met.",
    "%(number)s requirements about the members of governance tables are not met.",
    number=NUMBER,
)
