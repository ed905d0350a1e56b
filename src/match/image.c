#include "match/image.h"

#include "base/hash.h"
#include "base/limits.h"

/* What a record's field points into: checked for every record when an image is
 * opened. */
static bool str_ok(const struct rn_image *im, uint32_t s)
{
    return s == RN_NONE || s < im->head->count[RN_SEC_STRINGS];
}

static bool idx_ok(const struct rn_image *im, enum rn_section s, uint32_t i)
{
    return i == RN_NONE || i < im->head->count[s];
}

static bool run_ok(const struct rn_image *im, enum rn_section s, uint32_t first,
                   uint32_t n)
{
    return first <= im->head->count[s] && n <= im->head->count[s] - first;
}

/* Whether every option of a name that opens closes again. */
static bool options_ok(const struct rn_image *im, const struct rn_iconcept *c)
{
    uint32_t open = 0;

    for (uint32_t o = c->ops; o < c->ops + c->nops; o++) {
        if (im->ops[o].type == RN_OP_CLOSE && !open--)
            return false;
        open += im->ops[o].type == RN_OP_OPEN;
    }
    return open == 0;
}

static bool concepts_ok(const struct rn_image *im)
{
    for (uint32_t i = 0; i < im->nconcepts; i++) {
        const struct rn_iconcept *c = &im->concepts[i];
        if (!str_ok(im, c->id) || c->id == RN_NONE || c->kind >= im->nkinds ||
            !str_ok(im, c->name) || !run_ok(im, RN_SEC_OPS, c->ops, c->nops) ||
            !options_ok(im, c) || !str_ok(im, c->plural) ||
            !idx_ok(im, RN_SEC_LABELS, c->list) ||
            !idx_ok(im, RN_SEC_CONCEPTS, c->level))
            return false;
    }
    for (uint32_t i = 0; i < im->head->count[RN_SEC_OPS]; i++) {
        const struct rn_iop *o = &im->ops[i];
        if (o->type > RN_OP_CLOSE || !str_ok(im, o->text) || o->nparts > 3)
            return false;
        if (o->type == RN_OP_SLOT && (o->whole >= im->nlabels || !o->nparts))
            return false;
        for (uint32_t p = 0; p < o->nparts; p++)
            if (o->part[p] >= im->nlabels)
                return false;
    }
    return true;
}

/* A node that forms go through: the last only ends the runs of the others. */
static bool node_ok(const struct rn_image *im, uint32_t i)
{
    return i == RN_NONE || i + 1 < im->head->count[RN_SEC_NODES];
}

static bool words_ok(const struct rn_image *im)
{
    bool empty = false;

    for (uint32_t i = 0; i < im->nwords; i++) {
        const struct rn_iword *w = &im->words[i];
        if (!run_ok(im, RN_SEC_STRINGS, w->key, w->keylen) ||
            !idx_ok(im, RN_SEC_WORDS, w->singular) ||
            (w->starts | w->roots | w->reads) >> RN_ROOT_COUNT)
            return false;
        for (int r = 0; r < RN_ROOT_COUNT; r++)
            if (!node_ok(im, w->first[r].node))
                return false;
    }
    for (uint32_t i = 0; i <= im->word_mask; i++) {
        if (!idx_ok(im, RN_SEC_WORDS, im->word_table[i].word))
            return false;
        empty |= im->word_table[i].word == RN_NONE;
    }
    return empty; /* so that every search ends */
}

/* A kind, or a concept with RN_SLOT_CONCEPT. */
static bool slot_ok(const struct rn_image *im, uint32_t slot)
{
    return (slot & ~RN_SLOT_CONCEPT) <
           (slot & RN_SLOT_CONCEPT ? im->nconcepts : im->nkinds);
}

static bool label_ok(const struct rn_image *im, uint32_t label)
{
    return label & RN_NODE_SLOT ? slot_ok(im, label & ~RN_NODE_SLOT)
                                : label < im->nwords;
}

/* Children lie behind their parent, so that every walk ends, and behind the
 * roots, whose labels mean nothing. */
