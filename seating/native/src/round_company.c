#include "round_company.h"

/* Record in which rounds two people meet now, and update the prices of their meetings in rounds other than r. */
static void record_meetings(const Company *company, Ints table, int64_t p, int64_t q, int64_t met, int64_t r)
{
    const int64_t *cost = ROW(company->cost, AT2(company->kind, p, q));
    const int64_t before = AT2(company->met, p, q);
    AT2(company->met, p, q) = AT2(company->met, q, p) = met;
    for (int64_t other = 0; other < company->sitter.n1; other++) {
        const int64_t one = AT2(company->sitter, p, other), two = AT2(company->sitter, q, other);
        if (other == r || one < 0 || two < 0)
            continue;
        const int64_t bit = INT64_C(1) << other;
        const int64_t by = cost_of_meeting(cost, met, bit) - cost_of_meeting(cost, before, bit);
        if (by) {
            const int64_t start = AT(company->tables_from, other);
            AT2(company->price, one, AT(table, two) - start) += by;
            AT2(company->price, two, AT(table, one) - start) += by;
        }
    }
}

void update_company(const Company *company, Ints table, int64_t one, int64_t a, int64_t b)
{
    const int64_t r = AT(company->round_of, one), p = AT(company->person, one);
    const int64_t bit = INT64_C(1) << r, start = AT(company->tables_from, r);
    const int64_t end = AT(company->people_from, r + 1);
    for (int64_t other = AT(company->people_from, r); other < end; other++) {
        if (other == one)
            continue;
        const int64_t q = AT(company->person, other), sharing = cost_of_sharing(company, p, q, r);
        if (sharing) {
            AT2(company->price, other, a - start) -= sharing;
            AT2(company->price, other, b - start) += sharing;
        }
        if (AT(table, other) == a || AT(table, other) == b)
            record_meetings(company, table, p, q, AT2(company->met, p, q) ^ bit, r);
    }
}

void add_company_costs(const Company *company, Ints table, Ints cost)
{
    for (int64_t s = 0; s < company->price.n0; s++) {
        const int64_t t = AT(table, s);
        AT(cost, t) += AT2(company->price, s, t - AT(company->tables_from, AT(company->round_of, s)));
    }
}
