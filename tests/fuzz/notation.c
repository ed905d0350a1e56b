/* A form's notation, or a name's: the first byte says which. What is accepted
 * keeps within the limits, what is refused is refused at a place in it. */
#include "fuzz.h"

#include "base/limits.h"
#include "lexicon/notation.h"

static void check_path(const struct rn_path *path, size_t form_len)
{
    MUST(path->nelems && path->nelems <= RN_FORM_TOKENS_MAX);
    for (size_t i = 0; i < path->nelems; i++) {
        const struct rn_elem *e = &path->elems[i];
        MUST(e->offset <= form_len);
        if (e->type == RN_ELEM_WORD)
            MUST(e->text.len && e->key.len);
        else
            MUST(e->kind.len && e->label.len);
    }
    for (size_t i = 0; i < path->nbinds; i++)
        MUST(path->binds[i].kind.len && path->binds[i].label.len &&
             path->binds[i].concept.len);
}

static void check_error(const struct rn_notation_error *e, size_t len)
{
    MUST(e->code && e->offset <= len && e->message[0]);
    MUST(memchr(e->message, '\0', sizeof e->message));
}

static void check_form(struct rn_arena *arena, struct rn_span form)
{
    static struct rn_text *text;
    struct rn_notation_error error = { 0 };
    struct rn_form_paths paths;
    renorm_status st;

    if (!text)
        MUST(!rn_text_new(&text));
    st = rn_form_expand(arena, text, form, &paths, &error);
    if (st) {
        MUST(st == RENORM_E_LEXICON);
        check_error(&error, form.len);
        return;
    }
    MUST(paths.npaths && paths.npaths <= RN_FORM_PATHS_MAX);
    for (size_t i = 0; i < paths.npaths; i++)
        check_path(&paths.paths[i], form.len);
}

/* A name that is accepted closes every option that it opens. */
static void check_name(struct rn_arena *arena, struct rn_span name)
{
    struct rn_notation_error error = { 0 };
    const struct rn_name_op *ops;
    size_t nops, open = 0;
    renorm_status st = rn_name_parse(arena, name, &ops, &nops, &error);

    if (st) {
        MUST(st == RENORM_E_LEXICON);
        check_error(&error, name.len);
        return;
    }
    for (size_t i = 0; i < nops; i++) {
        MUST(ops[i].offset <= name.len);
        if (ops[i].type == RN_NAME_CLOSE)
            MUST(open--);
        else
            open += ops[i].type == RN_NAME_OPEN;
    }
    MUST(!open);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input in = { data, size };
    bool name = fuzz_byte(&in) & 1;
    char *bytes = fuzz_copy(in);
    struct rn_span span = { bytes, in.len };
    struct rn_arena arena;

    rn_arena_init(&arena);
    if (name)
        check_name(&arena, span);
    else
        check_form(&arena, span);
    rn_arena_release(&arena);
    free(bytes);
    return 0;
}
