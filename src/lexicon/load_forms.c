/* vi/, ms/, en/: the forms of concepts; places.yaml: places with theirs. */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "lexicon/build.h"

static const char HINT_QUOTE[] =
    "quote a form that begins with a special character: - \"{post} of {org}\"";

/* What is being read: the concept and language of the forms. */
struct entry {
    uint32_t concept;
    renorm_lang lang;
    unsigned flags;
    bool ellipsis;
    unsigned kept;            /* flags of the ellipsis */
    struct rn_form_keys keys; /* of the ellipsis */
    bool any;                 /* a form or an ellipsis was there */
};

static void add_example(struct rn_loader *l, const struct entry *e,
                        uint32_t form, const struct rn_yaml_node *text,
                        struct rn_span canonical)
{
    struct rn_model *m = l->m;

    if (!rn_grow(&m->examples, &m->examples_cap, m->nexamples + 1,
                 sizeof *m->examples)) {
        l->nomem = true;
        return;
    }
    m->examples[m->nexamples++] =
        (struct rn_example){ .concept = e->concept,
                             .form = form,
                             .lang = e->lang,
                             .text = rn_load_keep(l, text->value),
                             .canonical = rn_load_keep(l, canonical),
                             .at = text->at };
}

static const char HINT_GOOD[] =
    "good: {\"a sentence\": \"Its Term\"}; quote what has a comma in it";

/* good: {sentence: canonical name, or a list of them} */
static void load_good(struct rn_loader *l, const struct entry *e, uint32_t form,
                      const struct rn_yaml_node *map)
{
    if (map->type != RN_YAML_MAP) {
        rn_load_error(l, RN_E_YAML_TYPE, map, HINT_GOOD,
                      "'good' must be a map");
        return;
    }
    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        const struct rn_yaml_node *one = n;
        if (n->type == RN_YAML_LIST)
            one = n->first;
        for (; one; one = one == n ? NULL : one->next) {
            if (one->type == RN_YAML_SCALAR && !rn_yaml_null(one))
                add_example(l, e, form, n->key, one->value);
            else
                rn_load_error(l, RN_E_YAML_TYPE, one, HINT_GOOD,
                              "an example needs its canonical name");
        }
    }
}

/* wrong: [sentences] */
static void load_wrong(struct rn_loader *l, const struct entry *e,
                       uint32_t form, const struct rn_yaml_node *list)
{
    if (list->type == RN_YAML_SCALAR && !rn_yaml_null(list)) {
        add_example(l, e, form, list, rn_span_of("", 0));
        return;
    }
    if (!rn_load_expect(l, list, RN_YAML_LIST, "'wrong'"))
        return;
    for (const struct rn_yaml_node *n = list->first; n; n = n->next)
        if (rn_load_expect(l, n, RN_YAML_SCALAR, "a wrong example"))
            add_example(l, e, form, n, rn_span_of("", 0));
}

static uint32_t add_form(struct rn_loader *l, struct entry *e,
                         struct rn_span text, struct rn_loc at, unsigned flags)
{
    uint32_t i =
        rn_build_form(l->m, (struct rn_form){ .concept = e->concept,
                                              .lang = e->lang,
                                              .text = rn_load_keep(l, text),
                                              .flags = flags | e->flags,
                                              .at = at });

    l->nomem |= i == RN_NO_INDEX;
    e->any = true;
    return i;
}

static unsigned alone_flag(struct rn_loader *l, const struct rn_yaml_node *n)
{
    if (n->type == RN_YAML_SCALAR) {
        if (rn_span_is(n->value, "never"))
            return RN_FORM_ALONE_NEVER;
        if (rn_span_is(n->value, "capital"))
            return RN_FORM_ALONE_CAPITAL;
        if (rn_span_is(n->value, "free"))
            return RN_FORM_ALONE_FREE;
    }
    rn_load_error(l, RN_E_YAML_TYPE, n, NULL,
                  "'alone' must be never, capital or free");
    return 0;
}

static const struct rn_form_keys no_keys;

static bool is_ellipsis(struct rn_span s)
{
    return rn_span_is(s, "…") || rn_span_is(s, "...");
}

