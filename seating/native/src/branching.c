#include "branching.h"

/* Larger than any value. */
#define NEVER (INT64_C(1) << 60)

/* A search takes at most this share of its steps for the sets that begin with one person. */
#define SHARES 30

/* Indices of `Found.counters`. */
enum { SETS, STEPS };

/* Half of a number, rounded down also if it is negative. */
static int64_t half_of(int64_t x)
{
    return (x - (x & 1)) / 2;
}

/* The least that the candidates from the i-th on add to the set, by the number of people who join it. */
static int64_t *least_from(const Frames *frames, int64_t depth, int64_t i)
{
    return &AT3(frames->least, depth, i, 0);
}

/* Compute the row of `Frames.half` of one person: a knapsack of their pairs that lower the value. Return how many such
 * pairs there are. */
static int64_t halve_pairs_of(const Guests *guests, const Frames *frames, int64_t first, int64_t person)
{
    const int64_t *pair = ROW(guests->pair, person);
    const int8_t *apart = ROW(guests->apart, person), *apart_from_first = ROW(guests->apart, first);
    int64_t *half = ROW(frames->half, person), pairs = 0;
    for (int64_t people = 0; people <= guests->high; people++)
        half[people] = 0;
    for (int64_t other = first; other < guests->size.n0; other++) {
        if (pair[other] >= 0 || other == person || apart[other] || apart_from_first[other])
            continue;
        const int64_t size = AT(guests->size, other);
        pairs++;
        for (int64_t people = guests->high; people >= size; people--)
            half[people] = least(half[people], half[people - size] + pair[other]);
    }
    for (int64_t people = 0; people <= guests->high; people++)
        half[people] = half_of(half[people]);
    return pairs;
}

/* Compute `Frames.half` for sets that begin with `first`: pairs with people before them do not count. */
static void halve_pairs(const Guests *guests, const Frames *frames, const Found *found, int64_t first)
{
    for (int64_t person = first; person < guests->size.n0; person++)
        AT(found->counters, STEPS) += halve_pairs_of(guests, frames, first, person) * guests->high;
}

/* Compute what is the least from one candidate on, given what it is `after` them. The candidate stands for `size`
 * people and adds at least `bound`. */
static void add_candidate(int64_t *restrict from, const int64_t *restrict after, int64_t size, int64_t bound,
                          int64_t space)
{
    for (int64_t people = 0; people < size; people++)
        from[people] = after[people];
    for (int64_t people = size; people <= space; people++) {
        const int64_t rest = after[people - size];
        from[people] = least(rest < NEVER ? rest + bound : NEVER, after[people]);
    }
}

/* Compute the least that the candidates can add, for each number of people and from each candidate on. */
static void enter(const Guests *guests, const Frames *frames, const Found *found, int64_t depth)
{
    const int64_t space = guests->high - AT(frames->load, depth), number = AT(frames->number, depth);
    int64_t *after = least_from(frames, depth, number);
    for (int64_t people = 0; people <= space; people++)
        after[people] = people ? NEVER : 0;
    for (int64_t i = number - 1; i >= 0; i--) {
        const int64_t person = AT2(frames->candidate, depth, i), size = AT(guests->size, person);
        int64_t *from = least_from(frames, depth, i), bound = NEVER;
        if (size <= space)
            bound = AT2(frames->gain, depth, person) + AT2(frames->half, person, space - size);
        AT2(frames->bound, depth, i) = bound;
        /* a unit that is too large for the table changes nothing */
        add_candidate(from, after, least(size, space + 1), bound, space);
        after = from;
    }
    AT(found->counters, STEPS) += number * (space + 1);
}

/* Write down who may join after candidate i has joined; return whether there are any. */
static bool choose_candidates(const Guests *guests, const Frames *frames, int64_t depth, int64_t i, int64_t load,
                              int64_t value)
{
    const int64_t person = AT2(frames->candidate, depth, i);
    int64_t number = 0;
    for (int64_t k = i + 1; k < AT(frames->number, depth); k++) {
        const int64_t other = AT2(frames->candidate, depth, k);
        if (load + AT(guests->size, other) > guests->high || AT2(guests->apart, person, other))
            continue;
        AT2(frames->candidate, depth + 1, number) = other;
        AT2(frames->gain, depth + 1, other) = AT2(frames->gain, depth, other) + AT2(guests->pair, person, other);
        number++;
    }
    AT(frames->number, depth + 1) = number;
    AT(frames->next, depth + 1) = 0;
    AT(frames->load, depth + 1) = load;
    AT(frames->value, depth + 1) = value;
    return number > 0;
}

