/* Sweeps over pairs of tables: the search where few swaps are accepted.
 *
 * A sweep remembers, for each pair of tables and for the people who sat there, the sum of the acceptance probabilities of
 * all swaps between them, and does not evaluate them again while the same people sit there. This is the n-fold way of
 * A. B. Bortz, M. H. Kalos and J. L. Lebowitz, "A New Algorithm for Monte Carlo Simulation of Ising Spin Systems",
 * Journal of Computational Physics 17, 1975, applied to pairs of tables: probabilities are subtracted from an
 * exponentially distributed number, and the swap at which it falls below 0 is made.
 */
#include "table_pairs.h"
#include "exchanges.h"
#include "neighborhood.h"
#include "state.h"

/* How many pairs of tables without an evaluation count as one try, because they take as long. */
#define VISITS_A_TRY 8

/* An odd number without a pattern, by which the hashes of tables begin far apart. */
#define GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/* What all functions of one sweep share. */
typedef struct {
    const State *s;
    const TablePairs *pairs;
    int64_t *stats;
    uint64_t *random;
    double temperature, must_price;
} Sweep;

EXPORT void seating_sweep(
    const State *restrict s, const TablePairs *restrict pairs, Ints stats, Words random, int64_t tries,
    double temperature, double must_price, double moving, double focus);

