/* Read a report from standard input, list its terms, and write it normalized.
 *
 *     cc example.c $(pkg-config --cflags --libs renorm) -o example */
#include <renorm/renorm.h>
#include <stdio.h>

static renorm_status tell(void *arg, const renorm_mention *m)
{
    fprintf(arg, "%llu:%llu: %s: %s\n", (unsigned long long)m->line,
            (unsigned long long)m->column, m->kind, m->canonical);
    return RENORM_OK;
}

static renorm_status put(void *arg, const char *ptr, size_t len)
{
    (void)arg;
    return fwrite(ptr, 1, len, stdout) == len ? RENORM_OK : RENORM_E_IO;
}

int main(void)
{
    renorm_handler handler = { .arg = stderr, .text = put, .mention = tell };
    renorm_lexicon *lexicon = NULL;
    renorm_context *context = NULL;
    char buf[65536];
    size_t n;
    int bad = renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &lexicon) ||
              renorm_context_new(lexicon, NULL, &context) ||
              renorm_begin(context, &handler);

    while (!bad && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        bad = renorm_feed(context, buf, n);
    bad = bad || renorm_end(context) || fflush(stdout);
    renorm_context_free(context);
    renorm_lexicon_free(lexicon);
    return bad;
}
