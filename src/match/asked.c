#include "base/mem.h"
#include "match/compiler.h"

/* What the nodes below a node hold, its own accepts too. */
enum { READS = 1, ASKED = 2 };

/* Of a kind: its readings count for more than that they stand there; it is
 * named by a slot or by code. */
enum { TAKEN = 1, NAMED = 2 };

/* Mark the kinds whose readings count: those that are put out or ignored, that
 * fill slots, or that code knows. */
static void take_kinds(const struct rn_image *im, const bool *known,
                       uint8_t *kinds)
{
    for (uint32_t k = 0; k < im->nkinds; k++) {
        const struct rn_ikind *kind = &im->kinds[k];
        bool put = kind->emit != RN_NONE || kind->ignore;
        kinds[k] = (uint8_t)((k < RN_B_COUNT || put ? TAKEN : 0) |
                             (known[k] ? NAMED : 0));
    }
    for (uint32_t n = RN_ROOT_COUNT; n + 1 < im->head->count[RN_SEC_NODES];
         n++) {
        uint32_t kind = rn_node_kind(&im->nodes[n]);
        if (!(im->nodes[n].label & RN_NODE_SLOT))
            continue;
        if (kind & RN_SLOT_CONCEPT)
            kinds[im->concepts[kind & ~RN_SLOT_CONCEPT].kind] |= TAKEN;
        else
            kinds[kind] |= NAMED;
    }
    for (uint32_t named = 0; named < im->nkinds; named++)
        for (uint32_t k = 0; (kinds[named] & NAMED) && k < im->nkinds; k++)
            if (rn_image_kind_is(im, k, named))
                kinds[k] |= TAKEN;
}

/* Whether the path is only asked for, its kind being one that nothing takes. It
 * has words alone and asks for nothing itself, so that it can be looked for
 * where it is asked for, at no more cost than its words. */
static bool only_asked(const struct rn_image *im, uint32_t accept,
                       const uint8_t *kinds)
{
    const unsigned flags = RN_HEAD_BEHIND | RN_HEAD_YIELDS;

    return !(kinds[im->heads[accept].kind] & TAKEN) &&
           !im->accepts[accept].nslots && !(im->heads[accept].flags & flags);
}

/* Tell every word which forms begin with it. */
static void tell_words(struct rn_compiler *c, const struct rn_image *im,
                       const uint8_t *below)
{
    for (uint8_t r = 0; r < RN_ROOT_COUNT; r++)
        for (uint32_t k = im->nodes[r].first; k < im->nodes[r + 1].first; k++) {
            const struct rn_inode *node = &im->nodes[k];
            struct rn_iword *word;
            if (node->label & RN_NODE_SLOT)
                continue;
            word = rn_compiler_word_at(c, node->label);
            word->starts |= (uint8_t)(1u << r);
            word->reads |= (uint8_t)(below[k] & READS ? 1u << r : 0);
            word->shape |= below[k] & ASKED ? RN_SHAPE_ASKED : 0;
            word->first[r] = (struct rn_ifirst){ k, node->sign };
        }
}

bool rn_compiler_mark_asked(struct rn_compiler *c, const struct rn_image *im)
{
    struct rn_ihead *heads =
        (struct rn_ihead *)(void *)c->sec[RN_SEC_HEADS].ptr;
    uint32_t n = im->head->count[RN_SEC_NODES];
    uint8_t *kinds = rn_malloc(im->nkinds + 1), *below = rn_malloc(n);
    bool ok = kinds && below;

    if (ok)
        take_kinds(im, c->known, kinds);
    for (uint32_t i = n - 1; ok && i-- > 0;) { /* the children come first */
        below[i] = 0;
        for (uint32_t a = im->nodes[i].accepts; a < im->nodes[i + 1].accepts;
             a++) {
            bool asked = only_asked(im, a, kinds);
            heads[a].flags |= asked ? RN_HEAD_ASKED : 0;
            below[i] |= asked ? ASKED : READS;
        }
        for (uint32_t k = im->nodes[i].first; k < im->nodes[i + 1].first; k++)
            below[i] |= below[k];
    }
    if (ok)
        tell_words(c, im, below);
    rn_free(kinds);
    rn_free(below);
    return ok;
}