static bool tries_ok(const struct rn_image *im)
{
    uint32_t n = im->head->count[RN_SEC_NODES];

    if (n < RN_ROOT_COUNT + 1)
        return false;
    for (int r = 0; r < RN_ROOT_COUNT; r++)
        if (im->head->root[r] >= n - 1)
            return false;
    for (uint32_t i = 0; i < n - 1; i++) {
        const struct rn_inode *a = &im->nodes[i];
        if (a->first <= i || a->first < RN_ROOT_COUNT ||
            a->first > a[1].first || a->accepts > a[1].accepts ||
            (i >= RN_ROOT_COUNT && !label_ok(im, a->label)))
            return false;
    }
    return im->nodes[n - 1].first <= n - 1 &&
           im->nodes[n - 1].accepts <= im->head->count[RN_SEC_ACCEPTS];
}

/* Forms that begin with a slot: of those of a kind the ones of one concept are
 * looked up, so that they lie in order. */
static bool begun_ok(const struct rn_image *im)
{
    uint32_t n = im->head->count[RN_SEC_KIND_STARTS];

    if (im->head->count[RN_SEC_KIND_FORMS] != 2 * (uint64_t)im->nkinds)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (im->kind_starts[i].next == RN_NONE ||
            !node_ok(im, im->kind_starts[i].next) ||
            im->kind_starts[i].root >= RN_ROOT_COUNT)
            return false;
    for (uint32_t i = 0; i < 2 * im->nkinds; i++) {
        const struct rn_kind_forms *f = &im->kind_forms[i];
        if (f->first > f->one || f->one > f->last || f->last > n)
            return false;
    }
    return true;
}

static bool head_ok(const struct rn_image *im, uint32_t i)
{
    const struct rn_ihead *h = &im->heads[i];

    return idx_ok(im, RN_SEC_CONCEPTS, h->concept) && h->kind < im->nkinds &&
           (h->concept == RN_NONE || h->kind == im->concepts[h->concept].kind);
}

static bool trait_ok(const struct rn_image *im, const struct rn_itrait *t)
{
    return (t->behind == RN_NONE ||
            slot_ok(im, t->behind & ~RN_BEHIND_WANTED)) &&
           idx_ok(im, RN_SEC_CONCEPTS, t->yields_to);
}

static bool accepts_ok(const struct rn_image *im)
{
    if (im->head->count[RN_SEC_HEADS] != im->head->count[RN_SEC_ACCEPTS])
        return false;
    for (uint32_t i = 0; i < im->head->count[RN_SEC_ACCEPTS]; i++) {
        const struct rn_iaccept *a = &im->accepts[i];
        if (!head_ok(im, i) || !idx_ok(im, RN_SEC_FORMS, a->form) ||
            a->trait >= im->head->count[RN_SEC_TRAITS] ||
            a->nslots > RN_FORM_SLOTS_MAX ||
            im->traits[a->trait].also >> (a->nslots ? a->nslots - 1 : 0) ||
            !run_ok(im, RN_SEC_SLOT_LABELS, a->labels, a->nslots) ||
            !run_ok(im, RN_SEC_BINDS, a->binds, a->nbinds))
            return false;
    }
    for (uint32_t i = 0; i < im->head->count[RN_SEC_TRAITS]; i++)
        if (!trait_ok(im, &im->traits[i]))
            return false;
    for (uint32_t i = 0; i < im->head->count[RN_SEC_SLOT_LABELS]; i++)
        if (im->slot_labels[i] >= im->nlabels)
            return false;
    for (uint32_t i = 0; i < im->head->count[RN_SEC_BINDS]; i++)
        if (im->binds[i].label >= im->nlabels ||
            im->binds[i].concept >= im->nconcepts)
            return false;
    return true;
}

