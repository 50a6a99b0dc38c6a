/* The loop of one chain: seat everyone, sample swaps, and search at one temperature. */
#include "exchanges.h"
#include "neighborhood.h"
#include "state.h"

EXPORT void seating_initialize(const State *restrict s, Ints stats, Ints table, int64_t energy);
EXPORT void seating_sample_swaps(const State *restrict s, Words random, Ints changes);
EXPORT void seating_search(
    const State *restrict s, Ints stats, Words random, int64_t tries, double temperature, double must_price,
    double moving, double focus);

/* Seat everyone, as `table` says, in an empty state. */
void seating_initialize(const State *restrict s, Ints stats, Ints table, int64_t energy)
{
    const Occupancy *o = &s->occupancy;
    const int64_t people = o->position.n0, nobody = o->table.n0;
    for (int64_t t = 0; t < o->heads.n0; t++) {
        AT(o->cost, t) = initialize_counts(&s->rows, t);
        for (int64_t term = 0; term < s->presence.price.n1; term++)
            AT(o->cost, t) += AT2(s->presence.price, t, term) * AT2(s->presence.low, t, term);
    }
    for (int64_t p = 0; p < nobody; p++) {
        const int64_t t = AT(table, p);
        update_table(s, t, nobody, p, table_change(s, t, nobody, p));
        AT(o->table, p) = t;
        update_person(s, p, NOWHERE, t);
        if (p < people) {
            AT(o->position, p) = AT(o->heads, t);
            AT2(o->member, t, AT(o->heads, t)) = p;
            AT(o->heads, t) += 1;
        }
        AT(o->seat_excess, t) += seat_cost(o, p, t) - AT(o->cheapest, p);
    }
    AT(stats, ENERGY) = energy;
    AT(stats, BEST) = energy;
    copy_into(table, o->best);
}

/* Write the changes in energy of random swaps to `changes`; entries of two people at one table stay unchanged. */
void seating_sample_swaps(const State *restrict s, Words random, Ints changes)
{
    const Occupancy *o = &s->occupancy;
    if (o->position.n0 == 0)
        return;
    for (int64_t i = 0; i < changes.n0; i++) {
        const int64_t p = random_below(random.at, o->position.n0);
        const int64_t q = random_below(random.at, o->position.n0);
        const int64_t a = AT(o->table, p), b = AT(o->table, q);
        if (a != b)
            AT(changes, i) = swap_change(s, p, q, a, b, outgoing_change(&s->rows, a, b, p));
    }
}

/* Try moves at one temperature, and save the best seating.
 *
 * `must_price` is the price of an unmet unit of a must when a change is accepted, in points of penalty like the
 * temperature; `moving` the share of tries that move one person; `focus` that of tries at a table that costs something.
 */
void seating_search(
    const State *restrict s, Ints stats, Words random, int64_t tries, double temperature, double must_price,
    double moving, double focus)
{
    const Occupancy *o = &s->occupancy;
    const int64_t people = o->position.n0, tables = o->heads.n0;
    const double exchanging = share_of_exchanges(o);
    assert(stats.n0 == N_STATS && random.n0 == 2);
    /* the costs of pairs change with every move; for the choice of tables, the initial costs are good enough */
    pair_costs_by_table(&s->pairs, o->table, o->pair_cost);
    for (int64_t t = 0; t < tables; t++)
        update_costly(o, stats.at, t);
    while (tries > 0 && o->table.n0 > 0) {
        if (exchanging > 0.0 && random_fraction(random.at) < exchanging) {
            const int64_t unit = AT(o->large, random_below(random.at, o->large.n0));
            const int64_t b = random_below(random.at, tables);
            try_exchange(s, stats.at, random.at, unit, b, temperature, must_price);
            tries -= 1;
            continue;
        }
        const int64_t p = pick_person(o, stats.at, random.at, focus);
        /* staff only move: they take no place of a table, so a swap with a person would change its size */
        if (p >= people || random_fraction(random.at) < moving) {
            try_move(s, stats.at, random.at, p, temperature, must_price);
            tries -= 1;
        } else {
            tries -= try_swaps(s, stats.at, random.at, p, temperature, must_price);
        }
    }
    save_best(o, stats.at);
}
