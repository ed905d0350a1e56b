/* One layer: which files there are, in which order, and what every sort of
 * file needs. */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "lexicon/build.h"

/* ---- reporting --------------------------------------------------------- */

void rn_load_error(struct rn_loader *l, unsigned code,
                   const struct rn_yaml_node *at, const char *hint,
                   const char *fmt, ...)
{
    char message[512];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    rn_report(l->d, RENORM_ERROR, code, rn_model_at(l->m, at->at, 0), hint,
              "%s", message);
}

bool rn_load_expect(struct rn_loader *l, const struct rn_yaml_node *n,
                    enum rn_yaml_type type, const char *what)
{
    static const char *const names[] = { "one text", "a list", "a map" };
    static const char *const hints[] = {
        NULL, "write each on a line of its own after '- '",
        "write lines of 'key: value' below it"
    };

    if (n->type == type && !(type == RN_YAML_SCALAR && rn_yaml_null(n)))
        return true;
    rn_load_error(l, RN_E_YAML_TYPE, n,
                  n->flow ? "quote a text that begins with a bracket"
                          : hints[type],
                  "%s must be %s", what, names[type]);
    return false;
}

struct rn_span rn_load_keep(struct rn_loader *l, struct rn_span s)
{
    struct rn_span copy = rn_arena_copy(&l->m->arena, s);

    if (copy.ptr)
        return copy;
    l->nomem = true;
    return rn_span_of("", 0);
}

struct rn_word rn_load_word(struct rn_loader *l, const struct rn_yaml_node *n)
{
    return (struct rn_word){ rn_load_keep(l, n->value), n->at };
}

bool rn_load_bool(struct rn_loader *l, const struct rn_yaml_node *n, bool *out)
{
    bool yes = n->type == RN_YAML_SCALAR &&
               (rn_span_is(n->value, "yes") || rn_span_is(n->value, "true"));
    bool no = n->type == RN_YAML_SCALAR &&
              (rn_span_is(n->value, "no") || rn_span_is(n->value, "false"));

    if (yes || no) {
        *out = yes;
        return true;
    }
    rn_load_error(l, RN_E_YAML_TYPE, n, NULL, "'%.*s' must be yes or no",
                  RN_ARG(n->key->value));
    return false;
}

bool rn_load_id(struct rn_loader *l, const struct rn_yaml_node *key)
{
    struct rn_span s = key->value;
    bool ok = s.len && s.ptr[0] != '-' && s.ptr[s.len - 1] != '-';

    for (size_t i = 0; i < s.len; i++)
        ok &= rn_ascii_lower(s.ptr[i]) || rn_ascii_digit(s.ptr[i]) ||
              s.ptr[i] == '-';
    if (!ok)
        rn_load_error(l, RN_E_YAML_KEY, key,
                      "ids are small letters and digits with dashes between: "
                      "party-committee",
                      "'%.*s' is no id", RN_ARG(s));
    return ok;
}

void rn_load_unknown_key(struct rn_loader *l, const struct rn_yaml_node *key,
                         const char *const *names)
{
    char hint[RN_HINT_MAX];
    struct rn_nearest nearest;

    rn_nearest_begin(&nearest, key->value);
    for (; *names; names++)
        rn_nearest_offer(&nearest, rn_span_str(*names));
    rn_load_error(l, RN_E_YAML_KEY, key,
                  rn_nearest_hint(&nearest, hint, sizeof hint,
                                  "quote a text with brackets, commas or "
                                  "colons in it"),
                  "key '%.*s' means nothing here", RN_ARG(key->value));
}

void rn_load_order(struct rn_loader *l, const struct rn_yaml_node *key,
                   struct rn_span *last)
{
    struct rn_file_extra *file = &l->b->files[key->at.file];

    if (last->ptr && !file->unsorted.text.ptr &&
        rn_span_cmp(key->value, *last) < 0) {
        file->unsorted = rn_load_word(l, key);
        file->before = rn_load_keep(l, *last);
    }
    *last = key->value;
}

