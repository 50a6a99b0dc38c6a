/* What a sweep remembers about pairs of tables, and working space; TablePairs in Python explains the arrays. */
#ifndef SEATING_TABLE_PAIRS_H
#define SEATING_TABLE_PAIRS_H

#include "arrays.h"

#define TABLE_PAIRS(FIELD)      \
    FIELD(Reals3, rate)         \
    FIELD(Words3, key)          \
    FIELD(Words, content)       \
    FIELD(Reals, wait)          \
    FIELD(Ints, incoming)       \
    FIELD(Ints, change)         \
    FIELD(Ints, weight)
STRUCT(TablePairs, TABLE_PAIRS)

#endif
