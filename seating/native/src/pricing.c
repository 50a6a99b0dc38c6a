#include "pricing.h"

/* How many members are considered for leaving in each exchange: the table costs least without them. */
#define BREADTH 4

/* A person who left may come back after 4 to STAYS - 1 exchanges. */
#define STAYS 10

/* Larger than any cost. */
#define NEVER (INT64_C(1) << 62)

/* How a person counts in a band: in its group only, in its base only, or in both. */
enum { IN_GROUP, IN_BASE };

/* Indices of `Members.scalars`: the cost and the hash of the members, the number of sets recorded, and the lowest cost
 * since this start. */
enum { COST, HASH, KEPT, LOWEST };

/* A random number of 62 bits (Marsaglia's xorshift). */
static int64_t draw(const Members *state)
{
    uint64_t x = AT(state->random, 0);
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    AT(state->random, 0) = x;
    return (int64_t)(x >> 2);
}

/* The cost of sum t after adding a value and an allowance. */
static int64_t sum_cost(const Table *table, const Members *state, int64_t t, int64_t value, int64_t allowance)
{
    const int64_t sum = AT2(state->total, t, 0) + value, unit = AT(table->units, t);
    const int64_t off = (sum < 0 ? -sum : sum) - AT2(state->total, t, 1) - allowance;
    if (off <= 0)
        return 0;
    return AT(table->prices, t) * (off / unit + (off % unit != 0)); /* a unit that has begun counts */
}

/* Count a person in band t, or no longer count them. Update what one more costs, and return the change in cost. */
static int64_t toggle_band(const Table *table, const Members *state, int64_t t, int64_t how, int64_t sign)
{
    int64_t *base = &AT(state->base, t), *group = &AT(state->group, t), *change = &AT(state->change, 3 * t);
    const int64_t before = AT3(table->bands, t, *base, *group);
    if (how != IN_BASE)
        *group += sign;
    if (how != IN_GROUP)
        *base += sign;
    const int64_t now = AT3(table->bands, t, *base, *group);
    change[0] = AT3(table->bands, t, *base, *group + 1) - now;
    change[1] = AT3(table->bands, t, *base + 1, *group) - now;
    change[2] = AT3(table->bands, t, *base + 1, *group + 1) - now;
    return now - before;
}

/* Count a person in group g of presence t, or no longer count them; return the change in cost. */
static int64_t toggle_group(const Table *table, const Members *state, int64_t t, int64_t g, int64_t sign)
{
    const int64_t before = AT2(table->presence, t, AT(state->present, t));
    const bool decides = AT(state->group_count, g) == (sign == 1 ? 0 : 1); /* the first of the group, or the last */
    AT(state->present, t) += decides ? sign : 0;
    AT(state->group_count, g) += sign;
    return AT2(table->presence, t, AT(state->present, t)) - before;
}

/* Add a person (sign 1) or remove one (sign -1); return the change in cost. */
static int64_t toggle(const Table *table, Ints price, const Members *state, int64_t person, int64_t sign)
{
    int64_t cost = sign * AT(price, person);
    for (int64_t k = AT(table->band_start, person); k < AT(table->band_start, person + 1); k++)
        cost += toggle_band(table, state, AT(table->band_items, k) / 3, AT(table->band_items, k) % 3, sign);
    for (int64_t k = AT(table->presence_start, person); k < AT(table->presence_start, person + 1); k++)
        cost += toggle_group(table, state, AT(table->presence_term, k), AT(table->presence_group, k), sign);
    for (int64_t t = 0; t < table->units.n0; t++) {
        const int64_t before = sum_cost(table, state, t, 0, 0);
        AT2(state->total, t, 0) += sign * AT2(table->values, t, person);
        AT2(state->total, t, 1) += sign * AT2(table->allowances, t, person);
        cost += sum_cost(table, state, t, 0, 0) - before;
    }
    if (state->pair_cost.n0 > 0) {
        const int64_t *pair = ROW(table->pairs, person);
        cost += sign * AT(state->pair_cost, person);
        for (int64_t other = 0; other < state->pair_cost.n0; other++)
            AT(state->pair_cost, other) += sign * pair[other];
    }
    AT(state->is_member, person) = sign == 1;
    return cost;
}

