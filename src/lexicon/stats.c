/* What a finished model holds, by language, kind and file, and what it lacks.
 */
#include "lexicon/stats.h"

#include "base/mem.h"
#include "lexicon/build.h"

/* Of one concept in each language. */
struct holding {
    uint32_t forms[3], good[3], wrong[3];
    bool slots; /* of its name or of a form */
};

/* Whether the notation has a slot that text fills: {kind}, not {kind=concept}.
 */
static bool has_slot(struct rn_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\\') {
            i++;
        } else if (s.ptr[i] == '{') {
            while (i < s.len && s.ptr[i] != '}' && s.ptr[i] != '=')
                i++;
            if (i < s.len && s.ptr[i] == '}')
                return true;
        }
    }
    return false;
}

static void hold(const struct rn_model *m, struct holding *of)
{
    for (size_t i = 0; i < m->nconcepts; i++)
        of[i].slots = !(m->concepts[i].flags & RN_CONCEPT_PLACE) &&
                      has_slot(m->concepts[i].name);
    for (size_t i = 0; i < m->nforms; i++) {
        const struct rn_form *f = &m->forms[i];
        of[f->concept].forms[f->lang]++;
        of[f->concept].slots |= has_slot(f->text);
    }
    for (size_t i = 0; i < m->nexamples; i++) {
        const struct rn_example *e = &m->examples[i];
        uint32_t *n =
            e->canonical.len ? of[e->concept].good : of[e->concept].wrong;
        n[e->lang]++;
    }
}

/* ---- counts ------------------------------------------------------------- */

static void count_languages(const struct rn_model *m, const struct holding *of,
                            const renorm_stats_handler *h)
{
    static const char *const names[] = { "vi", "ms", "en" };

    for (int lang = 0; lang < 3; lang++) {
        renorm_count c = { .group = RENORM_COUNT_LANGUAGE,
                           .name = names[lang] };
        for (size_t i = 0; i < m->nconcepts; i++) {
            c.concepts += of[i].forms[lang] > 0;
            c.forms[lang] += of[i].forms[lang];
            c.good += of[i].good[lang];
            c.wrong += of[i].wrong[lang];
        }
        h->count(h->arg, &c);
    }
}

static void count_kinds(const struct rn_model *m, const struct holding *of,
                        const renorm_stats_handler *h)
{
    for (uint32_t k = 0; k < m->nkinds; k++) {
        renorm_count c = { .group = RENORM_COUNT_KIND,
                           .name = m->kinds[k].name.ptr };
        for (size_t i = 0; i < m->nconcepts; i++) {
            if (m->concepts[i].kind != k)
                continue;
            c.concepts++;
            for (int lang = 0; lang < 3; lang++) {
                c.forms[lang] += of[i].forms[lang];
                c.good += of[i].good[lang];
                c.wrong += of[i].wrong[lang];
            }
        }
        if (c.concepts)
            h->count(h->arg, &c);
    }
}

/* Concepts of a file: those that it defines, or has forms for. `last` is room
 * for a number by concept. */
static void count_file(const struct rn_model *m, uint32_t file, uint32_t *last,
                       const renorm_stats_handler *h)
{
    renorm_count c = { .group = RENORM_COUNT_FILE,
                       .name = m->files[file].path };

    for (size_t i = 0; i < m->nconcepts; i++)
        if (m->concepts[i].at.file == file) {
            c.concepts++;
            last[i] = file;
        }
    for (size_t i = 0; i < m->nforms; i++) {
        const struct rn_form *f = &m->forms[i];
        if (f->at.file != file)
            continue;
        c.forms[f->lang]++;
        c.concepts += last[f->concept] != file;
        last[f->concept] = file;
    }
    for (size_t i = 0; i < m->nexamples; i++)
        if (m->examples[i].at.file == file) {
            c.good += m->examples[i].canonical.len > 0;
            c.wrong += !m->examples[i].canonical.len;
        }
    h->count(h->arg, &c);
}

/* ---- gaps --------------------------------------------------------------- */

static const char *reason_of(const struct rn_model *m, uint32_t concept,
                             renorm_lang lang)
{
    for (size_t i = 0; i < m->nlacks; i++)
        if (m->lacks[i].lang == lang &&
            (m->lacks[i].concept == concept ||
             (m->lacks[i].kind != RN_NO_INDEX &&
              rn_model_kind_is(m, m->concepts[concept].kind,
                               m->lacks[i].kind))))
            return m->lacks[i].reason.ptr;
    return NULL;
}

static void tell_gaps(const struct rn_model *m, uint32_t i,
                      const struct holding *of, const renorm_stats_handler *h)
{
    const struct rn_concept *c = &m->concepts[i];
    renorm_gap gap = { .concept = c->id.ptr,
                       .kind = m->kinds[c->kind].name.ptr,
                       .file = m->files[c->at.file].path,
                       .line = c->at.line };

    if (c->flags & RN_CONCEPT_PLACE)
        return;
    for (int lang = 0; lang < 3; lang++) {
        gap.lang = (renorm_lang)lang;
        gap.reason = NULL;
        if (!of->forms[lang] && rn_kind_ignored(m, c->kind))
            continue; /* traps are of one language */
        if (!of->forms[lang]) {
            gap.what = RENORM_GAP_FORM;
            gap.reason = reason_of(m, i, gap.lang);
            h->gap(h->arg, &gap);
            continue;
        }
        gap.what = RENORM_GAP_GOOD;
        if (of->slots && !of->good[lang])
            h->gap(h->arg, &gap);
        gap.what = RENORM_GAP_WRONG;
        if (of->slots && !of->wrong[lang])
            h->gap(h->arg, &gap);
    }
}

renorm_status rn_model_stats(const struct rn_model *m,
                             const renorm_stats_handler *h)
{
    struct holding *of = rn_calloc(m->nconcepts + 1, sizeof *of);
    uint32_t *last = rn_calloc(m->nconcepts + 1, sizeof *last);

    if (!of || !last) {
        rn_free(of);
        rn_free(last);
        return RENORM_E_NOMEM;
    }
    hold(m, of);
    for (size_t i = 0; i < m->nconcepts; i++)
        last[i] = RN_NO_INDEX;
    count_languages(m, of, h);
    count_kinds(m, of, h);
    for (uint32_t f = 0; f < m->nfiles; f++)
        count_file(m, f, last, h);
    for (uint32_t i = 0; i < m->nconcepts; i++)
        tell_gaps(m, i, &of[i], h);
    rn_free(of);
    rn_free(last);
    return RENORM_OK;
}
