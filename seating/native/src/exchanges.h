/* Exchanges where persons are units: one unit of several people against units with about as many people.
 *
 * Where the sizes of tables are limited, a family of five finds no place by moves and swaps alone. An exchange is tried
 * by making its moves one by one, which keeps every array up to date, and taken back if it is not accepted.
 */
#ifndef SEATING_EXCHANGES_H
#define SEATING_EXCHANGES_H

#include "neighborhood.h"

/* By how many people both sides may differ. */
#define FEWER 1

/* Share of tries that are exchanges in a room where every unit has several people. */
#define SHARE_OF_EXCHANGES 0.05

/* The share of tries that are exchanges; 0 in a room without units. */
INLINED double share_of_exchanges(const Occupancy *o)
{
    return o->large.n0 ? SHARE_OF_EXCHANGES * (double)o->large.n0 / (double)o->size.n0 : 0.0;
}

/* Write units at table b with at most so many people together to `chosen`; return their number. */
static inline int64_t choose_units(const Occupancy *o, uint64_t *random, int64_t b, int64_t people)
{
    const int64_t heads = AT(o->heads, b);
    if (heads == 0)
        return 0;
    int64_t chosen = 0, at = random_below(random, heads);
    for (int64_t n = 0; n < heads; n++) {
        const int64_t q = AT2(o->member, b, at);
        at = at + 1 < heads ? at + 1 : 0;
        if (AT(o->size, q) <= people && chosen < o->chosen.n0) {
            AT(o->chosen, chosen) = q;
            people -= AT(o->size, q);
            chosen += 1;
        }
    }
    return chosen;
}

/* Move unit p to table b, and return the change in energy. */
static inline int64_t move_unit(const State *s, int64_t *stats, int64_t p, int64_t b)
{
    const int64_t a = AT(s->occupancy.table, p), nobody = s->occupancy.table.n0;
    const int64_t leave = table_change(s, a, p, nobody), enter = table_change(s, b, nobody, p);
    const int64_t change = with_waivers(&s->occupancy, p, a, b, leave, enter) + move_change(s, p, a, b);
    make_move(s, stats, p, b, leave, enter);
    return change;
}

/* Try to exchange unit p for several units at table b with as many people, or one more or less. */
static inline void try_exchange(
    const State *s, int64_t *stats, uint64_t *random, int64_t p, int64_t b, double temperature, double must_price)
{
    const Occupancy *o = &s->occupancy;
    const int64_t a = AT(o->table, p), room = o->member.n1;
    if (a == b)
        return;
    const int64_t people = AT(o->size, p) + random_below(random, 2 * FEWER + 1) - FEWER;
    const int64_t chosen = choose_units(o, random, b, people);
    if (chosen < 2 || AT(o->heads, a) + chosen > room || AT(o->heads, b) == room)
        return;
    save_best(o, stats);
    int64_t change = move_unit(s, stats, p, b);
    for (int64_t n = 0; n < chosen; n++)
        change += move_unit(s, stats, AT(o->chosen, n), a);
    if (change <= 0 || is_accepted(random, change, temperature, must_price)) {
        stats[ENERGY] += change;
        stats[WORSE_EXCHANGES] += change > 0;
        return;
    }
    for (int64_t n = 0; n < chosen; n++)
        move_unit(s, stats, AT(o->chosen, n), b);
    move_unit(s, stats, p, a);
}

#endif
