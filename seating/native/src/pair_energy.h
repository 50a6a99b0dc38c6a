/* Pair terms: lists of partners where few pairs cost something, otherwise one square matrix.
 *
 * Both keep, for each person and table, the energy of the person's pairs with everyone who sits there.
 */
#ifndef SEATING_PAIR_ENERGY_H
#define SEATING_PAIR_ENERGY_H

#include "arrays.h"
#include "group_energy.h"

#define SPARSE_PAIRS(FIELD)       \
    FIELD(Ints, row)              \
    FIELD(Ints, person)           \
    FIELD(Ints, start)            \
    FIELD(Ints, other)            \
    FIELD(Ints, together)         \
    FIELD(Ints, apart)            \
    FIELD(Ints, mask)             \
    FIELD(Flags2, masks)          \
    FIELD(Flags, is_everywhere)   \
    FIELD(Ints2, price)
STRUCT(SparsePairs, SPARSE_PAIRS)

#define DENSE_PAIRS(FIELD)  \
    FIELD(Ints2, weight)    \
    FIELD(Ints2, price)
STRUCT(DensePairs, DENSE_PAIRS)

/* The energy of entry k when its two persons sit at tables s and t. */
INLINED int64_t between(const SparsePairs *pairs, int64_t k, int64_t s, int64_t t)
{
    const int64_t mask = AT(pairs->mask, k);
    if (s == t)
        return AT2(pairs->masks, mask, t) ? AT(pairs->together, k) : 0;
    return AT2(pairs->masks, mask, s) || AT2(pairs->masks, mask, t) ? AT(pairs->apart, k) : 0;
}

/* The correction to the two price differences if p goes from a to b while q goes from c to d.
 *
 * Each price assumes that the other person stays where they are.
 */
static inline int64_t swap_correction(
    const SparsePairs *pairs, int64_t p, int64_t a, int64_t b, int64_t q, int64_t c, int64_t d)
{
    const int64_t row = AT(pairs->row, p);
    if (row < 0 || AT(pairs->row, q) < 0)
        return 0;
    const int64_t end = AT(pairs->start, row + 1);
    int64_t k = AT(pairs->start, row), high = end;
    while (k < high) { /* find the first entry about q by bisection */
        const int64_t middle = (k + high) / 2;
        if (AT(pairs->other, middle) < q)
            k = middle + 1;
        else
            high = middle;
    }
    int64_t change = 0;
    for (; k < end && AT(pairs->other, k) == q; k++) {
        change += between(pairs, k, b, d) + between(pairs, k, a, c);
        change -= between(pairs, k, b, c) + between(pairs, k, a, d);
    }
    return change;
}

/* Update the prices of a person's partners after the person has moved from table a, or from NOWHERE, to b. */
static inline void update_sparse(const SparsePairs *pairs, int64_t p, int64_t a, int64_t b)
{
    const int64_t row = AT(pairs->row, p);
    if (row < 0)
        return;
    for (int64_t k = AT(pairs->start, row); k < AT(pairs->start, row + 1); k++) {
        const int64_t other = AT(pairs->row, AT(pairs->other, k)), mask = AT(pairs->mask, k);
        if (AT(pairs->apart, k) == 0 || AT(pairs->is_everywhere, mask)) {
            /* the partner's prices change only at the two tables, up to a constant when someone gets the first seat */
            const int64_t cost = AT(pairs->together, k) - AT(pairs->apart, k);
            if (a != NOWHERE && AT2(pairs->masks, mask, a))
                AT2(pairs->price, other, a) -= cost;
            if (AT2(pairs->masks, mask, b))
                AT2(pairs->price, other, b) += cost;
            continue;
        }
        for (int64_t t = 0; t < pairs->price.n1; t++) {
            if (a != NOWHERE)
                AT2(pairs->price, other, t) -= between(pairs, k, a, t);
            AT2(pairs->price, other, t) += between(pairs, k, b, t);
        }
    }
}

/* Write the energy of pairs at each table to `cost`; a pair that is apart counts at both tables. */
static inline void pair_costs_by_table(const SparsePairs *pairs, Ints table, Ints cost)
{
    for (int64_t t = 0; t < cost.n0; t++)
        AT(cost, t) = 0;
    for (int64_t i = 0; i < pairs->person.n0; i++) {
        const int64_t t = AT(table, AT(pairs->person, i));
        for (int64_t k = AT(pairs->start, i); k < AT(pairs->start, i + 1); k++)
            AT(cost, t) += between(pairs, k, AT(table, AT(pairs->other, k)), t);
    }
}

/* The change in energy of the pairs in the matrix when a person moves from table a to b. */
INLINED int64_t dense_move_change(const DensePairs *dense, int64_t p, int64_t a, int64_t b)
{
    return dense->weight.n0 ? AT2(dense->price, b, p) - AT2(dense->price, a, p) : 0;
}

/* The change in energy of the pairs in the matrix when p at table a and q at table b swap seats. */
INLINED int64_t dense_swap_change(const DensePairs *dense, int64_t p, int64_t q, int64_t a, int64_t b)
{
    if (dense->weight.n0 == 0)
        return 0;
    const int64_t *at_a = ROW(dense->price, a), *at_b = ROW(dense->price, b);
    /* each price counts the pair (p, q) itself, though the two never share a table */
    return at_b[p] - at_a[p] + at_a[q] - at_b[q] - 2 * AT2(dense->weight, p, q);
}

/* Update the prices after a person has moved from table a, or from NOWHERE, to b. */
static inline void update_dense(const DensePairs *dense, int64_t p, int64_t a, int64_t b)
{
    const int64_t persons = dense->weight.n0;
    if (persons == 0)
        return;
    const int64_t *restrict weight = ROW(dense->weight, p);
    if (a != NOWHERE) {
        int64_t *restrict left = ROW(dense->price, a);
        for (int64_t q = 0; q < persons; q++)
            left[q] -= weight[q];
    }
    int64_t *restrict joined = ROW(dense->price, b);
    for (int64_t q = 0; q < persons; q++)
        joined[q] += weight[q];
}

#endif