/* ---- one file ---------------------------------------------------------- */

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);

    return n >= k && !strcmp(s + n - k, end);
}

/* Make a file of the model; its text is copied. */
static bool add_file(struct rn_loader *l, const char *shown, const char *path,
                     struct rn_span text)
{
    struct rn_model *m = l->m;
    struct rn_buf name;
    struct rn_span kept, layer;
    size_t i = m->nfiles;

    rn_buf_init(&name);
    if (*shown) {
        rn_buf_puts(&name, shown);
        if (!ends_with(shown, "/"))
            rn_buf_putc(&name, '/');
    }
    rn_buf_puts(&name, path);
    kept = name.failed ? rn_span_of(NULL, 0)
                       : rn_arena_copy(&m->arena, rn_buf_span(&name));
    rn_buf_release(&name);
    layer = rn_arena_copy(&m->arena, rn_span_str(shown));
    text = rn_arena_copy(&m->arena, text);
    if (!kept.ptr || !layer.ptr || !text.ptr ||
        !rn_grow(&m->files, &m->files_cap, i + 1, sizeof *m->files) ||
        !rn_grow(&l->b->files, &l->b->files_cap, i + 1, sizeof *l->b->files))
        return false;
    m->files[i] =
        (struct rn_file){ .path = kept.ptr,
                          .shown = layer.ptr,
                          .relative = kept.ptr + kept.len - strlen(path),
                          .layer = l->layer,
                          .text = text };
    l->b->files[i] = (struct rn_file_extra){ 0 };
    m->nfiles++;
    return true;
}

static int language_of(const char *path)
{
    static const char *const dirs[] = { "vi/", "ms/", "en/" };

    for (int i = 0; i < 3; i++)
        if (!strncmp(path, dirs[i], 3))
            return i; /* RENORM_VI, MS, EN */
    return -1;
}

/* Whether a path relative to the layer holds anything for us. */
static bool known_file(const char *path)
{
    return !strncmp(path, "canon/", 6) || language_of(path) >= 0 ||
           !strcmp(path, "places.yaml") || !strcmp(path, "documents.yaml");
}

static void load_file(struct rn_loader *l, const char *shown, const char *path,
                      struct rn_span text)
{
    struct rn_yaml_node *root;
    renorm_status status;

    if (!add_file(l, shown, path, text)) {
        l->nomem = true;
        return;
    }
    rn_arena_clear(&l->scratch);
    status = rn_yaml_read(l->m, (uint32_t)l->m->nfiles - 1, &l->scratch, l->d,
                          &root);
    l->nomem |= status == RENORM_E_NOMEM;
    if (status != RENORM_OK ||
        !rn_load_expect(l, root, RN_YAML_MAP, "a lexicon file"))
        return;
    if (!strncmp(path, "canon/", 6))
        rn_load_canon(l, root);
    else if (language_of(path) >= 0)
        rn_load_language(l, root, (renorm_lang)language_of(path));
    else if (!strcmp(path, "places.yaml"))
        rn_load_places(l, root);
    else
        rn_load_documents(l, root);
}

static const char HINT_FILES[] =
    "a lexicon has files NAME.yaml in canon/, vi/, ms/ and en/, "
    "documents.yaml and places.yaml";

static void warn_unknown_file(struct rn_loader *l, const char *shown,
                              const char *path)
{
    rn_report(l->d, RENORM_WARNING, RN_E_FILE, (struct rn_at){ .file = shown },
              HINT_FILES, "'%s' is not read", path);
}

/* ---- layers ------------------------------------------------------------ */

static bool begin_layer(struct rn_loader *l, struct rn_model *m,
                        struct rn_diags *d)
{
    *l = (struct rn_loader){ .m = m, .d = d };
    rn_arena_init(&l->scratch);
    if (!rn_build_begin(m)) {
        l->nomem = true;
        return false;
    }
    l->b = m->builder;
    l->layer = l->b->layers++;
    l->no_yaml = !rn_libyaml_open(&l->b->libyaml);
    return !l->no_yaml;
}

