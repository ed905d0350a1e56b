#include "match/starts.h"

#include "base/mem.h"

static struct rn_onward onward(const struct rn_image *im,
                               const struct rn_inode *n)
{
    struct rn_onward on = { 0, 0 };

    for (uint32_t k = n->first; k < n[1].first; k++) {
        const struct rn_inode *child = &im->nodes[k];
        if (child->label & RN_NODE_SLOT)
            on.kinds |= rn_slot_bit(im, rn_node_kind(child));
        else
            on.words |= rn_image_word_bit(child->label);
    }
    return on;
}

/* The slots that some form begins with; their count. Writes nothing where `out`
 * is NULL. */
static size_t list_root_slots(const struct rn_image *im,
                              struct rn_kind_start *out)
{
    size_t n = 0;

    for (uint8_t r = 0; r < RN_ROOT_COUNT; r++) {
        const struct rn_inode *root = &im->nodes[im->head->root[r]];
        for (uint32_t s = rn_image_slots(im, root); s < root[1].first;
             s++, n++) {
            uint32_t kind = rn_node_kind(&im->nodes[s]);
            uint32_t concept =
                kind & RN_SLOT_CONCEPT ? kind & ~RN_SLOT_CONCEPT : RN_NONE;
            if (out)
                out[n] = (struct rn_kind_start){ onward(im, &im->nodes[s]), s,
                                                 concept, r };
        }
    }
    return n;
}

/* The first kind from `k` on whose items may fill the slot; nkinds where none
 * may. */
static uint32_t kind_from(const struct rn_image *im, uint32_t k,
                          const struct rn_kind_start *slot)
{
    uint32_t kind;

    if (slot->concept != RN_NONE) {
        kind = im->concepts[slot->concept].kind;
        return k <= kind ? kind : im->nkinds;
    }
    kind = rn_node_kind(&im->nodes[slot->next]);
    while (k < im->nkinds && !rn_image_kind_is(im, k, kind))
        k++;
    return k;
}

/* Those that take any item of their kind first, then by concept. */
static int start_order(const void *pa, const void *pb)
{
    const struct rn_kind_start *a = pa, *b = pb;
    uint32_t x = a->concept + 1, y = b->concept + 1; /* RN_NONE is 0 */

    return x != y ? (x > y) - (x < y)
                  : (a->next > b->next) - (a->next < b->next);
}

/* Add those of the slots fit[0 … n-1] that are a form `alone`, or those that
 * one goes on behind. */
static struct rn_kind_forms add_starts(struct rn_chart *c,
                                       const struct rn_kind_start *slots,
                                       const uint32_t *fit, size_t n,
                                       bool alone)
{
    struct rn_kind_forms forms = { .first = (uint32_t)c->nkind_starts,
                                   .one = (uint32_t)c->nkind_starts };

    for (size_t k = 0; k < n; k++) {
        const struct rn_kind_start *s = &slots[fit[k]];
        if (alone ? !(c->im->nodes[s->next].sign & RN_SIGN_ACCEPTS)
                  : !(s->on.words | s->on.kinds))
            continue;
        forms.on.words |= s->on.words;
        forms.on.kinds |= s->on.kinds;
        forms.one += s->concept == RN_NONE;
        c->kind_starts[c->nkind_starts++] = *s;
    }
    forms.last = (uint32_t)c->nkind_starts;
    if (forms.one < forms.last)
        qsort(c->kind_starts + forms.first, forms.last - forms.first,
              sizeof *c->kind_starts, start_order);
    return forms;
}

/* The forms of each kind that begin with a slot of it: those that are that slot
 * alone, and those that go on behind it. A slot of one concept has one kind, so
 * that the slots are dealt out to the kinds, counted first. */
static bool list_kind_starts(struct rn_chart *c,
                             const struct rn_kind_start *slots, size_t n)
{
    const struct rn_image *im = c->im;
    size_t *end = rn_calloc(im->nkinds + 1, sizeof *end), all = 0;
    uint32_t *fit;
    bool ok;

    if (!end)
        return false;
    for (size_t s = 0; s < n; s++)
        for (uint32_t k = kind_from(im, 0, &slots[s]); k < im->nkinds;
             k = kind_from(im, k + 1, &slots[s]))
            end[k]++;
    for (uint32_t k = 0; k < im->nkinds; k++) {
        size_t count = end[k];
        end[k] = all;
        all += count;
    }
    fit = rn_malloc((all + 1) * sizeof *fit);
    ok = fit && rn_grow(&c->kind_starts, &c->kind_starts_cap, 2 * all + 1,
                        sizeof *c->kind_starts);
    for (size_t s = 0; s < n && ok; s++)
        for (uint32_t k = kind_from(im, 0, &slots[s]); k < im->nkinds;
             k = kind_from(im, k + 1, &slots[s]))
            fit[end[k]++] = (uint32_t)s;
    for (uint32_t k = 0, from = 0; k < im->nkinds && ok; k++) {
        size_t count = end[k] - from;
        c->kind_alone[k] = add_starts(c, slots, fit + from, count, true);
        c->kind_on[k] = add_starts(c, slots, fit + from, count, false);
        from = (uint32_t)end[k];
    }
    rn_free(fit);
    rn_free(end);
    return ok;
}

/* What each kind is. */
static void list_kinds(struct rn_chart *c)
{
    const struct rn_image *im = c->im;

    for (uint32_t k = 0; k < im->nkinds; k++) {
        c->kinds_of[k] = 0;
        for (uint32_t up = 0; up < im->nkinds; up++)
            if (rn_image_kind_is(im, k, up))
                c->kinds_of[k] |= rn_kind_bit(up);
    }
}

bool rn_chart_starts(struct rn_chart *c)
{
    const struct rn_image *im = c->im;
    size_t n = list_root_slots(im, NULL);
    struct rn_kind_start *slots = rn_malloc((n + 1) * sizeof *slots);
    bool ok;

    c->kind_alone = rn_malloc((im->nkinds + 1) * sizeof *c->kind_alone);
    c->kind_on = rn_malloc((im->nkinds + 1) * sizeof *c->kind_on);
    c->kinds_of = rn_malloc((im->nkinds + 1) * sizeof *c->kinds_of);
    ok = slots && c->kind_alone && c->kind_on && c->kinds_of;
    if (ok) {
        list_kinds(c);
        list_root_slots(im, slots);
        ok = list_kind_starts(c, slots, n);
    }
    rn_free(slots);
    return ok;
}
