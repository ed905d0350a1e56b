#include "match/turns.h"

#include <string.h>

/* Bare turns that one of theirs may take along: where ours stands bare alone,
 * and often, a guest's title says nothing of it. */
enum { BARE_MAX = 2 };

void rn_turns_begin(struct rn_turns *t)
{
    t->n = 0;
}

void rn_turns_segment(struct rn_turns *t, bool again)
{
    for (size_t k = 0; k < t->n; k++) {
        struct rn_turn *v = &t->v[k];
        memcpy(again ? v->n : v->before, again ? v->before : v->n, sizeof v->n);
    }
}

void rn_turns_note(struct rn_turns *t, uint32_t concept, enum rn_turn_of whose)
{
    size_t k = 0;

    while (k < t->n && t->v[k].concept != concept)
        k++;
    if (k == RN_TURNS_MAX)
        return;
    if (k == t->n)
        t->v[t->n++] = (struct rn_turn){ .concept = concept };
    t->v[k].n[whose]++;
}

bool rn_turns_decide(struct rn_turns *t)
{
    bool some = false;

    for (size_t k = 0; k < t->n; k++) {
        const uint32_t *n = t->v[k].n;
        t->v[k].lost = !n[RN_TURN_OURS] && n[RN_TURN_BARE] &&
                       BARE_MAX * n[RN_TURN_THEIRS] >= n[RN_TURN_BARE];
        t->v[k].won = n[RN_TURN_OURS] && !n[RN_TURN_THEIRS];
        some = some || t->v[k].lost;
    }
    return some;
}

static const struct rn_turn *find(const struct rn_turns *t, uint32_t concept)
{
    for (size_t k = 0; k < t->n; k++)
        if (t->v[k].concept == concept)
            return &t->v[k];
    return NULL;
}

bool rn_turns_lost(const struct rn_turns *t, uint32_t concept)
{
    const struct rn_turn *v = find(t, concept);

    return v && v->lost;
}

bool rn_turns_won(const struct rn_turns *t, uint32_t concept)
{
    const struct rn_turn *v = find(t, concept);

    return v && v->won;
}
