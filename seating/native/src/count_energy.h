/* Count terms: how many of each group sit at each table, and the price of one more or one less.
 *
 * A change of seats is two replacements: at table a person q takes the seat of p, and at table b person p takes the seat
 * of q. Most replacements are priced by a few additions, because the price of one more and one less is kept up to date
 * for every group and table. A person may be a unit, which a row counts as often as its group has members in it.
 *
 * The number of persons stands for no one. Row 0 and base 0 stand for none. CountRows in Python explains the arrays.
 */
#ifndef SEATING_COUNT_ENERGY_H
#define SEATING_COUNT_ENERGY_H

#include "arrays.h"

#define COUNT_ROWS(FIELD)     \
    FIELD(Numbers2, slot)     \
    FIELD(Ints, slot_of)      \
    FIELD(Ints, base_of)      \
    FIELD(Flags, or_none)     \
    FIELD(Ints, column)       \
    FIELD(Ints2, price)       \
    FIELD(Ints2, first)       \
    FIELD(Ints2, last)        \
    FIELD(Ints, low)          \
    FIELD(Ints, high)         \
    FIELD(Ints2, in_base)     \
    FIELD(Ints2, bases_of)    \
    FIELD(Ints, base_class)   \
    FIELD(Ints2, times)       \
    FIELD(Ints, base_rows)    \
    FIELD(Ints, base_start)   \
    FIELD(Ints2, n_seated)    \
    FIELD(Ints2, more)        \
    FIELD(Ints2, less)        \
    FIELD(Ints2, base)        \
    FIELD(Ints, outgoing)
STRUCT(CountRows, COUNT_ROWS)

/* The energy of a row at table t with `count` of its group and `base` of its base there. */
static inline int64_t row_cost(const CountRows *rows, int64_t t, int64_t row, int64_t count, int64_t base)
{
    const int64_t column = AT(rows->column, t);
    const int64_t price = AT2(rows->price, column, row);
    if (price == 0 || (count == 0 && AT(rows->or_none, row)))
        return 0;
    const int64_t at = AT2(rows->first, column, row) + least(base, AT2(rows->last, column, row));
    return price * (most(0, AT(rows->low, at) - count) + most(0, count - AT(rows->high, at)));
}

/* Compute the prices of one more and one less of a row's group at table t anew. */
static inline void update_prices(const CountRows *rows, int64_t t, int64_t row)
{
    if (row == 0 || AT2(rows->price, AT(rows->column, t), row) == 0)
        return;
    const int64_t count = AT2(rows->n_seated, t, row), base = AT2(rows->base, t, AT(rows->base_of, row));
    const int64_t now = row_cost(rows, t, row, count, base);
    AT2(rows->more, t, row) = row_cost(rows, t, row, count + 1, base) - now;
    AT2(rows->less, t, row) = count ? row_cost(rows, t, row, count - 1, base) - now : 0;
}

/* How often a row, which is in slot k, counts p. */
INLINED int64_t times_in_row(const CountRows *rows, int64_t k, int64_t p, int64_t row)
{
    if ((int64_t)AT2(rows->slot, p, k) != row)
        return 0;
    return rows->times.n0 ? AT2(rows->times, p, k) : 1;
}

/* The change in energy of a row if so many more of its group sit at table t, or fewer if negative. */
static inline int64_t change_of_row(const CountRows *rows, int64_t t, int64_t row, int64_t by)
{
    if (by == 0)
        return 0;
    if (by == 1)
        return AT2(rows->more, t, row);
    if (by == -1)
        return AT2(rows->less, t, row);
    const int64_t count = AT2(rows->n_seated, t, row), base = AT2(rows->base, t, AT(rows->base_of, row));
    return row_cost(rows, t, row, count + by, base) - row_cost(rows, t, row, count, base);
}

/* Whether two persons are in the base of a row equally often. */
INLINED bool base_stays(const CountRows *rows, int64_t row, int64_t out, int64_t into)
{
    const int64_t base = AT(rows->base_of, row);
    return AT2(rows->in_base, out, base) == AT2(rows->in_base, into, base);
}

/* The change in energy of the rows in slot k, where they count units by their members; without rows whose base changes. */
static inline int64_t change_by_times(const CountRows *rows, int64_t t, int64_t k, int64_t out, int64_t into)
{
    int64_t change = 0;
    const int64_t x = AT2(rows->slot, out, k), y = AT2(rows->slot, into, k);
    if (x && base_stays(rows, x, out, into))
        change += change_of_row(rows, t, x, times_in_row(rows, k, into, x) - AT2(rows->times, out, k));
    if (y && y != x && base_stays(rows, y, out, into))
        change += change_of_row(rows, t, y, AT2(rows->times, into, k));
    return change;
}

/* The change in energy of the rows of a base at table t when `into` takes the seat of `out`. */
static inline int64_t change_of_base(const CountRows *rows, int64_t t, int64_t base, int64_t out, int64_t into)
{
    const int64_t by = AT2(rows->in_base, into, base) - AT2(rows->in_base, out, base);
    if (by == 0)
        return 0;
    int64_t change = 0;
    const int64_t sits = AT2(rows->base, t, base), column = AT(rows->column, t);
    for (int64_t i = AT(rows->base_start, base); i < AT(rows->base_start, base + 1); i++) {
        const int64_t row = AT(rows->base_rows, i);
        if (AT2(rows->price, column, row) == 0)
            continue;
        const int64_t k = AT(rows->slot_of, row), count = AT2(rows->n_seated, t, row);
        const int64_t then = count + times_in_row(rows, k, into, row) - times_in_row(rows, k, out, row);
        change += row_cost(rows, t, row, then, sits + by) - row_cost(rows, t, row, count, sits);
    }
    return change;
}

