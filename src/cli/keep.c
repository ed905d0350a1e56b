#include "cli/keep.h"

#include <stdlib.h>
#include <string.h>

#include "cli/bytes.h"
#include "cli/message.h"

/* Whether a bracket expression holds a byte that is not ASCII. */
static bool wide_brackets(const char *p)
{
    for (; *p; p++) {
        if (*p == '\\' && p[1]) {
            p++;
        } else if (*p == '[') {
            /* a bracket that comes first, or behind "^", is an element */
            p += p[1] == '^' ? 2 : 1;
            for (bool first = true; *p && (first || *p != ']'); p++) {
                if ((unsigned char)*p >= 0x80)
                    return true;
                first = false;
                if (*p == '[' && p[1] && strchr(":.=", p[1])) {
                    const char close[] = { p[1], ']', '\0' };
                    const char *end = strstr(p + 2, close);
                    if (end)
                        p = end + 1;
                }
            }
            if (!*p)
                return false; /* regcomp says what is wrong */
        }
    }
    return false;
}

bool cli_keep_add(struct cli_keep *k, const char *regex)
{
    char why[200];
    int error;

    if (wide_brackets(regex)) {
        cli_msg(NULL, "'--keep %s': brackets hold ASCII alone", regex);
        cli_msg_hint("write (a|b) instead of [ab]");
        return false;
    }
    cli_more(&k->v, k->n, &k->cap, sizeof *k->v);
    error = regcomp(&k->v[k->n], regex, REG_EXTENDED);
    if (!error) {
        k->n++;
        return true;
    }
    regerror(error, &k->v[k->n], why, sizeof why);
    cli_msg(NULL, "'--keep %s': %s", regex, why);
    return false;
}

void cli_keep_release(struct cli_keep *k)
{
    for (size_t i = 0; i < k->n; i++)
        regfree(&k->v[i]);
    free(k->v);
    free(k->found);
    *k = (struct cli_keep){ 0 };
}

static void add(struct cli_keep *k, size_t start, size_t end)
{
    cli_more(&k->found, k->nfound, &k->found_cap, sizeof *k->found);
    k->found[k->nfound++] = (renorm_stretch){ start, end };
}

/* Every match of one expression in the line from `start` to `end`. NULs do not
 * end it, and "^" is its beginning only. */
static renorm_status one_line(struct cli_keep *k, const regex_t *regex,
                              const char *page, size_t start, size_t end)
{
    size_t at = 0, len = end - start;

    while (at < len) {
        regmatch_t m = { .rm_so = (regoff_t)at, .rm_eo = (regoff_t)len };
        int error = regexec(regex, page + start, 1, &m,
                            REG_STARTEND | (at ? REG_NOTBOL : 0));
        if (error == REG_ESPACE)
            return RENORM_E_NOMEM;
        if (error)
            break;
        if (m.rm_eo > m.rm_so)
            add(k, start + (size_t)m.rm_so, start + (size_t)m.rm_eo);
        /* what matches nothing is stepped over */
        at = (size_t)m.rm_eo + (m.rm_eo == m.rm_so);
    }
    return RENORM_OK;
}

static int compare(const void *a, const void *b)
{
    const renorm_stretch *x = a, *y = b;

    return x->start < y->start ? -1 : x->start > y->start;
}

/* In order, and those that overlap made one. */
static void tidy(struct cli_keep *k)
{
    size_t n = 0;

    if (k->nfound)
        qsort(k->found, k->nfound, sizeof *k->found, compare);
    for (size_t i = 0; i < k->nfound; i++) {
        renorm_stretch *last = n ? &k->found[n - 1] : NULL;
        if (!last || last->end < k->found[i].start)
            k->found[n++] = k->found[i];
        else if (last->end < k->found[i].end)
            last->end = k->found[i].end;
    }
    k->nfound = n;
}

renorm_status cli_keep_find(void *arg, const char *ptr, size_t len,
                            const renorm_stretch **out, size_t *n)
{
    struct cli_keep *k = arg;
    renorm_status status = RENORM_OK;

    k->nfound = 0;
    for (size_t start = 0, end; start < len; start = end + 1) {
        for (end = start; end < len && ptr[end] != '\n' && ptr[end] != '\r';)
            end++;
        for (size_t i = 0; i < k->n && status == RENORM_OK; i++)
            status = one_line(k, &k->v[i], ptr, start, end);
    }
    tidy(k);
    *out = k->found;
    *n = k->nfound;
    return status;
}
