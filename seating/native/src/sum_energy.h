/* Sum terms: running totals at each table. */
#ifndef SEATING_SUM_ENERGY_H
#define SEATING_SUM_ENERGY_H

#include "arrays.h"

#define SUMS(FIELD)             \
    FIELD(Ints2, values)        \
    FIELD(Ints2, allowances)    \
    FIELD(Ints, unit)           \
    FIELD(Ints2, price)         \
    FIELD(Ints2, most)          \
    FIELD(Ints2, total)         \
    FIELD(Ints2, allowed)
STRUCT(Sums, SUMS)

/* The energy of sum k at table t: the shortfall is rounded up to whole units. */
static inline int64_t cost_of_sum(const Sums *sums, int64_t t, int64_t k, int64_t total, int64_t allowed)
{
    const int64_t over = most(0, (total < 0 ? -total : total) - allowed);
    const int64_t shortfall = (over + AT(sums->unit, k) - 1) / AT(sums->unit, k);
    return AT2(sums->price, t, k) * least(shortfall, AT2(sums->most, t, k));
}

/* The change in energy of sum terms at table t when `into` takes the seat of `out`; either may be no one. */
static inline int64_t sum_change(const Sums *sums, int64_t t, int64_t out, int64_t into)
{
    int64_t change = 0;
    for (int64_t k = 0; k < sums->unit.n0; k++) {
        if (AT2(sums->price, t, k) == 0)
            continue;
        const int64_t value = AT2(sums->values, into, k) - AT2(sums->values, out, k);
        const int64_t allowance = AT2(sums->allowances, into, k) - AT2(sums->allowances, out, k);
        if (value == 0 && allowance == 0)
            continue;
        const int64_t total = AT2(sums->total, t, k), allowed = AT2(sums->allowed, t, k);
        change += cost_of_sum(sums, t, k, total + value, allowed + allowance);
        change -= cost_of_sum(sums, t, k, total, allowed);
    }
    return change;
}

/* The energy of sum terms at table t. */
static inline int64_t sum_cost(const Sums *sums, int64_t t)
{
    int64_t cost = 0;
    for (int64_t k = 0; k < sums->unit.n0; k++)
        cost += cost_of_sum(sums, t, k, AT2(sums->total, t, k), AT2(sums->allowed, t, k));
    return cost;
}

/* Update the totals at table t after `into` has taken the seat of `out`. */
static inline void update_sums(const Sums *sums, int64_t t, int64_t out, int64_t into)
{
    for (int64_t k = 0; k < sums->unit.n0; k++) {
        AT2(sums->total, t, k) += AT2(sums->values, into, k) - AT2(sums->values, out, k);
        AT2(sums->allowed, t, k) += AT2(sums->allowances, into, k) - AT2(sums->allowances, out, k);
    }
}

#endif
