/* Branch and bound over sets of people at a table: those of the least value, where pairs have costs.
 *
 * `seating/engines/column_generation/branching.py` describes the method and every array. */
#ifndef SEATING_BRANCHING_H
#define SEATING_BRANCHING_H

#include "arrays.h"

#define GUESTS(FIELD)     \
    FIELD(Ints, size)     \
    FIELD(Ints, value)    \
    FIELD(Ints2, pair)    \
    FIELD(Tinies2, apart) \
    FIELD(int64_t, low)   \
    FIELD(int64_t, high)
STRUCT(Guests, GUESTS)

#define FRAMES(FIELD)       \
    FIELD(Ints2, candidate) \
    FIELD(Ints, number)     \
    FIELD(Ints, next)       \
    FIELD(Ints2, gain)      \
    FIELD(Ints2, bound)     \
    FIELD(Ints3, least)     \
    FIELD(Ints2, half)      \
    FIELD(Ints, load)       \
    FIELD(Ints, value)      \
    FIELD(Ints, chosen)
STRUCT(Frames, FRAMES)

#define FOUND(FIELD)        \
    FIELD(Shorts2, members) \
    FIELD(Ints, values)     \
    FIELD(Ints, kept)       \
    FIELD(Ints, counters)   \
    FIELD(Ints, open)
STRUCT(Found, FOUND)

EXPORT void seating_seek(const Guests *guests, const Frames *frames, const Found *found, int64_t limit, int64_t keep,
                         int64_t most_steps);

#endif