static bool rest_ok(const struct rn_image *im)
{
    const struct rn_image_header *h = im->head;

    for (uint32_t i = 0; i < im->nkinds; i++) {
        const struct rn_ikind *k = &im->kinds[i];
        if (!str_ok(im, k->name) || k->name == RN_NONE ||
            !idx_ok(im, RN_SEC_KINDS, k->parent) ||
            !idx_ok(im, RN_SEC_KINDS, k->emit))
            return false;
    }
    for (uint32_t i = 0; i < im->nforms; i++) {
        const struct rn_iform *f = &im->forms[i];
        if (f->concept >= im->nconcepts || f->lang > RENORM_EN ||
            !str_ok(im, f->text) || !str_ok(im, f->file))
            return false;
    }
    for (uint32_t i = 0; i < im->ncodes; i++) {
        const struct rn_icode *c = &im->codes[i];
        if (!str_ok(im, c->code) || c->ntypes > 4 ||
            !idx_ok(im, RN_SEC_CONCEPTS, c->state))
            return false;
        for (uint32_t t = 0; t < c->ntypes; t++)
            if (c->types[t] >= im->nconcepts)
                return false;
    }
    for (uint32_t i = 0; i < im->nphrases; i++)
        if (im->phrases[i].first >= im->nwords ||
            (im->phrases[i].second >= im->nwords &&
             im->phrases[i].second != RN_NONE))
            return false;
    for (uint32_t i = 0; i < im->nissuers; i++)
        if (!str_ok(im, im->issuers[i]))
            return false;
    for (uint32_t i = 0; i < im->ndocuments; i++) {
        const struct rn_idocument *d = &im->documents[i];
        if (!str_ok(im, d->number) || !str_ok(im, d->date) ||
            !str_ok(im, d->issuer) || d->type >= im->nconcepts)
            return false;
    }
    for (uint32_t i = 0; i < im->nlabels; i++)
        if (!str_ok(im, im->labels[i]))
            return false;
    return idx_ok(im, RN_SEC_CONCEPTS, h->concept_area) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_number) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_type) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_level) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_place) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_title) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_body) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_committee) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_command) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_ministerial) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_bureau) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_part) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_for) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_against) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_abroad) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_kin) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_other) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_listed) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_enterprise) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_honorific) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_counted) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_counted_time) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_state) &&
           idx_ok(im, RN_SEC_KINDS, h->kind_commune) &&
           h->label_level < im->nlabels && h->label_place < im->nlabels &&
           h->label_area < im->nlabels && h->label_number < im->nlabels &&
           h->label_type < im->nlabels;
}

static const uint16_t record_size[RN_SEC_COUNT] = {
    [RN_SEC_STRINGS] = 1,
    [RN_SEC_KINDS] = sizeof(struct rn_ikind),
    [RN_SEC_KIND_IS] = 1,
    [RN_SEC_CONCEPTS] = sizeof(struct rn_iconcept),
    [RN_SEC_OPS] = sizeof(struct rn_iop),
    [RN_SEC_LABELS] = sizeof(uint32_t),
    [RN_SEC_WORDS] = sizeof(struct rn_iword),
    [RN_SEC_WORD_TABLE] = sizeof(struct rn_iplace),
    [RN_SEC_NODES] = sizeof(struct rn_inode),
    [RN_SEC_HEADS] = sizeof(struct rn_ihead),
    [RN_SEC_ACCEPTS] = sizeof(struct rn_iaccept),
    [RN_SEC_TRAITS] = sizeof(struct rn_itrait),
    [RN_SEC_SLOT_LABELS] = sizeof(uint32_t),
    [RN_SEC_BINDS] = sizeof(struct rn_ibind),
    [RN_SEC_FORMS] = sizeof(struct rn_iform),
    [RN_SEC_CODES] = sizeof(struct rn_icode),
    [RN_SEC_ISSUERS] = sizeof(uint32_t),
    [RN_SEC_DOCUMENTS] = sizeof(struct rn_idocument),
    [RN_SEC_LISTED] = sizeof(uint64_t),
    [RN_SEC_PHRASES] = sizeof(struct rn_iphrase),
    [RN_SEC_KIND_STARTS] = sizeof(struct rn_kind_start),
    [RN_SEC_KIND_FORMS] = sizeof(struct rn_kind_forms),
};

size_t rn_image_record_size(enum rn_section s)
{
    return record_size[s];
}

/* Whether header and sections lie within the bytes. */
static bool frame_ok(const struct rn_image_header *h, struct rn_span bytes)
{
    if (bytes.len < sizeof *h)
        return false;
    for (int s = 0; s < RN_SEC_COUNT; s++)
        if (h->offset[s] % RN_IMAGE_ALIGN || h->offset[s] < sizeof *h ||
            h->offset[s] > bytes.len ||
            h->count[s] > (bytes.len - h->offset[s]) / record_size[s])
            return false;
    return true;
}

