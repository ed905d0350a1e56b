/* Threads share a lexicon and compiled fields, and read alone: what they write
 * is what one alone writes.
 *
 *   threads FILE...
 *
 * Has no need of Check, so that it can be built with ThreadSanitizer alone. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <renorm/records.h>
#include <renorm/renorm.h>

enum { THREADS = 4, FILES_MAX = 64, ROUNDS = 2 };

static renorm_lexicon *lexicon;
static renorm_fields *fields;
static struct text {
    char *ptr;
    size_t len;
} files[FILES_MAX], wanted[FILES_MAX];
static size_t nfiles;

static void die(const char *what)
{
    printf("Bail out! %s\n", what);
    exit(1);
}

static renorm_status take(void *arg, const char *ptr, size_t len)
{
    struct text *t = arg;
    char *more = realloc(t->ptr, t->len + len + 1);

    if (!more)
        return RENORM_E_NOMEM;
    memcpy(more + t->len, ptr, len);
    t->ptr = more;
    t->len += len;
    return RENORM_OK;
}

static renorm_status count(void *arg, const renorm_mention *mention)
{
    (void)arg;
    return mention->canonical ? RENORM_OK : RENORM_E_STOPPED;
}

/* One file, half of them in pieces. */
static int read_file(renorm_context *context, size_t i, struct text *out)
{
    renorm_handler h = { out, take, count, NULL, NULL };
    renorm_status status;

    *out = (struct text){ NULL, 0 };
    if (i % 2)
        return renorm_document(context, &h, files[i].ptr, files[i].len) ==
               RENORM_OK;
    status = renorm_begin(context, &h);
    for (size_t at = 0; at < files[i].len && status == RENORM_OK; at += 1000) {
        size_t rest = files[i].len - at;
        status =
            renorm_feed(context, files[i].ptr + at, rest < 1000 ? rest : 1000);
    }
    return status == RENORM_OK && renorm_end(context) == RENORM_OK;
}

static int read_record(renorm_records *records)
{
    static const char line[] = "{\"title\":\"a\",\"body\":[\"b\"]}";
    renorm_record_error error;

    return renorm_records_scan(records, line, strlen(line), &error) ==
               RENORM_OK &&
           renorm_records_count(records) == 1;
}

/* Each thread begins with another file. Returns how many came out right. */
static void *work(void *arg)
{
    size_t first = *(const size_t *)arg;
    size_t *good = calloc(1, sizeof *good);
    renorm_context *context;
    renorm_records *records;

    if (!good || renorm_context_new(lexicon, NULL, &context) != RENORM_OK ||
        renorm_records_new(fields, NULL, &records) != RENORM_OK)
        return good;
    for (size_t k = 0; k < nfiles * ROUNDS; k++) {
        size_t i = (first + k) % nfiles;
        struct text got;
        if (read_file(context, i, &got) && read_record(records) &&
            got.len == wanted[i].len &&
            memcmp(got.ptr, wanted[i].ptr, got.len) == 0)
            ++*good;
        free(got.ptr);
    }
    renorm_records_free(records);
    renorm_context_free(context);
    return good;
}

static void load(const char *name)
{
    static char buf[65536];
    FILE *f = fopen(name, "rb");
    size_t n;

    if (!f || nfiles == FILES_MAX)
        die(name);
    while ((n = fread(buf, 1, sizeof buf, f)) > 0)
        if (take(&files[nfiles], buf, n) != RENORM_OK)
            die("out of memory");
    fclose(f);
    nfiles++;
}

int main(int argc, char **argv)
{
    static const char *const paths[] = { "title" };
    pthread_t threads[THREADS];
    size_t first[THREADS], bad, changed = 0;
    renorm_record_error error;
    renorm_context *context;
    int failed = 0;

    for (int i = 1; i < argc; i++)
        load(argv[i]);
    if (!nfiles ||
        renorm_lexicon_load(NULL, 0, 0, NULL, NULL, &lexicon) != RENORM_OK ||
        renorm_fields_new(paths, 1, &bad, &error, &fields) != RENORM_OK ||
        renorm_context_new(lexicon, NULL, &context) != RENORM_OK)
        die("nothing to read with");
    for (size_t i = 0; i < nfiles; i++) {
        if (!read_file(context, i, &wanted[i]))
            die("one alone fails");
        changed += wanted[i].len != files[i].len;
    }
    renorm_context_free(context);
    printf("1..%d\n", THREADS + 1);
    printf("%sok 1 - the files hold terms\n", changed ? "" : "not ");
    failed |= !changed;
    for (size_t i = 0; i < THREADS; i++) {
        first[i] = i * nfiles / THREADS;
        if (pthread_create(&threads[i], NULL, work, &first[i]) != 0)
            die("no thread");
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *good = NULL;
        int right = pthread_join(threads[i], &good) == 0 && good &&
                    *(size_t *)good == nfiles * ROUNDS;
        printf("%sok %zu - thread %zu writes what one alone writes\n",
               right ? "" : "not ", i + 2, i);
        failed |= !right;
        free(good);
    }
    for (size_t i = 0; i < nfiles; i++) {
        free(files[i].ptr);
        free(wanted[i].ptr);
    }
    renorm_fields_free(fields);
    renorm_lexicon_free(lexicon);
    return failed;
}