static renorm_status end_layer(struct rn_loader *l, size_t errors)
{
    rn_arena_release(&l->scratch);
    if (l->nomem)
        return rn_fail(l->d, RENORM_E_NOMEM, RN_E_NOMEM, (struct rn_at){ 0 },
                       NULL, "out of memory while a lexicon was read");
    if (l->no_yaml)
        return rn_fail(l->d, RENORM_E_IO, RN_E_LIBYAML, (struct rn_at){ 0 },
                       "install libyaml, which reads the YAML of lexicons; the "
                       "shipped lexicon alone and compiled ones do without",
                       "%s cannot be loaded", RN_LIBYAML);
    return l->d->errors > errors ? RENORM_E_LEXICON : RENORM_OK;
}

static int compare_memory(const void *a, const void *b)
{
    const struct rn_memory_file *const *x = a, *const *y = b;

    return strcmp((*x)->path, (*y)->path);
}

renorm_status rn_model_load_memory(struct rn_model *m,
                                   const struct rn_memory_file *files,
                                   size_t nfiles, const char *shown,
                                   struct rn_diags *d)
{
    struct rn_loader l;
    size_t errors = d->errors;
    const struct rn_memory_file **sorted = rn_malloc(nfiles * sizeof *sorted);

    if (begin_layer(&l, m, d) && sorted) {
        for (size_t i = 0; i < nfiles; i++)
            sorted[i] = &files[i];
        qsort(sorted, nfiles, sizeof *sorted, compare_memory);
        for (size_t i = 0; i < nfiles && !l.nomem; i++) {
            if (!known_file(sorted[i]->path))
                warn_unknown_file(&l, shown, sorted[i]->path);
            else
                load_file(&l, shown, sorted[i]->path, sorted[i]->text);
        }
    }
    l.nomem |= !sorted;
    rn_free(sorted);
    return end_layer(&l, errors);
}

/* ---- directories ------------------------------------------------------- */

static const char *const dirs[] = { "canon", "en", "ms", "vi" };
enum { NDIRS = sizeof dirs / sizeof *dirs };

/* Paths relative to a layer, in byte order at the end. */
struct listing {
    char **paths;
    size_t n, cap;
};

static void listing_release(struct listing *list)
{
    for (size_t i = 0; i < list->n; i++)
        rn_free(list->paths[i]);
    rn_free(list->paths);
}

static bool listing_add(struct listing *list, const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path;

    if (!rn_grow(&list->paths, &list->cap, list->n + 1, sizeof *list->paths))
        return false;
    path = rn_malloc(size);
    if (!path)
        return false;
    snprintf(path, size, "%s%s%s", dir, *dir ? "/" : "", name);
    list->paths[list->n++] = path;
    return true;
}