/* "…" among the forms of en/: the canonical name stays a form. */
static void keep_name(struct rn_loader *l, struct entry *e,
                      const struct rn_yaml_node *n, unsigned flags,
                      const struct rn_form_keys *keys)
{
    e->ellipsis = e->any = true;
    e->kept |= flags;
    if (keys->behind.text.ptr)
        e->keys.behind = keys->behind;
    if (keys->yields_to.text.ptr)
        e->keys.yields_to = keys->yields_to;
    if (e->lang != RENORM_EN)
        rn_load_error(l, RN_E_YAML_TYPE, n,
                      "names are English: only en/ has them as forms",
                      "'%.*s' keeps nothing here", RN_ARG(n->value));
}

/* {form, alone, open, before, not-before, yields-to, good, wrong} */
struct form_map {
    const struct rn_yaml_node *form, *good, *wrong;
    struct rn_form_keys keys;
    unsigned flags;
};

/* `before` or `not-before`: a form has one of the two. */
static void read_behind(struct rn_loader *l, const struct rn_yaml_node *n,
                        struct form_map *m)
{
    bool wanted = rn_span_is(n->key->value, "before");

    if (!rn_load_expect(l, n, RN_YAML_SCALAR,
                        wanted ? "'before'" : "'not-before'"))
        return;
    if (m->keys.behind.text.ptr)
        rn_load_error(l, RN_E_YAML_KEY, n->key,
                      "make two forms of it, or one kind of the two",
                      "a form with both 'before' and 'not-before'");
    m->keys.behind = rn_load_word(l, n);
    if (wanted)
        m->flags |= RN_FORM_BEFORE;
}

static void read_form_map(struct rn_loader *l, const struct rn_yaml_node *map,
                          struct form_map *m)
{
    static const char *const known[] = { "alone", "before", "form",
                                         "good",  "note",   "not-before",
                                         "open",  "wrong",  "yields-to",
                                         NULL };
    bool open = false;

    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        struct rn_span key = n->key->value;
        if (rn_span_is(key, "form"))
            m->form = n;
        else if (rn_span_is(key, "alone"))
            m->flags |= alone_flag(l, n);
        else if (rn_span_is(key, "open"))
            rn_load_bool(l, n, &open);
        else if (rn_span_is(key, "before") || rn_span_is(key, "not-before"))
            read_behind(l, n, m);
        else if (rn_span_is(key, "yields-to")) {
            if (rn_load_expect(l, n, RN_YAML_SCALAR, "'yields-to'"))
                m->keys.yields_to = rn_load_word(l, n);
        } else if (rn_span_is(key, "good"))
            m->good = n;
        else if (rn_span_is(key, "wrong"))
            m->wrong = n;
        else if (!rn_span_is(key, "note"))
            rn_load_unknown_key(l, n->key, known);
    }
    if (open)
        m->flags |= RN_FORM_OPEN;
}

static void load_form_map(struct rn_loader *l, struct entry *e,
                          const struct rn_yaml_node *map)
{
    struct form_map m = { .form = NULL };
    uint32_t i = RN_NO_INDEX;

    read_form_map(l, map, &m);
    if (!m.form) {
        if (!map->flow || map->n > 1)
            rn_load_error(l, RN_E_YAML_KEY, map, HINT_QUOTE,
                          "a form without the key 'form'");
        return;
    }
    if (!rn_load_expect(l, m.form, RN_YAML_SCALAR, "'form'"))
        return;
    if (is_ellipsis(m.form->value)) /* its examples are the concept's */
        keep_name(l, e, m.form, m.flags, &m.keys);
    else
        i = add_form(l, e, m.form->value, m.form->at, m.flags);
    if (i != RN_NO_INDEX)
        l->b->forms[i].keys = m.keys;
    if (m.good)
        load_good(l, e, i, m.good);
    if (m.wrong)
        load_wrong(l, e, i, m.wrong);
}

static void load_item(struct rn_loader *l, struct entry *e,
                      const struct rn_yaml_node *n)
{
    if (n->type == RN_YAML_MAP) {
        e->any = true;
        load_form_map(l, e, n);
    } else if (n->type == RN_YAML_LIST || rn_yaml_null(n)) {
        e->any = true;
        rn_load_error(l, RN_E_YAML_TYPE, n, HINT_QUOTE, "a form must be text");
    } else if (is_ellipsis(n->value)) {
        keep_name(l, e, n, 0, &no_keys);
    } else {
        add_form(l, e, n->value, n->at, 0);
    }
}

