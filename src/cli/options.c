#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "renorm/records.h"

enum {
    F = 1 << RN_CMD_FILTER,
    T = 1 << RN_CMD_TERMS,
    D = 1 << RN_CMD_DETECT,
    E = 1 << RN_CMD_EXPLAIN,
    C = 1 << RN_CMD_COMPARE,
    L = 1 << RN_CMD_LINT,
    X = 1 << RN_CMD_TEST,
    S = 1 << RN_CMD_STATS,
    K = 1 << RN_CMD_COMPILE,
    READ = F | T | D | E | C,
    ALL = READ | L | X | S | K
};

const struct cli_command_row cli_commands[RN_CMD_COUNT] = {
    { "", "[OPTIONS] [FILE...]",
      "write reports with their known terms in canonical English" },
    { "terms", "[OPTIONS] [FILE...]", "list the mentions of known terms" },
    { "detect", "[OPTIONS] [FILE...]", "tell which language each span is" },
    { "explain", "[OPTIONS] [FILE...]", "tell how each mention was derived" },
    { "compare", "[OPTIONS] FILE FILE...",
      "tell which terms one version of a report has and another lacks" },
    { "lexicon lint", "[OPTIONS] [DIR...]", "check lexicons" },
    { "lexicon test", "[OPTIONS] [DIR...]", "read the examples of lexicons" },
    { "lexicon stats", "[OPTIONS] [DIR...]",
      "count what lexicons hold, and list what they lack" },
    { "lexicon compile", "[OPTIONS] -o FILE [DIR...]",
      "write lexicons into one file, which is mapped, not read" },
};

const char *cli_subcommand(int command)
{
    return cli_commands[command].name + sizeof "lexicon";
}

#define NONE RN_ARG_NONE, RN_FILL_NONE, NULL, NULL
#define VALUE(meta) RN_ARG_NEEDED, RN_FILL_NONE, meta, NULL
#define ONE_OF(meta, values) RN_ARG_NEEDED, RN_FILL_VALUES, meta, values

