/* A tabu search for members of one table with low cost minus duals.
 *
 * `seating/engines/column_generation/heuristic_pricing.py` describes the search, and `table_costs.py` the table. */
#ifndef SEATING_PRICING_H
#define SEATING_PRICING_H

#include "arrays.h"

#define TABLE(FIELD)             \
    FIELD(int64_t, size)         \
    FIELD(Ints, seat_cost)       \
    FIELD(Ints3, bands)          \
    FIELD(Ints, band_start)      \
    FIELD(Ints, band_items)      \
    FIELD(Ints2, presence)       \
    FIELD(Ints, presence_start)  \
    FIELD(Ints, presence_term)   \
    FIELD(Ints, presence_group)  \
    FIELD(int64_t, n_groups)     \
    FIELD(Ints2, values)         \
    FIELD(Ints2, allowances)     \
    FIELD(Ints, units)           \
    FIELD(Ints, prices)          \
    FIELD(Ints2, pairs)
STRUCT(Table, TABLE)

#define MEMBERS(FIELD)         \
    FIELD(Ints, members)       \
    FIELD(Ints, is_member)     \
    FIELD(Ints, base)          \
    FIELD(Ints, group)         \
    FIELD(Ints, change)        \
    FIELD(Ints, group_count)   \
    FIELD(Ints, present)       \
    FIELD(Ints2, total)        \
    FIELD(Ints, pair_cost)     \
    FIELD(Ints, add_cost)      \
    FIELD(Ints, cost_without)  \
    FIELD(Ints, tabu_until)    \
    FIELD(Ints, hash_key)      \
    FIELD(Ints2, best_members) \
    FIELD(Ints, best_cost)     \
    FIELD(Ints, best_hash)     \
    FIELD(Ints, scalars)       \
    FIELD(Words, random)
STRUCT(Members, MEMBERS)

EXPORT void seating_search_members(const Table *table, Ints price, const Members *state, Ints2 starts, int64_t steps);

#endif
