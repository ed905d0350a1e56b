#include "base/mem.h"
#include "match/compiler.h"

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
                                                 concept, r, 0 };
        }
    }
    return n;
}

/* Whether items of the kind may fill the slot. */
static bool fills(const struct rn_image *im, uint32_t kind,
                  const struct rn_kind_start *slot)
{
    if (slot->concept != RN_NONE)
        return im->concepts[slot->concept].kind == kind;
    return rn_image_kind_is(im, kind, rn_node_kind(&im->nodes[slot->next]));
}

/* Those that take any item of their kind first, then by concept. */
static int start_order(const void *pa, const void *pb)
{
    const struct rn_kind_start *a = pa, *b = pb;
    uint32_t x = a->concept + 1, y = b->concept + 1; /* RN_NONE is 0 */

    return x != y ? (x > y) - (x < y)
                  : (a->next > b->next) - (a->next < b->next);
}

/* Write those of the slots fit[0 … n-1], in order, that are a form `alone`, or
 * those that one goes on behind. `pick` has room for all. */
static void put_forms(struct rn_compiler *c, const struct rn_image *im,
                      const struct rn_kind_start *slots, const uint32_t *fit,
                      size_t n, bool alone, struct rn_kind_start *pick)
{
    size_t first = c->sec[RN_SEC_KIND_STARTS].len / sizeof *pick, m = 0;
    struct rn_kind_forms forms = { .one = (uint32_t)first,
                                   .first = (uint32_t)first };

    for (size_t k = 0; k < n; k++) {
        const struct rn_kind_start *s = &slots[fit[k]];
        if (alone ? !(im->nodes[s->next].sign & RN_SIGN_ACCEPTS)
                  : !(s->on.words | s->on.kinds))
            continue;
        forms.on.words |= s->on.words;
        forms.on.kinds |= s->on.kinds;
        forms.one += s->concept == RN_NONE;
        pick[m++] = *s;
    }
    if (m)
        qsort(pick, m, sizeof *pick, start_order);
    forms.last = (uint32_t)(first + m);
    rn_buf_put(&c->sec[RN_SEC_KIND_STARTS], (const char *)pick,
               m * sizeof *pick);
    rn_compiler_put(c, RN_SEC_KIND_FORMS, &forms, sizeof forms);
}

struct rn_image rn_compiler_view(struct rn_compiler *c)
{
    for (int s = 0; s < RN_SEC_COUNT; s++)
        c->head.count[s] = (uint32_t)(c->sec[s].len / rn_image_record_size(s));
    return (
        struct rn_image){ .head = &c->head,
                          .nodes = (const void *)c->sec[RN_SEC_NODES].ptr,
                          .kinds = (const void *)c->sec[RN_SEC_KINDS].ptr,
                          .kind_is = (const void *)c->sec[RN_SEC_KIND_IS].ptr,
                          .concepts = (const void *)c->sec[RN_SEC_CONCEPTS].ptr,
                          .heads = (const void *)c->sec[RN_SEC_HEADS].ptr,
                          .accepts = (const void *)c->sec[RN_SEC_ACCEPTS].ptr,
                          .nkinds = c->head.count[RN_SEC_KINDS] };
}

bool rn_compiler_put_starts(struct rn_compiler *c, const struct rn_image *im)
{
    struct rn_kind_start *slots, *pick;
    uint32_t *fit;
    size_t n;
    bool ok;

    n = list_root_slots(im, NULL);
    slots = rn_malloc((n + 1) * sizeof *slots);
    pick = rn_malloc((n + 1) * sizeof *pick);
    fit = rn_malloc((n + 1) * sizeof *fit);
    ok = slots && pick && fit;
    if (ok)
        list_root_slots(im, slots);
    for (uint32_t k = 0; k < im->nkinds && ok; k++) {
        size_t m = 0;
        for (size_t s = 0; s < n; s++)
            if (fills(im, k, &slots[s]))
                fit[m++] = (uint32_t)s;
        put_forms(c, im, slots, fit, m, true, pick);
        put_forms(c, im, slots, fit, m, false, pick);
    }
    rn_free(slots);
    rn_free(pick);
    rn_free(fit);
    return ok;
}