/* In a flow list a comma divides: whether it was meant to, nobody sees. Quoted
 * items are safe. */
static void check_flow(struct rn_loader *l, const struct rn_yaml_node *list)
{
    if (!list->flow || list->n < 2)
        return;
    for (const struct rn_yaml_node *n = list->first; n; n = n->next)
        if (n->type == RN_YAML_SCALAR && n->plain) {
            rn_load_error(l, RN_E_FLOW_COMMA, list,
                          "write each form on a line of its own after '- ', "
                          "or quote every one",
                          "forms between brackets: a comma in one would "
                          "divide it");
            return;
        }
}

static void load_items(struct rn_loader *l, struct entry *e,
                       const struct rn_yaml_node *list)
{
    check_flow(l, list);
    for (const struct rn_yaml_node *n = list->first; n; n = n->next)
        load_item(l, e, n);
}

/* `replace: true`: what lower layers say in this language counts no more. */
static void drop_forms(struct rn_loader *l, const struct entry *e)
{
    struct rn_concept_extra *extra = &l->b->concepts[e->concept];

    for (size_t i = 0; i < l->m->nforms; i++)
        if (l->m->forms[i].concept == e->concept &&
            l->m->forms[i].lang == e->lang && l->b->forms[i].layer < l->layer)
            l->b->forms[i].dropped = true;
    if (e->lang == RENORM_EN) {
        extra->english = true;
        extra->ellipsis = false;
    }
}

/* {replace, forms, good, wrong} */
static void load_entry_map(struct rn_loader *l, struct entry *e,
                           const struct rn_yaml_node *map)
{
    static const char *const keys[] = { "forms", "good", "note", "replace",
                                        "wrong", "form", NULL };
    const struct rn_yaml_node *good = NULL, *wrong = NULL, *forms = NULL;
    bool replace = false;

    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        struct rn_span key = n->key->value;
        if (rn_span_is(key, "replace"))
            rn_load_bool(l, n, &replace);
        else if (rn_span_is(key, "forms"))
            forms = n;
        else if (rn_span_is(key, "good"))
            good = n;
        else if (rn_span_is(key, "wrong"))
            wrong = n;
        else if (!rn_span_is(key, "note"))
            rn_load_unknown_key(l, n->key, keys);
    }
    if (replace)
        drop_forms(l, e);
    if (forms && forms->type == RN_YAML_LIST)
        load_items(l, e, forms);
    else if (forms)
        load_item(l, e, forms);
    e->any |= replace || good || wrong;
    if (good)
        load_good(l, e, RN_NO_INDEX, good);
    if (wrong)
        load_wrong(l, e, RN_NO_INDEX, wrong);
}

static bool has_key(const struct rn_yaml_node *map, const char *key)
{
    for (const struct rn_yaml_node *n = map->first; n; n = n->next)
        if (rn_span_is(n->key->value, key))
            return true;
    return false;
}

/* `not-a-term` needs no line in canon/: what it names is ignored. */
static uint32_t not_a_term(struct rn_loader *l, const struct rn_yaml_node *key)
{
    uint32_t i = rn_build_concept(l->m, rn_load_keep(l, key->value));
    struct rn_concept_extra *extra;

    if (i == RN_NO_INDEX) {
        l->nomem = true;
        return i;
    }
    if (rn_model_kind(l->m, RN_LIT("ignore")) == RN_NO_INDEX &&
        rn_build_kind(l->m, RN_LIT("ignore")) == RN_NO_INDEX)
        l->nomem = true;
    l->m->concepts[i].at = key->at;
    extra = &l->b->concepts[i];
    extra->kind = (struct rn_word){ RN_LIT("ignore"), key->at };
    extra->first_layer = extra->layer = l->layer;
    return i;
}

static uint32_t find_concept(struct rn_loader *l,
                             const struct rn_yaml_node *key)
{
    char hint[RN_HINT_MAX];
    uint32_t i = rn_model_concept(l->m, key->value);

    if (i != RN_NO_INDEX)
        return i;
    if (rn_span_is(key->value, "not-a-term"))
        return not_a_term(l, key);
    rn_load_error(l, RN_E_CONCEPT_UNKNOWN, key,
                  rn_nearest_concept(l->m, key->value, hint, sizeof hint,
                                     "define it in a file of canon/ first"),
                  "no concept '%.*s'", RN_ARG(key->value));
    return RN_NO_INDEX;
}

