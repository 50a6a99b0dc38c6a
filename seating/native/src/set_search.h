/* Sets of people at one table: a depth-first search for all of them, and sums over the members of many sets.
 *
 * `seating/engines/column_generation/listing.py` describes their use. The sets are the columns of an array of shape
 * (width, sets), each filled up with the number of people. */
#ifndef SEATING_SET_SEARCH_H
#define SEATING_SET_SEARCH_H

#include "arrays.h"

/* What a set must keep to; see `rules.Rules`. */
#define RULES(FIELD)       \
    FIELD(Ints, size)      \
    FIELD(Ints, may_sit)   \
    FIELD(Tinies2, apart)  \
    FIELD(int64_t, low)    \
    FIELD(int64_t, high)
STRUCT(Rules, RULES)

EXPORT void seating_walk(const Rules *rules, Ints stack, Ints barred, Shorts2 members, Ints seen, int64_t most_sets,
                         int64_t most_steps);
EXPORT void seating_add_amounts(Shorts2 members, Ints amounts, Ints totals);
EXPORT void seating_add_pairs(Shorts2 members, Ints2 amounts, Ints totals);

#endif
