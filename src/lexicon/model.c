#include "lexicon/model.h"

#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/build.h"

void rn_model_init(struct rn_model *m)
{
    *m = (struct rn_model){ 0 };
    rn_arena_init(&m->arena);
}

void rn_model_release(struct rn_model *m)
{
    rn_build_release(m);
    rn_free(m->files);
    rn_free(m->kinds);
    rn_free(m->concepts);
    rn_free(m->forms);
    rn_free(m->examples);
    rn_free(m->lacks);
    rn_free(m->codes);
    rn_free(m->party_issuers);
    rn_free(m->lists);
    rn_arena_release(&m->arena);
    rn_model_init(m);
}

uint32_t rn_model_concept(const struct rn_model *m, struct rn_span id)
{
    return m->builder ? rn_names_find(&m->builder->concept_names, id)
                      : RN_NO_INDEX;
}

uint32_t rn_model_kind(const struct rn_model *m, struct rn_span name)
{
    return m->builder ? rn_names_find(&m->builder->kind_names, name)
                      : RN_NO_INDEX;
}

bool rn_model_kind_is(const struct rn_model *m, uint32_t k, uint32_t ancestor)
{
    /* No longer way up than there are kinds: a cycle that was not mended yet
     * must not hold us. */
    for (size_t i = 0; k < m->nkinds && i <= m->nkinds; i++) {
        if (k == ancestor)
            return true;
        k = m->kinds[k].parent;
    }
    return false;
}

struct rn_span rn_model_wider(const struct rn_model *m, struct rn_span a,
                              struct rn_span b)
{
    uint32_t x = rn_model_kind(m, a), y = rn_model_kind(m, b);

    return x != RN_NO_INDEX && y != RN_NO_INDEX && rn_model_kind_is(m, x, y)
               ? b
               : a;
}

enum rn_bare_use rn_model_bare_use(const struct rn_model *m,
                                   const struct rn_form *form, size_t i)
{
    return form->flags & RN_FORM_BARE_UNSAFE
               ? (enum rn_bare_use)m->bare_use[form->first_path + i]
               : RN_BARE_FREE;
}

struct rn_at rn_model_at(const struct rn_model *m, struct rn_loc loc,
                         size_t delta)
{
    const struct rn_file *file = &m->files[loc.file];
    struct rn_at at = { .file = file->path,
                        .text = file->text,
                        .offset = loc.offset,
                        .line = loc.line,
                        .column = loc.column };

    if (!delta)
        return at;
    at.offset = rn_yaml_offset(file->text, loc.offset, delta);
    for (size_t i = loc.offset; i < at.offset; i++) {
        if (file->text.ptr[i] == '\n') {
            at.line++;
            at.column = 1;
        } else if (((unsigned char)file->text.ptr[i] & 0xc0) != 0x80) {
            at.column++;
        }
    }
    return at;
}

/* ---- building ---------------------------------------------------------- */

static const char *const BUILTINS[RN_B_COUNT] = {
    [RN_B_ORDINAL] = "ordinal", [RN_B_INT] = "int",
    [RN_B_NUMBER] = "number",   [RN_B_DATE] = "date",
    [RN_B_YEARS] = "years",     [RN_B_NAME] = "name",
    [RN_B_TAIL] = "tail",       [RN_B_NAMESAKE] = "namesake"
};

bool rn_build_begin(struct rn_model *m)
{
    if (!m->builder)
        m->builder = rn_calloc(1, sizeof *m->builder);
    if (!m->builder)
        return false;
    while (m->nkinds < RN_B_COUNT)
        if (rn_build_kind(m, rn_span_str(BUILTINS[m->nkinds])) == RN_NO_INDEX)
            return false;
    return true;
}

void rn_build_release(struct rn_model *m)
{
    struct rn_builder *b = m->builder;

    if (!b)
        return;
    rn_names_release(&b->concept_names);
    rn_names_release(&b->kind_names);
    rn_names_release(&b->code_names);
    rn_free(b->kinds);
    rn_free(b->concepts);
    rn_free(b->forms);
    rn_free(b->codes);
    rn_free(b->files);
    rn_free(b->documents);
    rn_libyaml_close(&b->libyaml);
    rn_free(b);
    m->builder = NULL;
}

uint32_t rn_build_kind(struct rn_model *m, struct rn_span name)
{
    struct rn_builder *b = m->builder;
    uint32_t i = (uint32_t)m->nkinds;

    if (!rn_grow(&m->kinds, &m->kinds_cap, i + 1, sizeof *m->kinds) ||
        !rn_grow(&b->kinds, &b->kinds_cap, i + 1, sizeof *b->kinds) ||
        !rn_names_put(&b->kind_names, name, i))
        return RN_NO_INDEX;
    m->kinds[i] = (struct rn_kind){ .name = name, .parent = RN_NO_INDEX };
    b->kinds[i] = (struct rn_kind_extra){ 0 };
    m->nkinds++;
    return i;
}

uint32_t rn_build_concept(struct rn_model *m, struct rn_span id)
{
    static const struct rn_span none = { "", 0 };
    struct rn_builder *b = m->builder;
    uint32_t i = (uint32_t)m->nconcepts;

    if (!rn_grow(&m->concepts, &m->concepts_cap, i + 1, sizeof *m->concepts) ||
        !rn_grow(&b->concepts, &b->concepts_cap, i + 1, sizeof *b->concepts) ||
        !rn_names_put(&b->concept_names, id, i))
        return RN_NO_INDEX;
    m->concepts[i] = (struct rn_concept){ .id = id,
                                          .kind = RN_NO_INDEX,
                                          .name = none,
                                          .plural = none,
                                          .list = none,
                                          .level = none,
                                          .from = none,
                                          .until = none };
    b->concepts[i] = (struct rn_concept_extra){ .first_layer = RN_NO_INDEX,
                                                .layer = RN_NO_INDEX };
    m->nconcepts++;
    return i;
}

uint32_t rn_build_form(struct rn_model *m, struct rn_form form)
{
    struct rn_builder *b = m->builder;
    uint32_t i = (uint32_t)m->nforms;

    if (!rn_grow(&m->forms, &m->forms_cap, i + 1, sizeof *m->forms) ||
        !rn_grow(&b->forms, &b->forms_cap, i + 1, sizeof *b->forms))
        return RN_NO_INDEX;
    m->forms[i] = form;
    b->forms[i] = (struct rn_form_extra){ .layer = b->layers - 1 };
    m->nforms++;
    return i;
}

uint32_t rn_build_code(struct rn_model *m, struct rn_span code)
{
    struct rn_builder *b = m->builder;
    uint32_t i = (uint32_t)m->ncodes;

    if (!rn_grow(&m->codes, &m->codes_cap, i + 1, sizeof *m->codes) ||
        !rn_grow(&b->codes, &b->codes_cap, i + 1, sizeof *b->codes) ||
        !rn_names_put(&b->code_names, code, i))
        return RN_NO_INDEX;
    m->codes[i] = (struct rn_doc_code){ .code = code, .state = RN_NO_INDEX };
    b->codes[i] = (struct rn_code_extra){ 0 };
    m->ncodes++;
    return i;
}