static void load_entry(struct rn_loader *l, const struct rn_yaml_node *n,
                       renorm_lang lang)
{
    struct entry e = { .concept = find_concept(l, n->key), .lang = lang };
    struct rn_concept_extra *extra;

    if (e.concept == RN_NO_INDEX)
        return;
    if (n->type == RN_YAML_LIST)
        load_items(l, &e, n);
    else if (n->type == RN_YAML_MAP && !has_key(n, "form"))
        load_entry_map(l, &e, n);
    else if (n->type == RN_YAML_MAP || !rn_yaml_null(n))
        load_item(l, &e, n);
    if (!e.any)
        rn_load_error(l, RN_E_YAML_TYPE, n->key,
                      "write its forms below it, each after '- '",
                      "'%.*s' has no forms", RN_ARG(n->key->value));
    extra = &l->b->concepts[e.concept];
    if (lang == RENORM_EN && extra->first_layer == l->layer)
        extra->english = true;
    extra->ellipsis |= e.ellipsis;
    if (e.ellipsis) {
        extra->flags = e.kept;
        extra->keys = e.keys;
    }
}

/* ---- lists of words ---------------------------------------------------- */

static struct rn_word_list *word_list(struct rn_loader *l, enum rn_list list,
                                      renorm_lang lang)
{
    struct rn_model *m = l->m;

    for (size_t i = 0; i < m->nlists; i++)
        if (m->lists[i].lang == lang && m->lists[i].list == list)
            return &m->lists[i];
    if (!rn_grow(&m->lists, &m->lists_cap, m->nlists + 1, sizeof *m->lists)) {
        l->nomem = true;
        return NULL;
    }
    m->lists[m->nlists] = (struct rn_word_list){ .list = list, .lang = lang };
    return &m->lists[m->nlists++];
}

static const char *const list_names[RN_LIST_COUNT + 1] = {
    [RN_LIST_AMPERSANDS] = "ampersands",
    [RN_LIST_BEFORE_NAMES] = "before-names",
    [RN_LIST_BEFORE_OFFICES] = "before-offices",
    [RN_LIST_BEFORE_PURPOSES] = "before-purposes",
    [RN_LIST_BESIDE_ORDINALS] = "beside-ordinals",
    [RN_LIST_BODY_STARTS] = "body-starts",
    [RN_LIST_CLAUSE_WORDS] = "clause-words",
    [RN_LIST_COMMON_UNMARKED] = "common-unmarked",
    [RN_LIST_COUNTERS] = "counters",
    [RN_LIST_COUNTS] = "counts",
    [RN_LIST_DEPUTIES] = "deputies",
    [RN_LIST_DETERMINERS] = "determiners",
    [RN_LIST_DOCUMENT_VERBS] = "document-verbs",
    [RN_LIST_FOLLOWS] = "follows",
    [RN_LIST_HEADLINE_WORDS] = "headline-words",
    [RN_LIST_ISSUED_BY] = "issued-by",
    [RN_LIST_JOINERS] = "joiners",
    [RN_LIST_MARKED_SURNAMES] = "marked-surnames",
    [RN_LIST_MIDDLE_NAMES] = "middle-names",
    [RN_LIST_NAME_LINKS] = "name-links",
    [RN_LIST_NOT_NAMES] = "not-names",
    [RN_LIST_NUMBER_SIGNS] = "number-signs",
    [RN_LIST_NUMBERED] = "numbered",
    [RN_LIST_OPENING_WORDS] = "opening-words",
    [RN_LIST_OUR_WORDS] = "our-words",
    [RN_LIST_PLURALS] = "plurals",
    [RN_LIST_PROVINCE_WORDS] = "province-words",
    [RN_LIST_SHARED_SURNAMES] = "shared-surnames",
    [RN_LIST_SMALL_WORDS] = "small-words",
    [RN_LIST_SURNAMES] = "surnames",
    [RN_LIST_TAIL_JOINERS] = "tail-joiners",
    [RN_LIST_THEIR_WORDS] = "their-words",
    [RN_LIST_TITLE_JOINERS] = "title-joiners",
    [RN_LIST_TITLE_MODIFIERS] = "title-modifiers",
    [RN_LIST_UNLETTERED_LEVELS] = "unlettered-levels"
};

