/* The neighborhood of the search: swap two people, or move one person to another table.
 *
 * A try draws a move at random, computes its change in energy from the running counts, and makes the move if it is
 * accepted. make_swap and make_move then update every array, so that work is done only for accepted moves.
 */
#ifndef SEATING_NEIGHBORHOOD_H
#define SEATING_NEIGHBORHOOD_H

#include "state.h"

/* How many people at one table a person tries to swap with in a row; outgoing_change is computed once for all. */
#define MOST_PARTNERS 12

/* The change in energy of the terms that depend on p and q together: presence and sum terms. */
INLINED int64_t shared_change(const State *s, int64_t p, int64_t q, int64_t a, int64_t b)
{
    int64_t change = 0;
    if (s->presence.price.n1)
        change += presence_change(&s->presence, a, p, q) + presence_change(&s->presence, b, q, p);
    if (s->sums.price.n1)
        change += sum_change(&s->sums, a, p, q) + sum_change(&s->sums, b, q, p);
    return change;
}

/* The change in energy of pairs in lists when p at table a and q at table b swap seats. */
INLINED int64_t sparse_swap_change(const SparsePairs *pairs, int64_t p, int64_t q, int64_t a, int64_t b)
{
    if (pairs->person.n0 == 0)
        return 0;
    int64_t change = 0;
    const int64_t i = AT(pairs->row, p), j = AT(pairs->row, q);
    if (i >= 0)
        change += AT2(pairs->price, i, b) - AT2(pairs->price, i, a);
    if (j >= 0)
        change += AT2(pairs->price, j, a) - AT2(pairs->price, j, b);
    if (i >= 0 && j >= 0) /* each price still counts the other person at the table which that person leaves */
        change += swap_correction(pairs, p, a, b, q, b, a);
    return change;
}

/* The change in energy when p at table a and q at table b swap seats.
 *
 * `outgoing` is the outgoing_change of p from a to b; its parts must still be in s->rows.outgoing.
 */
INLINED int64_t swap_change(const State *s, int64_t p, int64_t q, int64_t a, int64_t b, int64_t outgoing)
{
    int64_t change;
    if (AT(s->rows.base_class, p) == AT(s->rows.base_class, q))
        change = outgoing + incoming_change(&s->rows, a, b, p, q);
    else
        change = count_change(&s->rows, a, p, q) + count_change(&s->rows, b, q, p);
    change += shared_change(s, p, q, a, b);
    if (s->spread.slot.n1)
        change += spread_change(&s->spread, p, q, a, b) + spread_change(&s->spread, q, p, b, a);
    if (s->links.low.n0 > 1)
        change += link_change(&s->links, p, q, a, b);
    change += seat_cost_change(&s->occupancy, p, a, b) + seat_cost_change(&s->occupancy, q, b, a);
    change += dense_swap_change(&s->dense, p, q, a, b);
    return change + sparse_swap_change(&s->pairs, p, q, a, b);
}

/* The change in energy at table t when `into` takes the seat of `out`; either may be no one. */
static inline int64_t table_change(const State *s, int64_t t, int64_t out, int64_t into)
{
    int64_t change = count_change(&s->rows, t, out, into);
    if (s->presence.price.n1)
        change += presence_change(&s->presence, t, out, into);
    if (s->sums.price.n1)
        change += sum_change(&s->sums, t, out, into);
    return change;
}

/* Let `into` take the seat of `out` at table t, which changes the energy there by `change`. */
static inline void update_table(const State *s, int64_t t, int64_t out, int64_t into, int64_t change)
{
    AT(s->occupancy.cost, t) += change;
    update_counts(&s->rows, t, out, into);
    update_presence(&s->presence, t, out, into);
    update_sums(&s->sums, t, out, into);
}

/* Update the terms about one person's table after the person has moved from table a, or from NOWHERE, to b. */
static inline void update_person(const State *s, int64_t p, int64_t a, int64_t b)
{
    update_spread(&s->spread, p, a, b);
    update_links(&s->links, p, a, b);
    update_sparse(&s->pairs, p, a, b);
    update_dense(&s->dense, p, a, b);
}

/* Swap the seats of two people at different tables, and update every array except the energy. */
static inline void make_swap(const State *s, int64_t *stats, int64_t p, int64_t q)
{
    const Occupancy *o = &s->occupancy;
    const int64_t a = AT(o->table, p), b = AT(o->table, q), i = AT(o->position, p), j = AT(o->position, q);
    stats[SWAPS_MADE] += 1;
    update_table(s, a, p, q, table_change(s, a, p, q));
    update_table(s, b, q, p, table_change(s, b, q, p));
    update_person(s, p, a, b);
    update_person(s, q, b, a);
    AT2(o->member, a, i) = q;
    AT2(o->member, b, j) = p;
    AT(o->position, p) = j;
    AT(o->position, q) = i;
    set_table(o, p, a, b);
    set_table(o, q, b, a);
    update_costly(o, stats, a);
    update_costly(o, stats, b);
}