static bool power_of_two(uint32_t n)
{
    return n && (n & (n - 1)) == 0;
}

void rn_image_use(struct rn_image *im, struct rn_span bytes)
{
    const struct rn_image_header *h = (const void *)bytes.ptr;
    const char *base = bytes.ptr;

    *im = (struct rn_image){ .head = h };
#define AT(s) (const void *)(base + h->offset[s])
    im->strings = AT(RN_SEC_STRINGS);
    im->kinds = AT(RN_SEC_KINDS);
    im->kind_is = AT(RN_SEC_KIND_IS);
    im->concepts = AT(RN_SEC_CONCEPTS);
    im->ops = AT(RN_SEC_OPS);
    im->labels = AT(RN_SEC_LABELS);
    im->words = AT(RN_SEC_WORDS);
    im->word_table = AT(RN_SEC_WORD_TABLE);
    im->nodes = AT(RN_SEC_NODES);
    im->heads = AT(RN_SEC_HEADS);
    im->accepts = AT(RN_SEC_ACCEPTS);
    im->traits = AT(RN_SEC_TRAITS);
    im->slot_labels = AT(RN_SEC_SLOT_LABELS);
    im->binds = AT(RN_SEC_BINDS);
    im->forms = AT(RN_SEC_FORMS);
    im->codes = AT(RN_SEC_CODES);
    im->issuers = AT(RN_SEC_ISSUERS);
    im->documents = AT(RN_SEC_DOCUMENTS);
    im->listed = AT(RN_SEC_LISTED);
    im->phrases = AT(RN_SEC_PHRASES);
    im->kind_starts = AT(RN_SEC_KIND_STARTS);
    im->kind_forms = AT(RN_SEC_KIND_FORMS);
#undef AT
    im->nkinds = h->count[RN_SEC_KINDS];
    im->nconcepts = h->count[RN_SEC_CONCEPTS];
    im->nlabels = h->count[RN_SEC_LABELS];
    im->nwords = h->count[RN_SEC_WORDS];
    im->nforms = h->count[RN_SEC_FORMS];
    im->ncodes = h->count[RN_SEC_CODES];
    im->nissuers = h->count[RN_SEC_ISSUERS];
    im->ndocuments = h->count[RN_SEC_DOCUMENTS];
    im->nlisted = h->count[RN_SEC_LISTED];
    im->nphrases = h->count[RN_SEC_PHRASES];
    im->word_mask = h->count[RN_SEC_WORD_TABLE] - 1;
}

static bool sound(const struct rn_image *im)
{
    const struct rn_image_header *h = im->head;
    uint32_t n = h->count[RN_SEC_STRINGS];

    return power_of_two(h->count[RN_SEC_WORD_TABLE]) && n &&
           im->strings[n - 1] == '\0' &&
           h->count[RN_SEC_KIND_IS] == (uint64_t)im->nkinds * im->nkinds &&
           concepts_ok(im) && words_ok(im) && tries_ok(im) && begun_ok(im) &&
           accepts_ok(im) && rest_ok(im);
}

bool rn_image_knows(const void *image, struct rn_span key)
{
    enum { ROOTS = RN_ROOTS_ENGLISH | 1 << RN_ROOT_MS };
    const struct rn_image *im = image;
    uint32_t word = rn_image_word(im, rn_hash(key.ptr, key.len), key);

    return word != RN_NONE && (im->words[word].roots & ROOTS);
}

renorm_status rn_image_open(struct rn_image *out, struct rn_span bytes,
                            const char *file, struct rn_diags *d)
{
    struct rn_image im;
    struct rn_at at = { .file = file };
    bool ok = frame_ok((const void *)bytes.ptr, bytes);

    if (ok) {
        rn_image_use(&im, bytes);
        ok = sound(&im);
    }
    if (!ok)
        return rn_fail(d, RENORM_E_LEXICON, RN_E_IMAGE, at,
                       "compile it again from its YAML",
                       "the compiled lexicon is damaged");
    *out = im;
    return RENORM_OK;
}