/* The list of the name; RN_LIST_COUNT and an error where there is none. */
static enum rn_list list_named(struct rn_loader *l,
                               const struct rn_yaml_node *name)
{
    unsigned k = 0;

    while (k < RN_LIST_COUNT && !rn_span_is(name->value, list_names[k]))
        k++;
    if (k == RN_LIST_COUNT)
        rn_load_unknown_key(l, name, list_names);
    return (enum rn_list)k;
}

static size_t count_words(struct rn_span s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] != ' ' && (!i || s.ptr[i - 1] == ' ');
    return n;
}

/* A member of a list that may have `most` words; with more it would never be
 * found. */
static void load_list_word(struct rn_loader *l, const struct rn_yaml_node *w,
                           size_t most, struct rn_span *words, size_t *n)
{
    size_t count;

    if (!rn_load_expect(l, w, RN_YAML_SCALAR, "a word of a list"))
        return;
    count = count_words(w->value);
    if (count == 0 || count > most)
        rn_load_error(l, RN_E_YAML_TYPE, w,
                      "keep the word that tells it, or leave it out",
                      "a member of this list must be one word%s",
                      most > 1 ? " or two" : "");
    else
        words[(*n)++] = rn_load_keep(l, w->value);
}

/* Lists of one name grow from file to file and from layer to layer. */
static void load_list(struct rn_loader *l, const struct rn_yaml_node *node,
                      renorm_lang lang)
{
    enum rn_list which = list_named(l, node->key);
    struct rn_word_list *list;
    struct rn_span *words;
    size_t n;

    if (which == RN_LIST_COUNT ||
        !rn_load_expect(l, node, RN_YAML_LIST, "a list of words"))
        return;
    list = word_list(l, which, lang);
    if (!list)
        return;
    n = list->nwords;
    words = rn_arena_zalloc(&l->m->arena, n + node->n, sizeof *words);
    if (!words) {
        l->nomem = true;
        return;
    }
    if (n)
        memcpy(words, list->words, n * sizeof *words);
    for (const struct rn_yaml_node *w = node->first; w; w = w->next)
        load_list_word(l, w, rn_list_of_phrases(which) ? 2 : 1, words, &n);
    list->words = words;
    list->nwords = n;
}

void rn_load_language(struct rn_loader *l, const struct rn_yaml_node *root,
                      renorm_lang lang)
{
    struct rn_span last = { NULL, 0 };

    for (const struct rn_yaml_node *n = root->first; n && !l->nomem;
         n = n->next) {
        if (!rn_span_is(n->key->value, "words")) {
            rn_load_order(l, n->key, &last);
            load_entry(l, n, lang);
        } else if (rn_load_expect(l, n, RN_YAML_MAP, "'words'")) {
            for (const struct rn_yaml_node *w = n->first; w; w = w->next)
                load_list(l, w, lang);
        }
    }
}

/* ---- places ------------------------------------------------------------ */

struct place {
    const struct rn_yaml_node *key, *name, *level, *kind, *from, *until;
    const struct rn_yaml_node *forms[4]; /* vi, ms, en, all */
};

static void read_place(struct rn_loader *l, const struct rn_yaml_node *map,
                       struct place *p)
{
    static const char *const keys[] = { "vi",    "ms",   "en",     "forms",
                                        "name",  "kind", "level",  "from",
                                        "until", "note", "source", NULL };
    const struct rn_yaml_node **scalars[] = { &p->name, &p->kind, &p->level,
                                              &p->from, &p->until };

    for (const struct rn_yaml_node *n = map->first; n; n = n->next) {
        int k = 0;
        while (keys[k] && !rn_span_is(n->key->value, keys[k]))
            k++;
        if (!keys[k])
            rn_load_unknown_key(l, n->key, keys);
        else if (k < 4)
            p->forms[k] = n;
        else if (k < 9 && rn_load_expect(l, n, RN_YAML_SCALAR, keys[k]))
            *scalars[k - 4] = n;
    }
}

/* A name as a form: what is special gets a backslash. */
static struct rn_span escape_form(struct rn_loader *l, struct rn_span name)
{
    struct rn_buf b;
    struct rn_span out;

    rn_buf_init(&b);
    for (size_t i = 0; i < name.len; i++) {
        if (strchr("[](){}|\\", name.ptr[i]) || (!i && name.ptr[i] == '='))
            rn_buf_putc(&b, '\\');
        rn_buf_putc(&b, name.ptr[i]);
    }
    l->nomem |= b.failed;
    out = rn_load_keep(l, rn_buf_span(&b));
    rn_buf_release(&b);
    return out;
}