/* clang-format off */
const struct cli_option_row cli_options[] = {
    { RN_OPT_STYLE, 0, "style", ONE_OF("STYLE", "replace|gloss|markup"), F, false,
      "how a term is written: replace (default), gloss or markup" },
    { RN_OPT_KEEP_CASE, 0, "keep-case", NONE, F, false,
      "write in capitals what stands in capitals" },
    { RN_OPT_FORMAT, 'f', "format", ONE_OF("FORMAT", "text|jsonl"), READ, false,
      "what the input is: text (default) or jsonl" },
    { RN_OPT_LINT_FORMAT, 'f', "format", ONE_OF("FORMAT", "text|json|github"), L, false,
      "how findings are written: text (default), json or github" },
    { RN_OPT_TEST_FORMAT, 'f', "format", ONE_OF("FORMAT", "tap|json|github"), X, false,
      "how results are written: tap (default), json or github" },
    { RN_OPT_FIELD, 0, "field", VALUE("PATH"), READ, false,
      "a field of the records to read, as a.b[].c (default: title, body)" },
    { RN_OPT_MENTIONS, 0, "mentions", VALUE("KEY"), F, false,
      "add the list of mentions to each record under KEY" },
    { RN_OPT_LANG, 0, "lang", ONE_OF("LANG", "auto|vi|ms|en"), READ, false,
      "read all text as this language (default: auto, detect)" },
    { RN_OPT_PRIOR, 0, "prior", VALUE("id=N"), READ, false,
      "add N (1/100 nat) to Indonesian's score of a page" },
    { RN_OPT_KIND, 0, "kind", VALUE("KIND"), F | T | E | C, false,
      "act only on this kind: title, body, resolution" },
    { RN_OPT_CONCEPT, 0, "concept", VALUE("ID"), F | T | E | C, false,
      "act only on this concept" },
    { RN_OPT_SKIP_CONCEPT, 0, "skip-concept", VALUE("ID"), F | T | E | C, false,
      "never act on this concept" },
    { RN_OPT_MIN_MARGIN, 0, "min-margin", VALUE("N"), F | T | E | C, false,
      "act where the language leads by N (1/100 nat) or more" },
    { RN_OPT_KEEP, 0, "keep", VALUE("REGEX"), F | T | E | C, false,
      "leave alone what matches this in a line (POSIX extended)" },
    { RN_OPT_DIFF, 'd', "diff", NONE, F, false,
      "write a unified diff of what would change" },
    { RN_OPT_CHECK, 'c', "check", NONE, F, false,
      "write nothing; exit 1 if anything would change" },
    { RN_OPT_LIST, 'l', "list", NONE, F, false,
      "write the names of the files that would change" },
    { RN_OPT_IDEMPOTENT, 0, "check-idempotent", NONE, F, false,
      "read the output too; exit 1 if a second run would change it" },
    { RN_OPT_IN_PLACE, 'i', "in-place", RN_ARG_MAYBE, RN_FILL_NONE, "SUFFIX", NULL, F, false,
      "edit the files; with SUFFIX keep the originals" },
    { RN_OPT_JSON, 0, "json", NONE, T | D | E | C, false,
      "write an object a line" },
    { RN_OPT_JSON, 0, "json", NONE, S, false,
      "write one object" },
    { RN_OPT_AT, 0, "at", VALUE("OFFSET"), E, false,
      "tell what happened at this byte of the file" },
    { RN_OPT_STRICT, 0, "strict", NONE, L, false,
      "exit 1 when there are warnings" },
    { RN_OPT_STRICT, 0, "strict", NONE, S, false,
      "exit 1 when forms or examples are missing" },
    { RN_OPT_LAYERS_ONLY, 0, "layers-only", NONE, X, false,
      "leave out the examples of the shipped lexicon" },
    { RN_OPT_OUTPUT, 'o', "output", RN_ARG_NEEDED, RN_FILL_FILE, "FILE", NULL, READ | K, false,
      "write to FILE, which appears whole or not at all" },
    { RN_OPT_LINES, 0, "lines", NONE, READ, false,
      "read each line by itself" },
    { RN_OPT_LINE_BUFFERED, 0, "line-buffered", NONE, F | T | D | E, false,
      "write out what is ready after each piece of input" },
    { RN_OPT_FILES_FROM, 0, "files-from", RN_ARG_NEEDED, RN_FILL_FILE, "FILE", NULL, READ, false,
      "read the files named in FILE, one a line" },
    { RN_OPT_NULL, 'z', "null", NONE, READ, false,
      "names of --files-from and --list end in NUL" },
    { RN_OPT_ON_ERROR, 0, "on-error", ONE_OF("ACTION", "pass|skip|stop"), READ, false,
      "what to do with a bad record: pass (default), skip or stop" },
    { RN_OPT_STATS, 0, "stats", NONE, READ, false,
      "write counts to standard error at the end" },
    { RN_OPT_LEXICON, 'L', "lexicon", RN_ARG_NEEDED, RN_FILL_FILE, "PATH", NULL, ALL, false,
      "put the lexicon in PATH on top (repeatable)" },
    { RN_OPT_NO_DEFAULT, 0, "no-default-lexicon", NONE, ALL, false,
      "start without the shipped lexicon" },
    { RN_OPT_COLOR, 0, "color", ONE_OF("WHEN", "auto|always|never"), ALL, false,
      "colour what people read (default: auto, on a terminal)" },
    { RN_OPT_VERBOSE, 'v', "verbose", NONE, L, false,
      "show notes too, those on names side by side among them" },
    { RN_OPT_VERBOSE, 'v', "verbose", NONE, S, false,
      "show what lacks forms for a reason too" },
    { RN_OPT_VERBOSE, 'v', "verbose", NONE, ALL & ~(L | S), false,
      "say more on standard error" },
    { RN_OPT_COMPLETION, 0, "completion", ONE_OF("SHELL", "bash|zsh|fish"), F, false,
      "write a completion script for this shell" },
    { RN_OPT_TABLE, 0, "option-table", NONE, F, true,
      "write the table of options" },
    { RN_OPT_HELP, 'h', "help", NONE, ALL, false, "write this help" },
    { RN_OPT_VERSION, 'V', "version", NONE, ALL, false, "write the version" },
};
/* clang-format on */
const size_t cli_noptions = sizeof cli_options / sizeof *cli_options;

/* ---- messages of usage -------------------------------------------------- */

/* Edits (a letter more, less, other, or two swapped) between two words; beyond
 * 31 letters a word is like no other. */