/* Add a person to the set of members or remove one, and update its cost and its hash. */
static void toggle_member(const Table *table, Ints price, const Members *state, int64_t person, int64_t sign)
{
    AT(state->scalars, COST) += toggle(table, price, state, person, sign);
    AT(state->scalars, HASH) ^= AT(state->hash_key, person);
}

/* Replace the members by those of a start. */
static void restart(const Table *table, Ints price, const Members *state, const int64_t *start)
{
    for (int64_t a = 0; a < state->members.n0; a++)
        if (AT(state->members, a) >= 0) /* before the first start there are none */
            toggle_member(table, price, state, AT(state->members, a), -1);
    for (int64_t a = 0; a < state->members.n0; a++) {
        toggle_member(table, price, state, start[a], 1);
        AT(state->members, a) = start[a];
    }
    for (int64_t person = 0; person < state->tabu_until.n0; person++)
        AT(state->tabu_until, person) = 0;
    AT(state->scalars, LOWEST) = AT(state->scalars, COST);
}

/* Where a set is recorded: after the others or, if there is no space, in place of the dearest one. */
static int64_t place_of_next(const Members *state)
{
    const int64_t kept = AT(state->scalars, KEPT);
    int64_t at = 0;
    if (kept < state->best_cost.n0)
        return kept;
    for (int64_t k = 0; k < kept; k++)
        if (AT(state->best_cost, k) > AT(state->best_cost, at))
            at = k;
    return at;
}

/* Record the members, unless they are recorded already or cost at least as much as all recorded sets. */
static void record(const Members *state)
{
    const int64_t cost = AT(state->scalars, COST), hash = AT(state->scalars, HASH), kept = AT(state->scalars, KEPT);
    const int64_t at = place_of_next(state);
    if (at < kept && cost >= AT(state->best_cost, at))
        return;
    for (int64_t k = 0; k < kept; k++)
        if (AT(state->best_hash, k) == hash)
            return;
    for (int64_t a = 0; a < state->members.n0; a++)
        AT2(state->best_members, at, a) = AT(state->members, a);
    AT(state->best_cost, at) = cost;
    AT(state->best_hash, at) = hash;
    AT(state->scalars, KEPT) = most(kept, at + 1);
}

/* The change in cost from the groups that only this person would represent. A person's entries are in the order
 * of the presences. */
static int64_t presence_change(const Table *table, const Members *state, int64_t person)
{
    const int64_t last = AT(table->presence_start, person + 1);
    int64_t cost = 0, k = AT(table->presence_start, person);
    while (k < last) {
        const int64_t t = AT(table->presence_term, k), present = AT(state->present, t);
        int64_t added = 0;
        for (; k < last && AT(table->presence_term, k) == t; k++)
            added += AT(state->group_count, AT(table->presence_group, k)) == 0;
        cost += AT2(table->presence, t, present + added) - AT2(table->presence, t, present);
    }
    return cost;
}

/* Compute the cost of adding each person. */
static void price_additions(const Table *table, Ints price, const Members *state)
{
    int64_t *add_cost = state->add_cost.at, k = 0;
    for (int64_t person = 0; person < price.n0; person++) {
        int64_t cost = AT(price, person);
        for (const int64_t last = AT(table->band_start, person + 1); k < last; k++)
            cost += AT(state->change, AT(table->band_items, k));
        add_cost[person] = cost;
    }
    if (table->presence.n0 > 0)
        for (int64_t person = 0; person < price.n0; person++)
            add_cost[person] += presence_change(table, state, person);
    for (int64_t t = 0; t < table->units.n0; t++) {
        const int64_t *values = ROW(table->values, t), *allowances = ROW(table->allowances, t);
        const int64_t before = sum_cost(table, state, t, 0, 0);
        for (int64_t person = 0; person < price.n0; person++)
            add_cost[person] += sum_cost(table, state, t, values[person], allowances[person]) - before;
    }
    for (int64_t person = 0; person < state->pair_cost.n0; person++)
        add_cost[person] += AT(state->pair_cost, person);
}