/* The change in energy of count terms at table t when `into` takes the seat of `out`; either may be no one. */
static inline int64_t count_change(const CountRows *rows, int64_t t, int64_t out, int64_t into)
{
    int64_t change = 0;
    const uint32_t *xs = ROW(rows->slot, out), *ys = ROW(rows->slot, into);
    if (AT(rows->base_class, out) == AT(rows->base_class, into)) {
        /* no band moves, so the prices of one more and one less are exact */
        for (int64_t k = 0; k < rows->slot.n1; k++)
            if (xs[k] != ys[k])
                change += AT2(rows->less, t, xs[k]) + AT2(rows->more, t, ys[k]);
        return change;
    }
    for (int64_t k = 0; k < rows->slot.n1; k++) {
        const int64_t x = xs[k], y = ys[k];
        if (rows->times.n0) {
            change += change_by_times(rows, t, k, out, into);
        } else if (x != y) {
            if (base_stays(rows, x, out, into))
                change += AT2(rows->less, t, x);
            if (base_stays(rows, y, out, into))
                change += AT2(rows->more, t, y);
        }
    }
    /* rows whose base gains or loses someone: their bands move, so both costs are computed anew */
    for (int64_t k = 0; k < rows->bases_of.n1; k++) {
        const int64_t x = AT2(rows->bases_of, out, k), y = AT2(rows->bases_of, into, k);
        if (x)
            change += change_of_base(rows, t, x, out, into);
        if (y && !AT2(rows->in_base, out, y))
            change += change_of_base(rows, t, y, out, into);
        if (!x && !y)
            break;
    }
    return change;
}

/* The change in energy when p goes from table a to b and someone who is in no group moves from b to a.
 *
 * It is also saved slot by slot, so that one call is enough for all swaps of p with people at table b.
 */
INLINED int64_t outgoing_change(const CountRows *rows, int64_t a, int64_t b, int64_t p)
{
    int64_t change = 0;
    const uint32_t *slot = ROW(rows->slot, p);
    const int64_t *less = ROW(rows->less, a), *more = ROW(rows->more, b), slots = rows->slot.n1;
    int64_t *restrict outgoing = rows->outgoing.at;
    for (int64_t k = 0; k < slots; k++) {
        outgoing[k] = less[slot[k]] + more[slot[k]];
        change += outgoing[k];
    }
    return change;
}

/* The correction to the outgoing_change of p if q, who is in the same bases, goes from b to a. */
INLINED int64_t incoming_change(const CountRows *rows, int64_t a, int64_t b, int64_t p, int64_t q)
{
    int64_t change = 0;
    const uint32_t *slot = ROW(rows->slot, p), *other = ROW(rows->slot, q);
    const int64_t *less = ROW(rows->less, b), *more = ROW(rows->more, a);
    const int64_t *outgoing = rows->outgoing.at, slots = rows->slot.n1;
    for (int64_t k = 0; k < slots; k++) {
        const uint32_t y = other[k];
        change += y != slot[k] ? less[y] + more[y] : -outgoing[k];
    }
    return change;
}

/* Update the number of a base at table t, and the prices of its rows there. */
static inline void update_base(const CountRows *rows, int64_t t, int64_t base, int64_t by)
{
    if (by == 0)
        return;
    AT2(rows->base, t, base) += by;
    for (int64_t i = AT(rows->base_start, base); i < AT(rows->base_start, base + 1); i++)
        update_prices(rows, t, AT(rows->base_rows, i));
}

/* Update counts and prices at table t after `into` has taken the seat of `out`; either may be no one. */
static inline void update_counts(const CountRows *rows, int64_t t, int64_t out, int64_t into)
{
    for (int64_t k = 0; k < rows->slot.n1; k++) {
        const int64_t x = AT2(rows->slot, out, k), y = AT2(rows->slot, into, k);
        if (x == y && rows->times.n0 == 0)
            continue;
        if (x)
            AT2(rows->n_seated, t, x) -= times_in_row(rows, k, out, x);
        if (y)
            AT2(rows->n_seated, t, y) += times_in_row(rows, k, into, y);
        update_prices(rows, t, x);
        update_prices(rows, t, y);
    }
    if (AT(rows->base_class, out) == AT(rows->base_class, into))
        return;
    for (int64_t k = 0; k < rows->bases_of.n1; k++) {
        const int64_t x = AT2(rows->bases_of, out, k), y = AT2(rows->bases_of, into, k);
        if (x)
            update_base(rows, t, x, AT2(rows->in_base, into, x) - AT2(rows->in_base, out, x));
        if (y && !AT2(rows->in_base, out, y))
            update_base(rows, t, y, AT2(rows->in_base, into, y));
        if (!x && !y)
            break;
    }
}

/* Compute the prices of one more and one less at empty table t, and return the energy of the empty table. */
static inline int64_t initialize_counts(const CountRows *rows, int64_t t)
{
    int64_t cost = 0;
    for (int64_t row = 0; row < rows->base_of.n0; row++) {
        update_prices(rows, t, row);
        cost += row_cost(rows, t, row, 0, 0);
    }
    return cost;
}

#endif
