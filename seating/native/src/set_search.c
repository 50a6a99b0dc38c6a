#include "set_search.h"

/* Everyone after `person` who must not share a table with them gains (by = 1) or loses (by = -1) a reason to stay
 * away. */
static void bar_from(const Rules *rules, Ints barred, int64_t person, int64_t by)
{
    const int8_t *apart = ROW(rules->apart, person);
    for (int64_t other = person + 1; other < rules->size.n0; other++)
        barred.at[other] += by * apart[other];
}

static bool may_join(const Rules *rules, Ints barred, int64_t person, int64_t load)
{
    return AT(rules->may_sit, person) && AT(barred, person) == 0 && load + AT(rules->size, person) <= rules->high;
}

/* The set that is being built is the first `depth` entries of `stack`, and `person` is tried next. */
void seating_walk(const Rules *rules, Ints stack, Ints barred, Shorts2 members, Ints seen, int64_t most_sets,
                  int64_t most_steps)
{
    int64_t found = 0, largest = 0, steps = 0, depth = 0, load = 0, person = 0;
    for (;;) {
        if (person < rules->size.n0 && load < rules->high) {
            steps++;
            if (may_join(rules, barred, person, load)) {
                AT(stack, depth) = person;
                depth++;
                load += AT(rules->size, person);
                bar_from(rules, barred, person, 1);
                if (load >= rules->low) {
                    if (members.n0 > 0) /* else the sets are only counted */
                        for (int64_t k = 0; k < depth; k++)
                            AT2(members, k, found) = (int16_t)AT(stack, k);
                    found++;
                    largest = most(largest, depth);
                    if (found > most_sets)
                        break;
                }
            }
            person++;
            if (steps > most_steps)
                break;
        } else if (depth == 0) {
            break;
        } else {
            depth--;
            person = AT(stack, depth);
            load -= AT(rules->size, person);
            bar_from(rules, barred, person, -1);
            person++;
        }
    }
    AT(seen, 0) = found > most_sets || steps > most_steps ? -1 : found;
    AT(seen, 1) = largest;
    AT(seen, 2) = steps;
}

void seating_add_amounts(Shorts2 members, Ints amounts, Ints totals)
{
    for (int64_t k = 0; k < members.n0; k++)
        for (int64_t j = 0; j < members.n1; j++)
            AT(totals, j) += AT(amounts, AT2(members, k, j));
}

/* The pairs are those of row k with every row before it, and with itself. */
void seating_add_pairs(Shorts2 members, Ints2 amounts, Ints totals)
{
    for (int64_t k = 0; k < members.n0; k++)
        for (int64_t other = 0; other <= k; other++)
            for (int64_t j = 0; j < members.n1; j++)
                AT(totals, j) += AT2(amounts, AT2(members, other, j), AT2(members, k, j));
}