/* Write the cost of the table without each member to `Members.cost_without`. */
static void price_without_each(const Table *table, Ints price, const Members *state)
{
    for (int64_t a = 0; a < state->members.n0; a++) {
        const int64_t person = AT(state->members, a);
        AT(state->cost_without, a) = AT(state->scalars, COST) + toggle(table, price, state, person, -1);
        toggle(table, price, state, person, 1);
    }
}

/* An exchange: the member in place `out` leaves, and `into` comes. */
typedef struct {
    int64_t cost; /* of the table afterwards */
    int64_t out, into;
    int64_t ties; /* how many exchanges so far led to this cost */
} Exchange;

/* Look for a better exchange in which the member in place a leaves. The table costs `rest` without them.
 *
 * An exchange that leads to a lower cost than any since this start is allowed even if it is tabu (aspiration). Each of
 * several equally good exchanges is equally likely. */
static void improve(Exchange *best, const Members *state, int64_t step, int64_t a, int64_t rest)
{
    const int64_t leaving = AT(state->members, a), lowest = AT(state->scalars, LOWEST);
    const bool is_tabu = AT(state->tabu_until, leaving) > step;
    for (int64_t person = 0; person < state->add_cost.n0; person++) {
        const int64_t then = rest + AT(state->add_cost, person);
        if (then > best->cost || person == leaving || AT(state->is_member, person))
            continue;
        if ((is_tabu || AT(state->tabu_until, person) > step) && then >= lowest)
            continue;
        best->ties = then < best->cost ? 1 : best->ties + 1;
        if (best->ties == 1 || draw(state) % best->ties == 0) {
            best->cost = then;
            best->out = a;
            best->into = person;
        }
    }
}

/* The best exchange that is not tabu; its `out` is -1 if there is none. */
static Exchange find_exchange(const Table *table, Ints price, const Members *state, int64_t step)
{
    Exchange best = {.cost = NEVER, .out = -1, .into = -1, .ties = 0};
    const int64_t size = state->members.n0;
    price_without_each(table, price, state);
    for (int64_t turn = 0; turn < least(BREADTH, size); turn++) {
        int64_t a = 0;
        for (int64_t b = 0; b < size; b++)
            if (AT(state->cost_without, b) < AT(state->cost_without, a))
                a = b;
        const int64_t leaving = AT(state->members, a), rest = AT(state->cost_without, a);
        AT(state->cost_without, a) = NEVER; /* so that the next turn takes another one */
        toggle(table, price, state, leaving, -1);
        price_additions(table, price, state);
        improve(&best, state, step, a, rest);
        toggle(table, price, state, leaving, 1);
    }
    return best;
}

/* Make the best exchange that is not tabu; return whether there is one. */
static bool exchange(const Table *table, Ints price, const Members *state, int64_t step)
{
    const Exchange best = find_exchange(table, price, state, step);
    if (best.out < 0)
        return false;
    const int64_t leaving = AT(state->members, best.out);
    toggle_member(table, price, state, leaving, -1);
    toggle_member(table, price, state, best.into, 1);
    AT(state->members, best.out) = best.into;
    /* to avoid cycles, a person who left stays away for a random number of exchanges; one who came may leave soon */
    AT(state->tabu_until, leaving) = step + 4 + draw(state) % (STAYS - 4);
    AT(state->tabu_until, best.into) = step + 1 + draw(state) % 3;
    AT(state->scalars, LOWEST) = least(best.cost, AT(state->scalars, LOWEST));
    return true;
}

void seating_search_members(const Table *table, Ints price, const Members *state, Ints2 starts, int64_t steps)
{
    for (int64_t start = 0; start < starts.n0; start++) {
        restart(table, price, state, ROW(starts, start));
        for (int64_t step = 0; step < steps; step++) {
            record(state);
            if (!exchange(table, price, state, step))
                break;
        }
        record(state);
    }
}
