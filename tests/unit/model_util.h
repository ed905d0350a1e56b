/* model_util.h - a model, the diagnostics that it gave, and a small lexicon
 * without mistakes to put others on. */
#ifndef RN_TESTS_MODEL_UTIL_H
#define RN_TESTS_MODEL_UTIL_H

#include "unit.h"

#include "base/buf.h"
#include "base/codes.h"
#include "base/limits.h"
#include "lexicon/model.h"

enum { KEPT = 16 };

/* The first diagnostics of a run. */
struct seen {
    struct {
        renorm_severity severity;
        unsigned code;
        size_t line, column;
        char file[64], message[300], hint[200], source[200];
    } diags[KEPT];
    size_t n, nerrors;
};

static struct seen seen;
static struct rn_model model;
static struct rn_diags diags;
static struct rn_text *text;

static inline void copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from ? from : "");
}

static inline void sink(void *arg, const renorm_diag *d)
{
    struct seen *s = arg;
    size_t i = s->n < KEPT ? s->n++ : KEPT - 1;

    s->nerrors += d->severity == RENORM_ERROR;
    s->diags[i].severity = d->severity;
    s->diags[i].code = d->code;
    s->diags[i].line = d->line;
    s->diags[i].column = d->column;
    copy(s->diags[i].file, sizeof s->diags[i].file, d->file);
    copy(s->diags[i].message, sizeof s->diags[i].message, d->message);
    copy(s->diags[i].hint, sizeof s->diags[i].hint, d->hint);
    copy(s->diags[i].source, sizeof s->diags[i].source, d->source);
}

static inline void begin(void)
{
    seen = (struct seen){ .n = 0 };
    diags = (struct rn_diags){ .sink = sink, .arg = &seen };
    rn_model_init(&model);
}

static inline void setup(void)
{
    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    begin();
}

static inline void teardown(void)
{
    rn_model_release(&model);
    rn_text_free(text);
}

static const char KINDS[] =
    "kinds:\n"
    "  body: {emit: true}\n"
    "  org: body\n"
    "  part: org\n"
    "  place:\n"
    "  listed: place\n"
    "  name: place\n"
    "  level:\n"
    "  field:\n"
    "  area:\n"
    "  document-type:\n"
    "area: {kind: area, name: \"[{place} ]{level}\"}\n"
    "city: {kind: level, name: City}\n"
    "decision: {kind: document-type, name: Decision}\n"
    "health: {kind: field, name: Health}\n"
    "ministry: {kind: org, name: \"Ministry of {field}\"}\n"
    "office: {kind: part, name: Office}\n";

static const char FORMS[] = "area: \"{level} {place}\"\n"
                            "city: thành phố\n"
                            "decision: quyết định\n"
                            "health: y tế\n"
                            "ministry: Bộ {field}\n";

static inline renorm_status load(const char *path, struct rn_span content)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { path, content },
    };

    return rn_model_load_memory(&model, files, 3, "test", &diags);
}

#endif
