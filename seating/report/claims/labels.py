"""The labels of values; they assert nothing."""

from seating.report.claims.form import COUNT, NAME, NUMBER, WORDS, label

TABLES = label("%(number)s table", "%(number)s tables", number=NUMBER)
GOVERNANCE_TABLES = label("%(number)s governance table", "%(number)s governance tables", number=NUMBER)
OTHER_TABLES = label("%(number)s other table", "%(number)s other tables", number=NUMBER)
PROMISES = label("%(number)s promise", "%(number)s promises", number=NUMBER)
REQUESTS = label("%(number)s request", "%(number)s requests", number=NUMBER)
MORE = label("%(number)s more", number=NUMBER)
MORE_IN = label("%(number)s more in %(file)s", number=NUMBER, file=NAME)
MORE_TABLES = label("%(number)s more table", "%(number)s more tables", number=NUMBER)
MORE_THEMES = label("%(number)s more theme", "%(number)s more themes", number=NUMBER)
OTHERS = label("%(number)s other", "%(number)s others", number=NUMBER)
SEATS = label("%(seats)s seat", "%(seats)s seats", number=NUMBER, seats=COUNT)
AT_LEAST = label("at least %(least)s", least=NUMBER)
AT_MOST = label("at most %(most)s", most=NUMBER)
FREE = label("%(number)s free", "%(number)s free", number=NUMBER)
FREE_CHAIRS = label("%(number)s free chair", "%(number)s free chairs", number=NUMBER)
TOO_MANY = label("%(number)s too many", "%(number)s too many", number=NUMBER)
OFF_BY = label("off by %(number)s", number=NUMBER)
TABLE_NUMBERED = label("Table %(number)s", number=NAME)
SESSION_NUMBERED = label("Session %(number)s", number=NAME)
SUGGESTED = label("%(name)s (suggested until elected)", name=NAME)
DUTY_OF = label("%(duty)s of %(table)s", duty=WORDS, table=NAME)
WHO_SPEAKS = label("%(duty)s who speaks %(language)s", duty=WORDS, language=WORDS)
PERCENT = label("%(number)s%%", number=NUMBER)
POINTS = label("%(part)s of %(all)s points", part=NUMBER, all=NUMBER)
PRIVATE_REQUIREMENTS = label("%(number)s private requirement", "%(number)s private requirements", number=NUMBER)
FILES = label("%(number)s file", "%(number)s files", number=NUMBER)
LINE_NUMBERED = label("line %(number)s", number=NUMBER)
MEMBERS = label("%(number)s member", "%(number)s members", number=NUMBER)
SUGGESTED_MEMBERS = label("%(number)s suggested until elected", "%(number)s suggested until elected", number=NUMBER)
COLUMN = label("column %(letter)s", letter=NAME)
COULD_BE = label("%(column)s (could be %(meanings)s)", column=NAME, meanings=WORDS)
PEOPLE = label("%(number)s person", "%(number)s people", number=NUMBER)
ROUND_IN_LINE = label("round %(number)s", number=NUMBER)
ROUND = label("Round %(number)s", number=NUMBER)
SECONDS = label("%(number)s s", number=NAME)
WORK = label("%(number)s units of work", number=NAME)
CHARTS = label("%(number)s chart", "%(number)s charts", number=NUMBER)
SPEAKING = label("speaking %(language)s", language=NAME)
AGED = label("aged %(years)s", years=NAME)
WITH_CHILDREN = label("with %(number)s child", "with %(number)s children", number=NUMBER)
ON_LIST = label("%(number)s on the list", "%(number)s on the list", number=NUMBER)
HELD = label(
    "%(number)s seat held for someone yet to be found",
    "%(number)s seats held for people yet to be found",
    number=NUMBER,
)
DEPUTY = label("%(name)s, named on the list as deputy", name=NAME)
SPEAKERS = label(
    "someone who shares a language with %(person)s",
    "%(number)s people who share a language with %(person)s",
    number=NUMBER,
    person=NAME,
)
SPEAKERS_BESIDE_STAFF = label(
    "someone other than staff who shares a language with %(person)s",
    "%(number)s people other than staff who share a language with %(person)s",
    number=NUMBER,
    person=NAME,
)
PART_OF = label("%(part)s of %(all)s", part=NUMBER, all=NUMBER)