/* The change in energy when p goes from a to b, without the terms that are sums over tables. */
static inline int64_t move_change(const State *s, int64_t p, int64_t a, int64_t b)
{
    const int64_t nobody = s->occupancy.table.n0, row = AT(s->pairs.row, p);
    int64_t change = seat_cost_change(&s->occupancy, p, a, b) + dense_move_change(&s->dense, p, a, b);
    if (s->spread.slot.n1)
        change += spread_change(&s->spread, p, nobody, a, b);
    if (s->links.low.n0 > 1)
        change += link_change(&s->links, p, nobody, a, b);
    return row < 0 ? change : change + AT2(s->pairs.price, row, b) - AT2(s->pairs.price, row, a);
}

/* Move person p to table b, and update every array except the energy.
 *
 * `leave` and `enter` are the changes in energy at the old table and at b, as if nothing were waived.
 */
static inline void make_move(const State *s, int64_t *stats, int64_t p, int64_t b, int64_t leave, int64_t enter)
{
    const Occupancy *o = &s->occupancy;
    const int64_t a = AT(o->table, p), nobody = o->table.n0;
    update_table(s, a, p, nobody, leave);
    update_table(s, b, nobody, p, enter);
    update_person(s, p, a, b);
    if (p < o->position.n0) { /* staff have no place among the members of a table */
        AT(o->heads, a) -= 1;
        /* the last member fills the gap, since the order of the members does not matter */
        const int64_t last = AT2(o->member, a, AT(o->heads, a));
        AT2(o->member, a, AT(o->position, p)) = last;
        AT(o->position, last) = AT(o->position, p);
        AT2(o->member, b, AT(o->heads, b)) = p;
        AT(o->position, p) = AT(o->heads, b);
        AT(o->heads, b) += 1;
    }
    set_table(o, p, a, b);
    update_costly(o, stats, a);
    update_costly(o, stats, b);
}

/* Whether a change is made; `worse` is the counter of those that raise the energy.
 *
 * The seating may be the best so far only just before it gets worse, so it is saved then.
 */
INLINED bool takes(
    const Occupancy *o, int64_t *stats, uint64_t *random, int64_t change, double temperature, double must_price,
    int worse)
{
    if (change <= 0)
        return true;
    if (!is_accepted(random, change, temperature, must_price))
        return false;
    save_best(o, stats);
    stats[worse] += 1;
    return true;
}

/* Try to swap person p with people at one table in turn, until a swap is accepted.
 *
 * Returns how many swaps were tried; 1 if the drawn table is that of p.
 */
INLINED int64_t try_swaps(
    const State *s, int64_t *stats, uint64_t *random, int64_t p, double temperature, double must_price)
{
    const Occupancy *o = &s->occupancy;
    const int64_t first = random_below(random, o->position.n0);
    const int64_t a = AT(o->table, p), b = AT(o->table, first);
    if (a == b)
        return 1;
    const int64_t outgoing = outgoing_change(&s->rows, a, b, p);
    /* begin at the person drawn and go around the table, so that everyone there is tried equally often */
    int64_t at = AT(o->position, first);
    const int64_t heads = AT(o->heads, b), partners = least(heads, MOST_PARTNERS);
    for (int64_t n = 0; n < partners; n++) {
        const int64_t q = AT2(o->member, b, at);
        at = at + 1 < heads ? at + 1 : 0;
        const int64_t change = swap_change(s, p, q, a, b, outgoing);
        if (!takes(o, stats, random, change, temperature, must_price, WORSE_SWAPS))
            continue;
        stats[SWAPS_TRIED] += n + 1;
        make_swap(s, stats, p, q);
        stats[ENERGY] += change;
        return n + 1;
    }
    stats[SWAPS_TRIED] += partners;
    return partners;
}

/* Try to move person p to a table drawn at random. */
static inline void try_move(
    const State *s, int64_t *stats, uint64_t *random, int64_t p, double temperature, double must_price)
{
    const Occupancy *o = &s->occupancy;
    const int64_t a = AT(o->table, p), b = random_below(random, o->heads.n0), nobody = o->table.n0;
    if (a == b || AT(o->heads, b) == o->member.n1)
        return;
    const int64_t leave = table_change(s, a, p, nobody), enter = table_change(s, b, nobody, p);
    const int64_t change = with_waivers(o, p, a, b, leave, enter) + move_change(s, p, a, b);
    stats[MOVES_TRIED] += 1;
    if (!takes(o, stats, random, change, temperature, must_price, WORSE_MOVES))
        return;
    stats[MOVES_MADE] += 1;
    make_move(s, stats, p, b, leave, enter);
    stats[ENERGY] += change;
}

/* A random person; with probability `focus` someone at a table that costs something. */
INLINED int64_t pick_person(const Occupancy *o, const int64_t *stats, uint64_t *random, double focus)
{
    if (stats[N_COSTLY] && random_fraction(random) < focus) {
        const int64_t table = AT(o->costly, random_below(random, stats[N_COSTLY]));
        if (AT(o->heads, table))
            return AT2(o->member, table, random_below(random, AT(o->heads, table)));
    }
    return random_below(random, o->table.n0);
}

#endif