/* 64 bits that stand for a person: the mixing function of splitmix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014). */
INLINED uint64_t mix(int64_t p)
{
    uint64_t x = (uint64_t)(p + 1) * GOLDEN;
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

/* A hash of the seating of two tables; it tells who sits at which of them. */
INLINED uint64_t pair_key(Words content, int64_t low, int64_t high)
{
    return AT(content, low) * 3 + AT(content, high);
}

/* Write to `incoming` what each person at table b contributes to a swap with table a.
 *
 * Returns the largest fall in energy that presence and sum terms may add.
 */
INLINED int64_t prepare(const State *s, const TablePairs *table_pairs, int64_t a, int64_t b)
{
    const Occupancy *o = &s->occupancy;
    const int64_t *less = ROW(s->rows.less, b), *more = ROW(s->rows.more, a), *member = ROW(o->member, b);
    const int64_t heads = AT(o->heads, b), slots = s->rows.slot.n1;
    int64_t *restrict incoming = table_pairs->incoming.at;
    for (int64_t j = 0; j < heads; j++) {
        const int64_t q = member[j];
        const uint32_t *slot = ROW(s->rows.slot, q);
        int64_t change = seat_cost_change(o, q, b, a);
        for (int64_t k = 0; k < slots; k++)
            change += less[slot[k]] + more[slot[k]];
        const int64_t row = AT(s->pairs.row, q);
        if (row >= 0)
            change += AT2(s->pairs.price, row, a) - AT2(s->pairs.price, row, b);
        incoming[j] = change;
    }
    const int64_t gain = presence_cost(&s->presence, a) + presence_cost(&s->presence, b);
    return gain + sum_cost(&s->sums, a) + sum_cost(&s->sums, b);
}

/* Write the changes in energy of swaps of p at table a with everyone at table b to `change`.
 *
 * They are without the terms in shared_change, and without pairs of p and the other person. Returns the outgoing_change
 * of p.
 */
INLINED int64_t price_swaps(const State *s, const TablePairs *table_pairs, int64_t p, int64_t a, int64_t b)
{
    const Occupancy *o = &s->occupancy;
    const CountRows *rows = &s->rows;
    const uint32_t *slot = ROW(rows->slot, p);
    const int64_t *member = ROW(o->member, b), *incoming = table_pairs->incoming.at;
    const int64_t heads = AT(o->heads, b), slots = rows->slot.n1;
    int64_t *restrict saved = rows->outgoing.at, *restrict weight = table_pairs->weight.at;
    int64_t *restrict changes = table_pairs->change.at;
    int64_t outgoing = 0;
    for (int64_t k = 0; k < slots; k++) {
        const uint32_t x = slot[k];
        saved[k] = AT2(rows->less, a, x) + AT2(rows->more, b, x);
        outgoing += saved[k];
        weight[k] = saved[k] + AT2(rows->less, b, x) + AT2(rows->more, a, x);
    }
    int64_t own = outgoing + seat_cost_change(o, p, a, b);
    const int64_t row = AT(s->pairs.row, p);
    if (row >= 0)
        own += AT2(s->pairs.price, row, b) - AT2(s->pairs.price, row, a);
    for (int64_t j = 0; j < heads; j++) {
        const uint32_t *other = ROW(rows->slot, member[j]);
        int64_t change = own + incoming[j];
        /* where both are in the same group, its counts stay as they are; without a branch, which would be hard to predict */
        for (int64_t k = 0; k < slots; k++)
            change -= weight[k] & -(int64_t)(other[k] == slot[k]);
        changes[j] = change;
    }
    return outgoing;
}

/* Make a swap that the sweep has arrived at, and draw how long the next one takes. */
static void accept(const Sweep *sweep, int64_t p, int64_t q, int64_t a, int64_t b, int64_t change)
{
    if (change > 0) {
        save_best(&sweep->s->occupancy, sweep->stats);
        sweep->stats[WORSE_SWAPS] += 1;
    }
    AT(sweep->pairs->wait, 0) = -logarithm(random_fraction(sweep->random));
    make_swap(sweep->s, sweep->stats, p, q);
    AT(sweep->pairs->content, a) ^= mix(p) ^ mix(q);
    AT(sweep->pairs->content, b) ^= mix(p) ^ mix(q);
    sweep->stats[ENERGY] += change;
}

/* Evaluate the swaps between tables a and b until one is made; remember the sum if none is. Returns their number. */
static int64_t scan(const Sweep *restrict sweep, int64_t a, int64_t b)
{
    const State *restrict s = sweep->s;
    const TablePairs *restrict pairs = sweep->pairs;
    const Occupancy *o = &s->occupancy;
    const double temperature = sweep->temperature, must_price = sweep->must_price, wait = AT(pairs->wait, 0);
    const int64_t gain = prepare(s, pairs, a, b), heads_a = AT(o->heads, a), heads_b = AT(o->heads, b);
    double total = 0.0;
    for (int64_t i = 0; i < heads_a; i++) {
        const int64_t p = AT2(o->member, a, i);
        const int64_t outgoing = price_swaps(s, pairs, p, a, b);
        for (int64_t j = 0; j < heads_b; j++) {
            const int64_t q = AT2(o->member, b, j);
            int64_t change;
            if (AT(s->rows.base_class, p) == AT(s->rows.base_class, q)) {
                change = AT(pairs->change, j);
                if (AT(s->pairs.row, p) >= 0 && AT(s->pairs.row, q) >= 0)
                    change += swap_correction(&s->pairs, p, a, b, q, b, a);
                if (never_accepted(change - gain, temperature))
                    continue;
                change += shared_change(s, p, q, a, b);
            } else {
                change = swap_change(s, p, q, a, b, outgoing);
            }
            total += acceptance_rate(change, temperature, must_price);
            if (total > wait) {
                accept(sweep, p, q, a, b, change);
                return i * heads_b + j + 1;
            }
        }
    }
    AT(pairs->wait, 0) = wait - total;
    const int64_t low = least(a, b), high = most(a, b);
    const uint64_t key = pair_key(pairs->content, low, high);
    const int64_t at = (int64_t)(key % (uint64_t)pairs->key.n2);
    AT3(pairs->rate, low, high, at) = total;
    AT3(pairs->key, low, high, at) = key;
    return heads_a * heads_b;
}

/* Give each swap between tables a and b one chance to be made; return how many swaps were evaluated. */
INLINED int64_t visit(const Sweep *sweep, int64_t a, int64_t b)
{
    const Occupancy *o = &sweep->s->occupancy;
    const TablePairs *pairs = sweep->pairs;
    const int64_t low = least(a, b), high = most(a, b);
    const uint64_t key = pair_key(pairs->content, low, high);
    const int64_t at = (int64_t)(key % (uint64_t)pairs->key.n2);
    const double rate = AT3(pairs->rate, low, high, at);
    if (AT3(pairs->key, low, high, at) == key && rate <= AT(pairs->wait, 0)) {
        AT(pairs->wait, 0) -= rate;
        sweep->stats[SWAPS_TRIED] += AT(o->heads, a) * AT(o->heads, b);
        return 0;
    }
    const int64_t tried = scan(sweep, a, b);
    sweep->stats[SWAPS_TRIED] += tried;
    return tried;
}

/* Take the people at table t out of its hash, or put them in. */
static void toggle(const Sweep *sweep, int64_t t)
{
    const Occupancy *o = &sweep->s->occupancy;
    for (int64_t i = 0; i < AT(o->heads, t); i++)
        AT(sweep->pairs->content, t) ^= mix(AT2(o->member, t, i));
}

/* Try one exchange, and note who sits at both tables then. */
static void exchange(const Sweep *sweep)
{
    const Occupancy *o = &sweep->s->occupancy;
    const int64_t p = AT(o->large, random_below(sweep->random, o->large.n0));
    const int64_t a = AT(o->table, p), b = random_below(sweep->random, o->heads.n0);
    toggle(sweep, a);
    toggle(sweep, b);
    try_exchange(sweep->s, sweep->stats, sweep->random, p, b, sweep->temperature, sweep->must_price);
    toggle(sweep, a);
    toggle(sweep, b);
}

/* Try to move one person, and note who sits where then. */
static void move(const Sweep *sweep, double focus)
{
    const Occupancy *o = &sweep->s->occupancy;
    const int64_t p = pick_person(o, sweep->stats, sweep->random, focus);
    AT(sweep->pairs->content, AT(o->table, p)) ^= mix(p);
    try_move(sweep->s, sweep->stats, sweep->random, p, sweep->temperature, sweep->must_price);
    AT(sweep->pairs->content, AT(o->table, p)) ^= mix(p);
}

/* List the tables that cost something, and hash who sits where. */
static void begin(const Sweep *sweep)
{
    const Occupancy *o = &sweep->s->occupancy;
    pair_costs_by_table(&sweep->s->pairs, o->table, o->pair_cost);
    for (int64_t t = 0; t < o->heads.n0; t++) {
        update_costly(o, sweep->stats, t);
        AT(sweep->pairs->content, t) = (uint64_t)t * GOLDEN;
    }
    for (int64_t p = 0; p < o->table.n0; p++)
        AT(sweep->pairs->content, AT(o->table, p)) ^= mix(p);
}

/* Draw tables at random, and visit all pairs of each with another table; save the best seating.
 *
 * The temperature is not above that of the call before, unless Python has forgotten all sums. `moving` is the share of
 * tries that move one person; `focus` that of tables that are drawn among those that cost something.
 */
void seating_sweep(
    const State *restrict s, const TablePairs *restrict pairs, Ints stats, Words random, int64_t tries,
    double temperature, double must_price, double moving, double focus)
{
    const Occupancy *o = &s->occupancy;
    const Sweep sweep = {s, pairs, stats.at, random.at, temperature, must_price};
    const int64_t tables = o->heads.n0;
    const double exchanging = share_of_exchanges(o);
    double moves = 0.0, exchanges = 0.0;
    assert(stats.n0 == N_STATS && random.n0 == 2);
    begin(&sweep);
    while (tries > 0 && o->table.n0 > 0) {
        int64_t a = random_below(random.at, tables);
        if (stats.at[N_COSTLY] && random_fraction(random.at) < focus)
            a = AT(o->costly, random_below(random.at, stats.at[N_COSTLY]));
        int64_t b = random_below(random.at, tables), tried = 1, visits = 0;
        for (; visits < tables && tried < tries; visits++) {
            if (b != a)
                tried += visit(&sweep, a, b);
            b = b + 1 < tables ? b + 1 : 0;
        }
        tried += visits / VISITS_A_TRY;
        moves += (double)tried * moving / (1.0 - moving);
        exchanges += (double)tried * exchanging;
        for (; exchanges >= 1.0; exchanges -= 1.0, tried++)
            exchange(&sweep);
        for (; moves >= 1.0; moves -= 1.0, tried++)
            move(&sweep, focus);
        tries -= tried;
    }
    save_best(o, stats.at);
}
