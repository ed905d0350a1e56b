/* The known documents of a model as records of the image. */
#include "lexicon/notation.h"
#include "match/compiler.h"

/* The name of a concept without its options: that of a body which stands for
 * itself. Appends to c->scratch. */
static renorm_status plain_name(struct rn_compiler *c, uint32_t concept)
{
    struct rn_notation_error err;
    const struct rn_name_op *ops = NULL;
    size_t nops = 0, depth = 0;
    renorm_status st = rn_name_parse(&c->arena, c->m->concepts[concept].name,
                                     &ops, &nops, &err);

    for (size_t i = 0; i < nops && !st; i++) {
        depth += ops[i].type == RN_NAME_OPEN;
        if (!depth && ops[i].type == RN_NAME_TEXT)
            rn_buf_put_span(&c->scratch, ops[i].text);
        depth -= ops[i].type == RN_NAME_CLOSE;
    }
    return st;
}

static renorm_status put_document(struct rn_compiler *c,
                                  const struct rn_document *doc)
{
    struct rn_idocument d = { .number = rn_compiler_string(c, doc->number),
                              .date = rn_compiler_string(c, doc->date),
                              .type = c->rank[doc->type] };
    renorm_status st = RENORM_OK;

    rn_buf_clear(&c->scratch);
    if (doc->body != RN_NO_INDEX)
        st = plain_name(c, doc->body);
    else
        rn_buf_put_span(&c->scratch, doc->issuer);
    d.issuer = rn_compiler_string(c, rn_buf_span(&c->scratch));
    rn_compiler_put(c, RN_SEC_DOCUMENTS, &d, sizeof d);
    return c->scratch.failed ? RENORM_E_NOMEM : st;
}

renorm_status rn_compiler_put_documents(struct rn_compiler *c)
{
    renorm_status st = RENORM_OK;

    for (size_t i = 0; i < c->m->ndocuments && !st; i++)
        if (c->m->documents[i].type != RN_NO_INDEX)
            st = put_document(c, &c->m->documents[i]);
    return st;
}
