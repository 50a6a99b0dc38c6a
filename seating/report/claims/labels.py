"""The labels of values; they assert nothing."""

from seating.report.claims.form import COUNT, NAME, NUMBER, WORDS, label

TABLES = label("%(number)s table", "%(number)s tables", number=NUMBER)
MORE_TABLES = label("%(number)s more table", "%(number)s more tables", number=NUMBER)
MORE_THEMES = label("%(number)s more theme", "%(number)s more themes", number=NUMBER)
OTHERS = label("%(number)s other", "%(number)s others", number=NUMBER)
SEATS = label("%(seats)s seat", "%(seats)s seats", number=NUMBER, seats=COUNT)
AT_LEAST = label("at least %(least)s", least=NUMBER)
AT_MOST = label("at most %(most)s", most=NUMBER)
FREE = label("%(number)s free", "%(number)s free", number=NUMBER)
TOO_MANY = label("%(number)s too many", "%(number)s too many", number=NUMBER)
OFF_BY = label("off by %(number)s", number=NUMBER)
TABLE_NUMBERED = label("Table %(number)s", number=NAME)
SESSION_NUMBERED = label("Session %(number)s", number=NAME)
SUGGESTED = label("%(name)s (suggested until elected)", name=NAME)
DUTY_OF = label("%(duty)s of %(table)s", duty=WORDS, table=NAME)
WHO_SPEAKS = label("%(duty)s who speaks %(language)s", duty=WORDS, language=WORDS)
PART_OF = label("%(part)s of %(all)s", part=NUMBER, all=NUMBER)
