/* The state of a chain: who sits where and what that costs, and all terms of a model as arrays.
 *
 * Occupancy and State in Python explain the arrays. Nothing here changes the structs, only what their arrays hold.
 */
#ifndef SEATING_STATE_H
#define SEATING_STATE_H

#include "acceptance.h"
#include "arrays.h"
#include "count_energy.h"
#include "group_energy.h"
#include "link_energy.h"
#include "pair_energy.h"
#include "sum_energy.h"

/* The counters of a chain, which Python reads and writes too. */
enum {
    ENERGY,
    BEST,
    N_COSTLY,
    SWAPS_TRIED,
    WORSE_SWAPS,
    MOVES_TRIED,
    WORSE_MOVES,
    MOVES_MADE,
    SWAPS_MADE,
    WORSE_EXCHANGES,
    N_STATS
};

#define OCCUPANCY(FIELD)        \
    FIELD(Flags, may_be_empty)  \
    FIELD(Ints, column)         \
    FIELD(Ints2, seat_cost)     \
    FIELD(Ints, cheapest)       \
    FIELD(Ints, table)          \
    FIELD(Ints2, member)        \
    FIELD(Ints, heads)          \
    FIELD(Ints, position)       \
    FIELD(Ints, cost)           \
    FIELD(Ints, seat_excess)    \
    FIELD(Ints, pair_cost)      \
    FIELD(Ints, costly)         \
    FIELD(Ints, costly_index)   \
    FIELD(Ints, best)           \
    FIELD(Ints, size)           \
    FIELD(Ints, large)          \
    FIELD(Ints, chosen)
STRUCT(Occupancy, OCCUPANCY)

#define STATE(FIELD)                \
    FIELD(Occupancy, occupancy)     \
    FIELD(CountRows, rows)          \
    FIELD(Presence, presence)       \
    FIELD(Sums, sums)               \
    FIELD(Spread, spread)           \
    FIELD(Links, links)             \
    FIELD(SparsePairs, pairs)       \
    FIELD(DensePairs, dense)
STRUCT(State, STATE)

/* The energy of p's own seat at table t. */
INLINED int64_t seat_cost(const Occupancy *o, int64_t p, int64_t t)
{
    return AT2(o->seat_cost, p, AT(o->column, t));
}

/* The change in energy of a person's own seat from table a to b. */
INLINED int64_t seat_cost_change(const Occupancy *o, int64_t p, int64_t a, int64_t b)
{
    return seat_cost(o, p, b) - seat_cost(o, p, a);
}

/* Record that a person moves from table a to b, with the costs of their own seat; `member` is left as it is. */
static inline void set_table(const Occupancy *o, int64_t p, int64_t a, int64_t b)
{
    AT(o->table, p) = b;
    AT(o->seat_excess, a) -= seat_cost(o, p, a) - AT(o->cheapest, p);
    AT(o->seat_excess, b) += seat_cost(o, p, b) - AT(o->cheapest, p);
}

/* Add table t to the list of tables that cost something, or remove it, depending on its current costs. */
static inline void update_costly(const Occupancy *o, int64_t *stats, int64_t t)
{
    const int64_t at = AT(o->costly_index, t);
    if (AT(o->cost, t) + AT(o->seat_excess, t) + AT(o->pair_cost, t) > 0) {
        if (at < 0) {
            AT(o->costly_index, t) = stats[N_COSTLY];
            AT(o->costly, stats[N_COSTLY]) = t;
            stats[N_COSTLY] += 1;
        }
    } else if (at >= 0) {
        /* the last table of the list takes the place of this one, so that the list has no gaps to draw from */
        stats[N_COSTLY] -= 1;
        const int64_t last = AT(o->costly, stats[N_COSTLY]);
        AT(o->costly, at) = last;
        AT(o->costly_index, last) = at;
        AT(o->costly_index, t) = -1;
    }
}

/* Copy an array into another of the same length. */
INLINED void copy_into(Ints source, Ints target)
{
    assert(source.n0 == target.n0);
    if (source.n0)
        memcpy(target.at, source.at, (size_t)source.n0 * sizeof *source.at);
}

/* Save the current seating if it is the best so far; called only before a change for the worse, and at the end. */
INLINED void save_best(const Occupancy *o, int64_t *stats)
{
    if (stats[ENERGY] < stats[BEST]) {
        stats[BEST] = stats[ENERGY];
        copy_into(o->table, o->best);
    }
}

/* The change in energy of a move at both tables; empty tables that may be empty are waived.
 *
 * `leave` and `enter` are the changes at table a and at table b as if nothing were waived.
 */
static inline int64_t with_waivers(const Occupancy *o, int64_t p, int64_t a, int64_t b, int64_t leave, int64_t enter)
{
    const bool counts = p < o->position.n0; /* staff do not make a table count as used */
    if (AT(o->may_be_empty, a) && AT(o->heads, a) <= counts)
        leave = AT(o->heads, a) ? -AT(o->cost, a) : 0;
    if (AT(o->may_be_empty, b) && AT(o->heads, b) == 0)
        enter = counts ? enter + AT(o->cost, b) : 0;
    return leave + enter;
}

#endif
