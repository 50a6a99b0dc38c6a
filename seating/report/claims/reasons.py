"""What pages assert about why someone sits at a table."""

from seating.report.claims.form import NAME, NUMBER, WORDS, claim

NEEDS_PLACE = claim("needs %(need)s, which only %(tables)s can offer", need=NAME, tables=NAME)
ON_STAFF = claim("on staff, as %(duty)s", duty=WORDS)
SERVES = claim("serves as %(duty)s", duty=WORDS)
SEATED_HERE = claim("the convening seats them at this table")
SEATED_AMONG = claim("the convening seats them at %(tables)s", tables=NAME)
SEATED_WITH = claim("the convening seats them with %(people)s", people=NAME)
NEEDED_AS = claim(
    "needed here as %(what)s (the only one)", "needed here as %(what)s (one of %(number)s)", number=NUMBER, what=WORDS
)
NEEDED_FOR = claim(
    "needed here for %(what)s (the only one)", "needed here for %(what)s (one of %(number)s)", number=NUMBER, what=NAME
)
RATED_HIGHEST = claim("rated this table’s focus %(score)s, and none higher", score=NUMBER)
NAMED_FOCUS = claim("named this table’s focus as an interest")
NAMED_ANOTHER = claim("named the focus of %(table)s, but not this table’s focus", table=NAME)
RATED_ANOTHER_HIGHER = claim(
    "rated this table’s focus %(here)s, and the focus of %(table)s %(there)s", here=NUMBER, table=NAME, there=NUMBER
)
RATED_ANOTHER = claim(
    "did not rate this table’s focus, but rated the focus of %(table)s %(there)s", table=NAME, there=NUMBER
)
ONLY_AT = claim("only at %(tables)s", tables=NAME)
