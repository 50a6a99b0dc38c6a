/* Link terms: how many members need counterparts, and how many counterparts there are. Link 0 stands for none. */
#ifndef SEATING_LINK_ENERGY_H
#define SEATING_LINK_ENERGY_H

#include "arrays.h"
#include "group_energy.h"

#define LINKS(FIELD)                \
    FIELD(Numbers2, member_slot)      \
    FIELD(Numbers2, counterpart_slot) \
    FIELD(Ints, member_column)        \
    FIELD(Ints, counterpart_column)   \
    FIELD(Ints2, member_times)        \
    FIELD(Ints2, counterpart_times)   \
    FIELD(Flags2, source)             \
    FIELD(Flags2, target)             \
    FIELD(Ints, low)                  \
    FIELD(Ints, price)                \
    FIELD(Ints, in_need)              \
    FIELD(Ints, found)
STRUCT(Links, LINKS)

/* By how much the members of link k who need counterparts change when p goes from table a to b. */
INLINED int64_t member_change(const Links *links, int64_t k, int64_t p, int64_t a, int64_t b)
{
    const int64_t slot = AT(links->member_column, k);
    if ((int64_t)AT2(links->member_slot, p, slot) != k)
        return 0;
    return AT2(links->member_times, p, slot) * (AT2(links->source, b, k) - AT2(links->source, a, k));
}

/* By how much the counterparts of link k that count change when p goes from table a to b. */
INLINED int64_t counterpart_change(const Links *links, int64_t k, int64_t p, int64_t a, int64_t b)
{
    const int64_t slot = AT(links->counterpart_column, k);
    if ((int64_t)AT2(links->counterpart_slot, p, slot) != k)
        return 0;
    return AT2(links->counterpart_times, p, slot) * (AT2(links->target, b, k) - AT2(links->target, a, k));
}

/* The change in energy of link k when p goes from table a to b, and `other` from b to a. */
static inline int64_t change_of_link(const Links *links, int64_t k, int64_t p, int64_t other, int64_t a, int64_t b)
{
    const int64_t in_need = AT(links->in_need, k), lacking = AT(links->low, k) - AT(links->found, k);
    const int64_t more = member_change(links, k, p, a, b) + member_change(links, k, other, b, a);
    const int64_t by = counterpart_change(links, k, p, a, b) + counterpart_change(links, k, other, b, a);
    return AT(links->price, k) * ((in_need + more) * most(0, lacking - by) - in_need * most(0, lacking));
}

INLINED bool is_member(const Links *links, int64_t k, int64_t p)
{
    return (int64_t)AT2(links->member_slot, p, AT(links->member_column, k)) == k;
}

/* The change in energy of link terms when p goes from table a to b, and `other`, who may be no one, from b to a.
 *
 * Each link that concerns either of them is counted once.
 */
static inline int64_t link_change(const Links *links, int64_t p, int64_t other, int64_t a, int64_t b)
{
    int64_t change = 0;
    for (int64_t slot = 0; slot < links->member_slot.n1; slot++) {
        const int64_t k = AT2(links->member_slot, p, slot), of_other = AT2(links->member_slot, other, slot);
        if (k)
            change += change_of_link(links, k, p, other, a, b);
        if (of_other && of_other != k)
            change += change_of_link(links, of_other, p, other, a, b);
    }
    for (int64_t slot = 0; slot < links->counterpart_slot.n1; slot++) {
        const int64_t k = AT2(links->counterpart_slot, p, slot), of_other = AT2(links->counterpart_slot, other, slot);
        if (k && !is_member(links, k, p) && !is_member(links, k, other))
            change += change_of_link(links, k, p, other, a, b);
        if (of_other && of_other != k && !is_member(links, of_other, p) && !is_member(links, of_other, other))
            change += change_of_link(links, of_other, p, other, a, b);
    }
    return change;
}

/* Update the counts after a person has moved from table a, or from NOWHERE, to b. */
static inline void update_links(const Links *links, int64_t p, int64_t a, int64_t b)
{
    for (int64_t slot = 0; slot < links->member_slot.n1; slot++) {
        const int64_t k = AT2(links->member_slot, p, slot);
        if (k) {
            const int64_t left = a == NOWHERE ? 0 : AT2(links->source, a, k);
            AT(links->in_need, k) += AT2(links->member_times, p, slot) * (AT2(links->source, b, k) - left);
        }
    }
    for (int64_t slot = 0; slot < links->counterpart_slot.n1; slot++) {
        const int64_t k = AT2(links->counterpart_slot, p, slot);
        if (k) {
            const int64_t left = a == NOWHERE ? 0 : AT2(links->target, a, k);
            AT(links->found, k) += AT2(links->counterpart_times, p, slot) * (AT2(links->target, b, k) - left);
        }
    }
}

#endif
