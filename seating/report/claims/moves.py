"""What pages assert about who moved in a repair."""

from seating.report.claims.form import COUNT, NUMBER, claim

NO_ONE_MOVES = claim("No one moves.")
MOVED = claim("%(heads)s moves.", "%(heads)s move.", number=NUMBER, heads=COUNT)
FEWEST_MOVES = claim("No seating that meets all musts takes fewer moves.")
NO_MOVE_NEEDED = claim("No must requires a move.")
FEWER_MOVES = claim(
    "Meeting the musts takes only %(number)s move.", "Meeting the musts takes only %(number)s moves.", number=NUMBER
)
