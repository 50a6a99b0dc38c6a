"""What pages assert about how good a seating is."""

from seating.report.claims.form import NUMBER, claim

REQUIREMENTS_MET = claim(
    "%(met)s of %(number)s requirement is met.",
    "%(met)s of %(number)s requirements are met.",
    met=NUMBER,
    number=NUMBER,
)
