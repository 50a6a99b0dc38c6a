"""A season of sessions: who serves at which, who may come to more than one, and who hosts them."""
