/* Group terms: which groups sit at a table (presence), and at how many tables a group sits (spread).
 *
 * The groups of a person are in a fixed number of slots, so that two persons are compared quickly; 0 stands for none.
 */
#ifndef SEATING_GROUP_ENERGY_H
#define SEATING_GROUP_ENERGY_H

#include "arrays.h"

/* The table of a person who has no seat yet. */
#define NOWHERE (-1)

#define PRESENCE(FIELD)     \
    FIELD(Numbers2, slot)   \
    FIELD(Ints, term)       \
    FIELD(Ints2, low)       \
    FIELD(Ints2, price)     \
    FIELD(Ints2, n_seated)  \
    FIELD(Ints2, present)
STRUCT(Presence, PRESENCE)

#define SPREAD(FIELD)       \
    FIELD(Numbers2, slot)   \
    FIELD(Flags2, at)       \
    FIELD(Ints, high)       \
    FIELD(Ints, price)      \
    FIELD(Ints, first)      \
    FIELD(Ints2, n_seated)  \
    FIELD(Ints, used)
STRUCT(Spread, SPREAD)

/* By how much the groups of a term that are present at table t change when `into` takes the seat of `out`. */
INLINED int64_t presence_by(const Presence *terms, int64_t term, int64_t t, int64_t out, int64_t into)
{
    int64_t by = 0;
    for (int64_t k = 0; k < terms->slot.n1; k++) {
        const int64_t x = AT2(terms->slot, out, k), y = AT2(terms->slot, into, k);
        if (x == y)
            continue;
        by -= x && AT(terms->term, x) == term && AT2(terms->n_seated, t, x) == 1;
        by += y && AT(terms->term, y) == term && AT2(terms->n_seated, t, y) == 0;
    }
    return by;
}

/* The change in energy of presence terms at table t when `into` takes the seat of `out`; either may be no one. */
INLINED int64_t presence_change(const Presence *terms, int64_t t, int64_t out, int64_t into)
{
    int64_t change = 0;
    for (int64_t term = 0; term < terms->price.n1; term++) {
        const int64_t price = AT2(terms->price, t, term);
        const int64_t by = price ? presence_by(terms, term, t, out, into) : 0;
        if (by == 0)
            continue;
        const int64_t missing = AT2(terms->low, t, term) - AT2(terms->present, t, term);
        change += price * (most(0, missing - by) - most(0, missing));
    }
    return change;
}

/* The energy of presence terms at table t. */
INLINED int64_t presence_cost(const Presence *terms, int64_t t)
{
    int64_t cost = 0;
    for (int64_t term = 0; term < terms->price.n1; term++)
        cost += AT2(terms->price, t, term) * most(0, AT2(terms->low, t, term) - AT2(terms->present, t, term));
    return cost;
}

/* Update the presence counts at table t after `into` has taken the seat of `out`. */
static inline void update_presence(const Presence *terms, int64_t t, int64_t out, int64_t into)
{
    for (int64_t k = 0; k < terms->slot.n1; k++) {
        const int64_t x = AT2(terms->slot, out, k), y = AT2(terms->slot, into, k);
        if (x == y)
            continue;
        if (x) {
            AT2(terms->n_seated, t, x) -= 1;
            AT2(terms->present, t, AT(terms->term, x)) -= AT2(terms->n_seated, t, x) == 0;
        }
        if (y) {
            AT2(terms->present, t, AT(terms->term, y)) += AT2(terms->n_seated, t, y) == 0;
            AT2(terms->n_seated, t, y) += 1;
        }
    }
}

/* The change in energy of spread terms when p goes from table a to b.
 *
 * Terms whose group also contains `other` are left out: if p and `other` swap, their group uses the same tables.
 */
static inline int64_t spread_change(const Spread *spread, int64_t p, int64_t other, int64_t a, int64_t b)
{
    int64_t change = 0;
    for (int64_t k = 0; k < spread->slot.n1; k++) {
        const int64_t term = AT2(spread->slot, p, k);
        if (term == 0 || (int64_t)AT2(spread->slot, other, k) == term)
            continue;
        int64_t by = AT2(spread->at, b, term) && AT2(spread->n_seated, b, term) == 0;
        by -= AT2(spread->at, a, term) && AT2(spread->n_seated, a, term) == 1;
        if (by == 0)
            continue;
        const int64_t over = AT(spread->used, term) - AT(spread->high, term);
        change += AT(spread->price, term) * (most(0, over + by) - most(0, over));
        change += AT(spread->first, term) * ((over + by > 0) - (over > 0));
    }
    return change;
}

/* Update the counts after a person has moved from table a, or from NOWHERE, to b. */
static inline void update_spread(const Spread *spread, int64_t p, int64_t a, int64_t b)
{
    for (int64_t k = 0; k < spread->slot.n1; k++) {
        const int64_t term = AT2(spread->slot, p, k);
        if (term == 0)
            continue;
        if (a != NOWHERE) {
            AT2(spread->n_seated, a, term) -= 1;
            AT(spread->used, term) -= AT2(spread->at, a, term) && AT2(spread->n_seated, a, term) == 0;
        }
        AT(spread->used, term) += AT2(spread->at, b, term) && AT2(spread->n_seated, b, term) == 0;
        AT2(spread->n_seated, b, term) += 1;
    }
}

#endif
