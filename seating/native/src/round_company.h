/* Who shares a table in which rounds, and at what cost; rounds are the bits of a number.
 *
 * `seating/engines/multi_round/round_company.py` describes every array. */
#ifndef SEATING_ROUND_COMPANY_H
#define SEATING_ROUND_COMPANY_H

#include "arrays.h"

#define COMPANY(FIELD)       \
    FIELD(Ints, person)      \
    FIELD(Ints, round_of)    \
    FIELD(Ints2, sitter)     \
    FIELD(Ints, people_from) \
    FIELD(Ints, tables_from) \
    FIELD(Ints2, kind)       \
    FIELD(Ints2, cost)       \
    FIELD(Ints2, met)        \
    FIELD(Ints2, price)
STRUCT(Company, COMPANY)

/* Update meetings and prices for a sitter who moves from table a to b. The entry of `one` in `table` is not read. */
void update_company(const Company *company, Ints table, int64_t one, int64_t a, int64_t b);

/* Add the energy of meetings at each table to `cost`. */
void add_company_costs(const Company *company, Ints table, Ints cost);

/* Return how much more energy a pair costs that meets in these rounds if it also meets in the round of `bit`. */
INLINED int64_t cost_of_meeting(const int64_t *cost, int64_t met, int64_t bit)
{
    return cost[met | bit] - cost[met & ~bit];
}

/* Return how much more energy two people cost if they share a table in round r than if they do not. */
INLINED int64_t cost_of_sharing(const Company *company, int64_t p, int64_t q, int64_t r)
{
    const int64_t *cost = ROW(company->cost, AT2(company->kind, p, q));
    return cost_of_meeting(cost, AT2(company->met, p, q), INT64_C(1) << r);
}

/* The change in energy of meetings when `one` at table a and `other` at table b swap seats. */
INLINED int64_t company_change(const Company *company, int64_t one, int64_t other, int64_t a, int64_t b)
{
    const int64_t r = AT(company->round_of, one), start = AT(company->tables_from, r);
    const int64_t *of_one = ROW(company->price, one), *of_other = ROW(company->price, other);
    const int64_t p = AT(company->person, one), q = AT(company->person, other);
    /* each price still counts the other person, who leaves that table */
    return of_one[b - start] - of_one[a - start] + of_other[a - start] - of_other[b - start]
        - 2 * cost_of_sharing(company, p, q, r);
}

#endif