static size_t distance(const char *a, size_t na, const char *b, size_t nb)
{
    size_t d[32][32];

    if (na > 31 || nb > 31)
        return SIZE_MAX;
    for (size_t i = 0; i <= na; i++) {
        for (size_t j = 0; j <= nb; j++) {
            size_t best;
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[na][nb];
}

/* Edits that a word may be away from the one that was meant. */
static size_t near_enough(size_t len)
{
    return len < 4 ? 1 : 1 + len / 3;
}

const char *cli_near_command(const char *word)
{
    size_t len = strlen(word), best = near_enough(len);
    const char *near = NULL;

    for (int i = RN_CMD_TERMS; i <= RN_CMD_LINT; i++) {
        const char *name = i < RN_CMD_LINT ? cli_commands[i].name : "lexicon";
        size_t n = distance(word, len, name, strlen(name));
        if (n > best)
            continue;
        near = name;
        best = n;
    }
    return near;
}

/* Say that an option is unknown, and which one may have been meant. */
static bool unknown_option(enum cli_command command, const char *name,
                           size_t len)
{
    const struct cli_option_row *near = NULL, *other = NULL;
    size_t best = near_enough(len);

    cli_msg(NULL, "unknown option '--%.*s'", (int)len, name);
    for (size_t i = 0; i < cli_noptions; i++) {
        const struct cli_option_row *o = &cli_options[i];
        size_t n;
        if (o->hidden)
            continue;
        n = distance(name, len, o->name, strlen(o->name));
        if (n == 0 && !other)
            other = o;
        if (!(o->commands & 1u << command) || n > best)
            continue;
        if (!near || n < best)
            near = o;
        best = n;
    }
    if (other) {
        for (int i = 0; i < RN_CMD_COUNT; i++)
            if (other->commands & 1u << i) {
                cli_msg_hint("it is an option of 'renorm%s%s'",
                             *cli_commands[i].name ? " " : "",
                             cli_commands[i].name);
                break;
            }
    } else if (near) {
        cli_msg_hint("did you mean '--%s'?", near->name);
    } else {
        cli_msg_hint("'renorm%s%s --help' lists the options",
                     *cli_commands[command].name ? " " : "",
                     cli_commands[command].name);
    }
    return false;
}

/* ---- values ------------------------------------------------------------- */

/* The index of `value` in "a|b|c", or -1. */
static int value_index(const char *values, const char *value)
{
    size_t len = strlen(value);
    const char *p = values;

    for (int i = 0;; i++) {
        size_t n = strcspn(p, "|");
        if (n == len && memcmp(p, value, n) == 0)
            return i;
        if (!p[n])
            return -1;
        p += n + 1;
    }
}

static bool bad_value(const struct cli_option_row *o, const char *value)
{
    struct cli_bytes b = { 0 };

    for (const char *p = o->values; p && *p; p++) {
        if (*p == '|')
            cli_bytes_puts(&b, ", ");
        else
            cli_bytes_putc(&b, *p);
    }
    cli_msg(NULL, "'--%s' takes no value '%s'", o->name, value);
    cli_msg_hint("it is one of %.*s", (int)b.len, b.ptr ? b.ptr : "");
    cli_bytes_release(&b);
    return false;
}

/* A whole decimal number in the range of int. */
static bool read_int(const char *s, int *out)
{
    bool minus = *s == '-';
    long long v = 0;

    s += minus;
    if (!*s)
        return false;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        v = v * 10 + (*s - '0');
        if (v > INT32_MAX)
            return false;
    }
    *out = (int)(minus ? -v : v);
    return true;
}

static bool read_offset(const char *s, uint64_t *out)
{
    uint64_t v = 0;

    if (!*s)
        return false;
    for (; *s; s++) {
        unsigned digit = (unsigned)(*s - '0');
        if (digit > 9 || v > (UINT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = v;
    return v != RENORM_NOWHERE;
}

static void push(struct cli_strings *s, const char *v)
{
    cli_more(&s->v, s->n, &s->cap, sizeof *s->v);
    s->v[s->n++] = v;
}

static bool no_value(const struct cli_option_row *o)
{
    cli_msg(NULL, "'--%s' needs a value: %s", o->name, o->meta);
    return false;
}

/* Values may stand in one argument with commas between them. */
static bool push_list(const struct cli_option_row *o, struct cli_strings *s,
                      const char *value)
{
    size_t before = s->n;

    while (*value) {
        size_t n = strcspn(value, ",");
        if (n) {
            char *copy = cli_alloc(n + 1);
            memcpy(copy, value, n);
            copy[n] = '\0';
            push(s, copy);
        }
        value += n + (value[n] == ',');
    }
    return s->n > before || no_value(o);
}

static bool set_number(const struct cli_option_row *o, const char *value,
                       struct cli_config *c)
{
    const char *number = value;
    bool ok;

    switch (o->id) {
    case RN_OPT_PRIOR:
        ok = strncmp(value, "id=", 3) == 0 &&
             read_int(number + 3, &c->engine.prior_id);
        c->engine.have_prior_id = 1;
        break;
    case RN_OPT_AT:
        ok = read_offset(number, &c->engine.at);
        c->have_at = true;
        break;
    default:
        ok = read_int(number, &c->engine.min_margin);
        break;
    }
    if (!ok)
        cli_msg(NULL, "'--%s' needs %s, not '%s'", o->name,
                o->id == RN_OPT_PRIOR ? "id= and a whole number"
                : o->id == RN_OPT_AT  ? "an offset in bytes"
                                      : "a whole number",
                value);
    return ok;
}

/* An option with a value; the value is one of the allowed ones. */
static bool set_value(const struct cli_option_row *o, const char *value,
                      struct cli_config *c)
{
    int index = o->values ? value_index(o->values, value) : -1;

    /* as of a variable that nobody set: not for "no choice", nor for "/" */
    if (!*value)
        return no_value(o);
    if (o->values && index < 0)
        return bad_value(o, value);
    switch (o->id) {
    case RN_OPT_STYLE:
        c->engine.style = (renorm_style)index;
        break;
    case RN_OPT_FORMAT:
        c->jsonl = index == 1;
        break;
    case RN_OPT_LINT_FORMAT:
    case RN_OPT_TEST_FORMAT:
        c->report = (enum cli_report)index;
        break;
    case RN_OPT_FIELD:
        push(&c->fields, value);
        break;
    case RN_OPT_MENTIONS:
        c->mentions = value;
        break;
    case RN_OPT_LANG:
        /* auto is 0; then 1 + renorm_lang, in its order */
        c->engine.lang_forced = index;
        break;
    case RN_OPT_PRIOR:
    case RN_OPT_AT:
    case RN_OPT_MIN_MARGIN:
        return set_number(o, value, c);
    case RN_OPT_KIND:
        return push_list(o, &c->kinds, value);
    case RN_OPT_CONCEPT:
        return push_list(o, &c->concepts, value);
    case RN_OPT_SKIP_CONCEPT:
        return push_list(o, &c->skip_concepts, value);
    case RN_OPT_KEEP:
        return cli_keep_add(&c->keep, value);
    case RN_OPT_OUTPUT:
        c->output = value;
        break;
    case RN_OPT_FILES_FROM:
        c->files_from = value;
        break;
    case RN_OPT_ON_ERROR:
        c->on_error = (enum cli_on_error)index;
        break;
    case RN_OPT_LEXICON:
        push(&c->layers, value);
        break;
    case RN_OPT_COLOR:
        c->color = (enum cli_color)index;
        break;
    case RN_OPT_COMPLETION:
        c->completion = value;
        break;
    default:
        break;
    }
    return true;
}

/* An option without a value (of -i it may have none). */
static void set_flag(const struct cli_option_row *o, const char *value,
                     struct cli_config *c)
{
    bool *flags[] = {
        [RN_OPT_DIFF] = &c->diff,
        [RN_OPT_CHECK] = &c->check,
        [RN_OPT_LIST] = &c->list,
        [RN_OPT_IDEMPOTENT] = &c->check_idempotent,
        [RN_OPT_IN_PLACE] = &c->in_place,
        [RN_OPT_JSON] = &c->json,
        [RN_OPT_STRICT] = &c->strict,
        [RN_OPT_LAYERS_ONLY] = &c->layers_only,
        [RN_OPT_LINE_BUFFERED] = &c->line_buffered,
        [RN_OPT_NULL] = &c->null,
        [RN_OPT_STATS] = &c->stats,
        [RN_OPT_NO_DEFAULT] = &c->no_default,
        [RN_OPT_VERBOSE] = &c->verbose,
        [RN_OPT_TABLE] = &c->table,
        [RN_OPT_HELP] = &c->help,
        [RN_OPT_VERSION] = &c->version,
    };

    if (o->id == RN_OPT_LINES)
        c->engine.lines = 1;
    else if (o->id == RN_OPT_KEEP_CASE)
        c->engine.keep_case = 1;
    else
        *flags[o->id] = true;
    if (o->id == RN_OPT_IN_PLACE)
        c->suffix = value;
}

/* ---- the command line --------------------------------------------------- */

static const struct cli_option_row *by_name(enum cli_command command,
                                            const char *name, size_t len)
{
    for (size_t i = 0; i < cli_noptions; i++) {
        const struct cli_option_row *o = &cli_options[i];
        if ((o->commands & 1u << command) && strlen(o->name) == len &&
            memcmp(o->name, name, len) == 0)
            return o;
    }
    return NULL;
}

static const struct cli_option_row *by_letter(enum cli_command command,
                                              char letter)
{
    for (size_t i = 0; i < cli_noptions; i++)
        if ((cli_options[i].commands & 1u << command) &&
            cli_options[i].letter == letter)
            return &cli_options[i];
    return NULL;
}

struct line {
    char **argv;
    int argc, at;
};

static bool long_option(struct cli_config *c, struct line *l)
{
    const char *name = l->argv[l->at] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const struct cli_option_row *o = by_name(c->command, name, len);
    const char *value = equals ? equals + 1 : NULL;

    if (!o)
        return unknown_option(c->command, name, len);
    if (o->arg == RN_ARG_NONE && value) {
        cli_msg(NULL, "'--%s' takes no value", o->name);
        return false;
    }
    if (o->arg != RN_ARG_NEEDED) {
        if (value && !*value)
            return no_value(o);
        set_flag(o, value, c);
        return true;
    }
    if (!value && l->at + 1 < l->argc)
        value = l->argv[++l->at];
    return value ? set_value(o, value, c) : no_value(o);
}

/* Bundled letters; the first that takes a value takes the rest of the word. */
static bool short_options(struct cli_config *c, struct line *l)
{
    const char *p = l->argv[l->at] + 1;

    for (; *p; p++) {
        const struct cli_option_row *o = by_letter(c->command, *p);
        const char *value = p[1] ? p + 1 : NULL;

        if (!o) {
            cli_msg(NULL, "unknown option '-%c'", *p);
            cli_msg_hint("'renorm%s%s --help' lists the options",
                         *cli_commands[c->command].name ? " " : "",
                         cli_commands[c->command].name);
            return false;
        }
        if (o->arg == RN_ARG_NONE) {
            set_flag(o, NULL, c);
            continue;
        }
        if (o->arg == RN_ARG_MAYBE) {
            set_flag(o, value, c);
            return true;
        }
        if (!value && l->at + 1 < l->argc)
            value = l->argv[++l->at];
        if (!value) {
            cli_msg(NULL, "'-%c' needs a value: %s", *p, o->meta);
            return false;
        }
        return set_value(o, value, c);
    }
    return true;
}

/* The word behind `lexicon`; *at is moved behind it. */
static bool find_lexicon_command(struct cli_config *c, struct line *l)
{
    const char *word = l->argc > 2 ? l->argv[2] : "";

    c->command = RN_CMD_LINT;
    for (int i = RN_CMD_LINT; i < RN_CMD_COUNT; i++)
        if (strcmp(word, cli_subcommand(i)) == 0) {
            c->command = (enum cli_command)i;
            l->at += 2;
            return true;
        }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        c->command = RN_CMD_COUNT;
        c->help = true;
        l->at = l->argc;
        return true;
    }
    if (*word)
        cli_msg(NULL, "'lexicon' has no command '%s'", word);
    else
        cli_msg(NULL, "'lexicon' needs a command");
    for (int i = RN_CMD_LINT; i < RN_CMD_COUNT; i++)
        cli_msg_hint("'renorm %s': %s", cli_commands[i].name,
                     cli_commands[i].help);
    return false;
}

/* The command that the first words name; *at is moved behind them. */
static bool find_command(struct cli_config *c, struct line *l)
{
    const char *word = l->argc > 1 ? l->argv[1] : "";

    for (int i = RN_CMD_TERMS; i < RN_CMD_LINT; i++)
        if (strcmp(word, cli_commands[i].name) == 0) {
            c->command = (enum cli_command)i;
            l->at++;
            return true;
        }
    return strcmp(word, "lexicon") != 0 || find_lexicon_command(c, l);
}

static bool conflict(const char *a, const char *b)
{
    cli_msg(NULL, "'%s' and '%s' cannot be used together", a, b);
    return false;
}

/* Whether standard input is asked for twice where that makes no sense: its
 * second reading has nothing. The filter may copy nothing. */
static bool twice_standard(const struct cli_config *c)
{
    bool list = c->files_from && strcmp(c->files_from, "-") == 0;
    size_t n = list;

    for (size_t i = 0; i < c->files.n; i++)
        n += strcmp(c->files.v[i], "-") == 0;
    return n > 1 && (list || c->command == RN_CMD_COMPARE);
}

/* What makes no sense together. */
static bool check_together(const struct cli_config *c)
{
    const char *reader = !c->jsonl && c->mentions   ? "--mentions"
                         : !c->jsonl && c->fields.n ? "--field"
                                                    : NULL;

    if (reader) {
        cli_msg(NULL, "'%s' needs records: '--format jsonl'", reader);
        return false;
    }
    if (c->in_place && c->diff)
        return conflict("--in-place", "--diff");
    if (c->in_place && c->check)
        return conflict("--in-place", "--check");
    if (c->in_place && c->output && !c->list)
        return conflict("--in-place", "--output");
    if (c->check && c->output && !c->diff && !c->list)
        return conflict("--check", "--output"); /* nothing is written */
    if (c->check_idempotent && c->engine.style == RENORM_MARKUP)
        return conflict("--check-idempotent", "--style markup");
    if (c->list && c->diff)
        return conflict("--list", "--diff");
    if (c->command == RN_CMD_DETECT && c->engine.lines && c->jsonl)
        return conflict("--lines", "--format jsonl");
    if (c->suffix && strchr(c->suffix, '/')) {
        cli_msg(NULL, "the suffix of '--in-place' may hold no slash");
        return false;
    }
    if (c->in_place && !c->files.n && !c->files_from) {
        cli_msg(NULL, "'--in-place' needs the names of files");
        return false;
    }
    if (twice_standard(c)) {
        cli_msg(NULL, "standard input is read once");
        return false;
    }
    if (c->have_at && (c->files.n > 1 || c->files_from)) {
        cli_msg(NULL, "'--at' is for one file");
        return false;
    }
    return true;
}

static void finish(struct cli_config *c)
{
    if (!c->fields.n) {
        push(&c->fields, "title");
        push(&c->fields, "body");
    }
    if (c->command >= RN_CMD_LINT)
        for (size_t i = 0; i < c->files.n; i++)
            push(&c->layers, c->files.v[i]);
    if (c->keep.n) {
        c->engine.keep = cli_keep_find;
        c->engine.keep_arg = &c->keep;
    }
    c->engine.kinds = c->kinds.v;
    c->engine.nkinds = c->kinds.n;
    c->engine.concepts = c->concepts.v;
    c->engine.nconcepts = c->concepts.n;
    c->engine.skip_concepts = c->skip_concepts.v;
    c->engine.nskip_concepts = c->skip_concepts.n;
    if (c->command == RN_CMD_EXPLAIN)
        c->engine.trace = 1;
}

bool cli_config_parse(struct cli_config *c, int argc, char **argv)
{
    struct line l = { argv, argc, 1 };
    bool options = true;

    *c = (struct cli_config){ .engine.at = RENORM_NOWHERE };
    if (!find_command(c, &l))
        return false;
    for (; l.at < argc; l.at++) {
        char *word = argv[l.at];
        bool ok = true;

        if (!options || word[0] != '-' || !word[1])
            push(&c->files, word);
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (word[1] == '-')
            ok = long_option(c, &l);
        else
            ok = short_options(c, &l);
        if (!ok)
            return false;
    }
    if (c->help || c->version || c->completion || c->table)
        return true;
    if (!check_together(c))
        return false;
    finish(c);
    return true;
}

void cli_strings_release(struct cli_strings *s)
{
    free(s->v);
    *s = (struct cli_strings){ 0 };
}

/* A list whose strings were copied by push_list(). */
static void free_list(struct cli_strings *s)
{
    for (size_t i = 0; i < s->n; i++)
        free((void *)(uintptr_t)s->v[i]);
    cli_strings_release(s);
}

void cli_config_release(struct cli_config *c)
{
    free_list(&c->kinds);
    free_list(&c->concepts);
    free_list(&c->skip_concepts);
    cli_keep_release(&c->keep);
    cli_strings_release(&c->fields);
    cli_strings_release(&c->layers);
    cli_strings_release(&c->files);
}