static int compare_paths(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static bool join(struct rn_buf *out, const char *dir, const char *path)
{
    rn_buf_clear(out);
    rn_buf_puts(out, dir);
    rn_buf_putc(out, '/');
    rn_buf_puts(out, path);
    return !out->failed;
}

static bool is_dir(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void file_error(struct rn_loader *l, const char *path, int error)
{
    rn_report(l->d, RENORM_ERROR, RN_E_FILE, (struct rn_at){ .file = path },
              NULL, "cannot be read: %s",
              error == ENOENT    ? "no such file or directory"
              : error == EACCES  ? "permission denied"
              : error == ENOTDIR ? "no directory"
                                 : "the system refuses");
}

/* The names in one directory of a layer (`sub`, or "" for the layer itself).
 */
static bool list_dir(struct rn_loader *l, const char *dir, const char *sub,
                     struct listing *out, bool needed)
{
    struct rn_buf path;
    struct dirent *entry;
    DIR *handle;

    rn_buf_init(&path);
    if (!join(&path, dir, sub)) {
        rn_buf_release(&path);
        l->nomem = true;
        return false;
    }
    errno = ENOENT; /* no name is no directory, and not the root */
    handle = *dir ? opendir(path.ptr) : NULL;
    if (!handle && (needed || errno != ENOENT))
        file_error(l, *sub ? path.ptr : *dir ? dir : "''", errno);
    if (handle) {
        while (errno = 0, (entry = readdir(handle)))
            if (entry->d_name[0] != '.' &&
                !listing_add(out, sub, entry->d_name))
                l->nomem = true;
        if (errno && !l->nomem)
            file_error(l, path.ptr, errno);
        closedir(handle);
    }
    rn_buf_release(&path);
    if (!handle)
        return false;
    return !l->nomem;
}

static bool read_whole(struct rn_loader *l, const char *path,
                       struct rn_buf *out)
{
    char chunk[16384];
    FILE *f = fopen(path, "rb");
    size_t n;
    bool ok;

    if (!f) {
        file_error(l, path, errno);
        return false;
    }
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0 &&
           out->len <= RN_YAML_FILE_MAX)
        rn_buf_put(out, chunk, n);
    ok = !ferror(f);
    if (!ok)
        file_error(l, path, EIO);
    l->nomem |= out->failed;
    fclose(f);
    return ok && !out->failed;
}

/* One name of the layer: a file that is read, a directory of them, or
 * something that is none of ours. What may be meant for us is told. */
static void load_entry(struct rn_loader *l, const char *dir, const char *shown,
                       const char *path)
{
    struct rn_buf full, text;
    struct stat st;

    rn_buf_init(&full);
    rn_buf_init(&text);
    if (!join(&full, dir, path)) {
        l->nomem = true;
    } else if (!ends_with(path, ".yaml")) {
        bool known = !is_dir(full.ptr) && !ends_with(path, ".yml");
        for (size_t i = 0; i < NDIRS; i++)
            known |= !strcmp(path, dirs[i]);
        if (!known)
            warn_unknown_file(l, shown, path);
    } else if (!known_file(path)) {
        warn_unknown_file(l, shown, path);
    } else if (stat(full.ptr, &st) == 0 && !S_ISREG(st.st_mode)) {
        rn_report(l->d, RENORM_ERROR, RN_E_FILE,
                  (struct rn_at){ .file = full.ptr }, NULL, "no ordinary file");
    } else if (read_whole(l, full.ptr, &text)) {
        load_file(l, shown, path, rn_buf_span(&text));
    }
    rn_buf_release(&full);
    rn_buf_release(&text);
}

/* The layer itself and its four directories, in byte order. */
static bool list_layer(struct rn_loader *l, const char *dir,
                       struct listing *out)
{
    if (!list_dir(l, dir, "", out, true))
        return false;
    for (size_t i = 0; i < NDIRS && !l->nomem; i++)
        list_dir(l, dir, dirs[i], out, false);
    if (out->n) /* no array, no sorting: qsort(NULL, 0) is undefined */
        qsort(out->paths, out->n, sizeof *out->paths, compare_paths);
    return true;
}

renorm_status rn_model_load_dir(struct rn_model *m, const char *dir,
                                const char *shown, struct rn_diags *d)
{
    struct rn_loader l;
    struct listing list = { 0 };
    size_t errors = d->errors, files = m->nfiles;

    if (begin_layer(&l, m, d) && list_layer(&l, dir, &list)) {
        for (size_t i = 0; i < list.n && !l.nomem; i++)
            load_entry(&l, dir, shown, list.paths[i]);
        if (m->nfiles == files && d->errors == errors && !l.nomem)
            rn_report(d, RENORM_WARNING, RN_E_FILE,
                      (struct rn_at){ .file = shown }, HINT_FILES,
                      "holds no file of a lexicon");
    } else if (!l.nomem && !l.no_yaml) {
        rn_arena_release(&l.scratch);
        listing_release(&list);
        return RENORM_E_IO;
    }
    listing_release(&list);
    return end_layer(&l, errors);
}