/* A form of a place, unless it has the same one already. */
static void place_form(struct rn_loader *l, struct entry *e, size_t first,
                       struct rn_span text, struct rn_loc at)
{
    for (size_t i = first; i < l->m->nforms; i++)
        if (l->m->forms[i].lang == e->lang &&
            rn_span_eq(l->m->forms[i].text, text))
            return;
    add_form(l, e, text, at, 0);
}

static void place_forms(struct rn_loader *l, struct entry *e, size_t first,
                        const struct rn_yaml_node *list)
{
    if (!list)
        return;
    if (list->type == RN_YAML_SCALAR) {
        if (rn_load_expect(l, list, RN_YAML_SCALAR, "a form of a place"))
            place_form(l, e, first, list->value, list->at);
        return;
    }
    if (!rn_load_expect(l, list, RN_YAML_LIST, "the forms of a place"))
        return;
    for (const struct rn_yaml_node *n = list->first; n; n = n->next)
        if (rn_load_expect(l, n, RN_YAML_SCALAR, "a form of a place"))
            place_form(l, e, first, n->value, n->at);
}

/* The concept "place:<key>" of a place; the later layer's replaces it. */
static uint32_t place_concept(struct rn_loader *l, const struct place *p)
{
    struct rn_buf b;
    struct rn_span id;
    uint32_t i;

    rn_buf_init(&b);
    rn_buf_puts(&b, "place:");
    rn_buf_put_span(&b, p->key->value);
    l->nomem |= b.failed;
    id = rn_load_keep(l, rn_buf_span(&b));
    rn_buf_release(&b);
    i = rn_model_concept(l->m, id);
    if (i == RN_NO_INDEX) {
        i = rn_build_concept(l->m, id);
        l->nomem |= i == RN_NO_INDEX;
        if (i != RN_NO_INDEX)
            l->b->concepts[i].first_layer = l->layer;
    }
    return i;
}

static void set_place(struct rn_loader *l, uint32_t i, const struct place *p)
{
    struct rn_concept *c = &l->m->concepts[i];
    struct rn_concept_extra *extra = &l->b->concepts[i];
    const struct rn_yaml_node *name = p->name ? p->name : p->key;

    extra->layer = l->layer;
    extra->name = rn_load_word(l, name);
    c->name = extra->name.text;
    c->flags = RN_CONCEPT_PLACE;
    c->at = p->key->at;
    if (p->kind)
        extra->kind = rn_load_word(l, p->kind);
    else if (!extra->kind.text.ptr)
        extra->kind = (struct rn_word){ RN_LIT("listed"), p->key->at };
    if (p->level) {
        extra->level = rn_load_word(l, p->level);
        c->level = extra->level.text;
    }
    if (p->from)
        c->from = rn_load_date(l, p->from, false);
    if (p->until)
        c->until = rn_load_date(l, p->until, false);
}

static void load_place(struct rn_loader *l, const struct rn_yaml_node *n)
{
    struct place p = { .key = n->key };
    uint32_t i;
    size_t first;
    struct rn_span name;

    if (n->type == RN_YAML_MAP)
        read_place(l, n, &p);
    else if (!rn_yaml_null(n))
        rn_load_expect(l, n, RN_YAML_MAP, "a place");
    i = place_concept(l, &p);
    if (i == RN_NO_INDEX)
        return;
    set_place(l, i, &p);
    first = l->m->nforms;
    name = escape_form(l, l->m->concepts[i].name);
    for (int lang = RENORM_VI; lang <= RENORM_EN; lang++) {
        struct entry e = { .concept = i,
                           .lang = (renorm_lang)lang,
                           .flags = RN_FORM_PLACE };
        place_form(l, &e, first, name, l->b->concepts[i].name.at);
        place_forms(l, &e, first, p.forms[3]);
        place_forms(l, &e, first, p.forms[lang]);
    }
}

void rn_load_places(struct rn_loader *l, const struct rn_yaml_node *root)
{
    struct rn_span last = { NULL, 0 };

    for (const struct rn_yaml_node *n = root->first; n && !l->nomem;
         n = n->next) {
        rn_load_order(l, n->key, &last);
        load_place(l, n);
    }
}