/* The least value of a set that candidate i joins next. */
static int64_t least_with(const Guests *guests, const Frames *frames, int64_t depth, int64_t i)
{
    const int64_t load = AT(frames->load, depth) + AT(guests->size, AT2(frames->candidate, depth, i));
    const int64_t *after = least_from(frames, depth, i + 1);
    int64_t found = NEVER;
    for (int64_t people = most(0, guests->low - load); people <= guests->high - load; people++)
        found = least(found, after[people]);
    return found == NEVER ? NEVER : found + AT(frames->value, depth) + AT2(frames->bound, depth, i);
}

/* The place of the largest of `number` values from `start` on. */
static int64_t largest_from(Ints values, int64_t start, int64_t number)
{
    int64_t slot = start;
    for (int64_t other = start; other < start + number; other++)
        if (AT(values, other) > AT(values, slot))
            slot = other;
    return slot;
}

/* Write down the set of those chosen up to `depth`. Return the value below which further sets with the same first
 * person are kept. */
static int64_t keep_set(const Frames *frames, const Found *found, int64_t depth, int64_t value, int64_t limit,
                        int64_t keep)
{
    const int64_t first = AT(frames->chosen, 0), start = first * keep;
    int64_t slot = AT(found->counters, SETS)++;
    if (keep == 0) {
        if (slot >= found->values.n0)
            return limit;
    } else if (AT(found->kept, first) < keep) {
        slot = start + AT(found->kept, first)++;
    } else {
        slot = largest_from(found->values, start, keep);
    }
    AT(found->values, slot) = value;
    for (int64_t k = 0; k < found->members.n0; k++)
        AT2(found->members, k, slot) = (int16_t)(k <= depth ? AT(frames->chosen, k) : found->kept.n0);
    if (keep == 0 || AT(found->kept, first) < keep)
        return limit;
    return least(limit, AT(found->values, largest_from(found->values, start, keep)));
}

/* Prepare the first frame for the sets that begin with `first`. */
static void begin_with(const Guests *guests, const Frames *frames, const Found *found, int64_t first)
{
    const int64_t number = guests->size.n0 - first;
    AT(found->kept, first) = 0;
    AT(frames->number, 0) = number;
    AT(frames->next, 0) = 0;
    for (int64_t k = 0; k < number; k++) {
        AT2(frames->candidate, 0, k) = first + k;
        AT2(frames->gain, 0, first + k) = AT(guests->value, first + k);
    }
    halve_pairs(guests, frames, found, first);
    enter(guests, frames, found, 0);
}

/* Visit those sets that begin with `first` whose bound is below the limit. */
static void visit(const Guests *guests, const Frames *frames, const Found *found, int64_t first, int64_t limit,
                  int64_t keep, int64_t most_steps)
{
    begin_with(guests, frames, found, first);
    const int64_t before = AT(found->counters, STEPS);
    int64_t below = limit, depth = 0;
    while (depth >= 0) {
        const int64_t steps = AT(found->counters, STEPS), i = AT(frames->next, depth);
        const bool is_full = keep == 0 && AT(found->counters, SETS) > found->values.n0;
        if (is_full || steps > most_steps || steps - before > most_steps / SHARES) {
            AT(found->open, 0) = least(AT(found->open, 0), least_with(guests, frames, 0, 0));
            return;
        }
        if (i == AT(frames->number, depth) || (depth == 0 && i > 0)) {
            depth--;
            continue;
        }
        AT(frames->next, depth)++;
        if (least_with(guests, frames, depth, i) >= below)
            continue;
        const int64_t person = AT2(frames->candidate, depth, i);
        const int64_t value = AT(frames->value, depth) + AT2(frames->gain, depth, person);
        const int64_t load = AT(frames->load, depth) + AT(guests->size, person);
        AT(frames->chosen, depth) = person;
        if (load >= guests->low && value < below)
            below = keep_set(frames, found, depth, value, limit, keep);
        if (load < guests->high && choose_candidates(guests, frames, depth, i, load, value))
            enter(guests, frames, found, ++depth);
    }
}

void seating_seek(const Guests *guests, const Frames *frames, const Found *found, int64_t limit, int64_t keep,
                  int64_t most_steps)
{
    AT(found->open, 0) = NEVER;
    AT(found->counters, SETS) = AT(found->counters, STEPS) = 0;
    AT(frames->load, 0) = AT(frames->value, 0) = 0;
    for (int64_t first = 0; first < guests->size.n0; first++)
        visit(guests, frames, found, first, limit, keep, most_steps);
}
