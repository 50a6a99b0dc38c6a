/* The loop of one chain over several rounds at once: that of annealing.c, with swaps and moves that stay within a round,
 * and with the costs of meetings. */
#include "neighborhood.h"
#include "round_company.h"
#include "state.h"

EXPORT void seating_sample_swaps_in_rounds(
    const State *restrict s, const Company *restrict company, Words random, Ints changes);
EXPORT void seating_search_rounds(
    const State *restrict s, const Company *restrict company, Ints stats, Words random, int64_t tries,
    double temperature, double must_price, double moving, double focus);

/* A random person of the same round as p. */
INLINED int64_t person_of_same_round(const Company *company, uint64_t *random, int64_t p)
{
    const int64_t r = AT(company->round_of, p), start = AT(company->people_from, r);
    return start + random_below(random, AT(company->people_from, r + 1) - start);
}

/* The change in energy when p at table a and q at table b swap seats, meetings included; `outgoing` as in swap_change. */
INLINED int64_t change_of_swap(
    const State *s, const Company *company, int64_t p, int64_t q, int64_t a, int64_t b, int64_t outgoing)
{
    return swap_change(s, p, q, a, b, outgoing) + company_change(company, p, q, a, b);
}

/* Write the changes in energy of random swaps to `changes`; entries of two people at one table stay unchanged. */
void seating_sample_swaps_in_rounds(
    const State *restrict s, const Company *restrict company, Words random, Ints changes)
{
    const Occupancy *o = &s->occupancy;
    if (o->position.n0 == 0)
        return;
    for (int64_t i = 0; i < changes.n0; i++) {
        const int64_t p = random_below(random.at, o->position.n0);
        const int64_t q = person_of_same_round(company, random.at, p);
        const int64_t a = AT(o->table, p), b = AT(o->table, q);
        if (a != b)
            AT(changes, i) = change_of_swap(s, company, p, q, a, b, outgoing_change(&s->rows, a, b, p));
    }
}

/* Swap the seats of p at table a and q at table b, who are in one round. */
static void swap_in_round(
    const State *s, const Company *company, int64_t *stats, int64_t p, int64_t q, int64_t a, int64_t b)
{
    update_company(company, s->occupancy.table, p, a, b);
    make_swap(s, stats, p, q);
    update_company(company, s->occupancy.table, q, b, a);
}

/* Try to swap p with people at one table of the same round in turn, until a swap is accepted.
 *
 * Returns how many swaps were tried; 1 if the drawn table is that of p.
 */
INLINED int64_t try_swaps_in_round(
    const State *s, const Company *company, int64_t *stats, uint64_t *random, int64_t p, double temperature,
    double must_price)
{
    const Occupancy *o = &s->occupancy;
    const int64_t first = person_of_same_round(company, random, p);
    const int64_t a = AT(o->table, p), b = AT(o->table, first);
    if (a == b)
        return 1;
    const int64_t outgoing = outgoing_change(&s->rows, a, b, p);
    const int64_t heads = AT(o->heads, b), partners = least(heads, MOST_PARTNERS);
    int64_t at = AT(o->position, first);
    for (int64_t n = 0; n < partners; n++) {
        const int64_t q = AT2(o->member, b, at);
        at = at + 1 < heads ? at + 1 : 0;
        const int64_t change = change_of_swap(s, company, p, q, a, b, outgoing);
        if (!takes(o, stats, random, change, temperature, must_price, WORSE_SWAPS))
            continue;
        stats[SWAPS_TRIED] += n + 1;
        swap_in_round(s, company, stats, p, q, a, b);
        stats[ENERGY] += change;
        return n + 1;
    }
    stats[SWAPS_TRIED] += partners;
    return partners;
}

/* Try to move p to a random table of the same round. */
static void try_move_in_round(
    const State *s, const Company *company, int64_t *stats, uint64_t *random, int64_t p, double temperature,
    double must_price)
{
    const Occupancy *o = &s->occupancy;
    const int64_t r = AT(company->round_of, p), start = AT(company->tables_from, r), nobody = o->table.n0;
    const int64_t a = AT(o->table, p), b = start + random_below(random, AT(company->tables_from, r + 1) - start);
    const bool meets = p < o->position.n0; /* staff meet no one */
    if (a == b || AT(o->heads, b) == o->member.n1)
        return;
    const int64_t leave = table_change(s, a, p, nobody), enter = table_change(s, b, nobody, p);
    int64_t change = with_waivers(o, p, a, b, leave, enter) + move_change(s, p, a, b);
    if (meets)
        change += AT2(company->price, p, b - start) - AT2(company->price, p, a - start);
    stats[MOVES_TRIED] += 1;
    if (!takes(o, stats, random, change, temperature, must_price, WORSE_MOVES))
        return;
    stats[MOVES_MADE] += 1;
    if (meets)
        update_company(company, o->table, p, a, b);
    make_move(s, stats, p, b, leave, enter);
    stats[ENERGY] += change;
}

/* Try moves at one temperature, and save the best seatings; the numbers are those of seating_search. */
void seating_search_rounds(
    const State *restrict s, const Company *restrict company, Ints stats, Words random, int64_t tries,
    double temperature, double must_price, double moving, double focus)
{
    const Occupancy *o = &s->occupancy;
    assert(stats.n0 == N_STATS && random.n0 == 2);
    pair_costs_by_table(&s->pairs, o->table, o->pair_cost);
    add_company_costs(company, o->table, o->pair_cost);
    for (int64_t t = 0; t < o->heads.n0; t++)
        update_costly(o, stats.at, t);
    while (tries > 0 && o->table.n0 > 0) {
        const int64_t p = pick_person(o, stats.at, random.at, focus);
        if (p >= o->position.n0 || random_fraction(random.at) < moving) {
            try_move_in_round(s, company, stats.at, random.at, p, temperature, must_price);
            tries -= 1;
        } else {
            tries -= try_swaps_in_round(s, company, stats.at, random.at, p, temperature, must_price);
        }
    }
    save_best(o, stats.at);
}
