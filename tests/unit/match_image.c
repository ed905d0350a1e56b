/* Images: the same bytes for the same lexicon, and no bytes that hurt when they
 * are opened and read. */
#include "base/hash.h"
#include "base/mem.h"
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml",
         "kinds:\n"
         "  title: {emit: yes}\n"
         "  body: {emit: yes}\n"
         "  resolution: {emit: yes}\n"
         "  document-type:\n"
         "  place:\n"
         "  name: place\n"
         "  level:\n"
         "  area:\n"
         "  field:\n"
         "  ignore:\n"
         "area: {kind: area, name: \"[{place} ]{level}\"}\n"
         "bureau:\n"
         "  kind: body\n"
         "  name: \"[{area.place} ]Bureau of {field}\"\n"
         "commune: {kind: level, name: Commune}\n"
         "council: {kind: body, name: \"[{area} ]Council\", article: none}\n"
         "circular: {kind: document-type, name: Circular}\n"
         "decree: {kind: document-type, name: Decree, plural: Decrees}\n"
         "directive: {kind: document-type, name: Directive}\n"
         "document:\n"
         "  kind: resolution\n"
         "  name: \"{document-type} No. {number}\"\n"
         "  list: number\n"
         "forests: {kind: field, name: Forests}\n"
         "head-of:\n"
         "  kind: title\n"
         "  name: \"Head of the {body}\"\n"
         "rivers: {kind: field, name: Rivers}\n"
         "notice: {kind: document-type, name: Notice}\n"
         "codes:\n"
         "  CT:\n"
         "    - circular\n"
         "    - decree\n"
         "    - directive\n"
         "    - notice\n"
         "  ND: decree\n"
         "party-issuers:\n"
         "  - TW\n"),
    YAML("documents.yaml",
         "3/2019/ND-CP: {type: decree, date: 2019-05-19, issuer: council}\n"),
    YAML("vi/x.yaml", "area:\n"
                      "  - \"{level} {place}\"\n"
                      "bureau:\n"
                      "  - \"Cục {field} [{area}]\"\n"
                      "commune:\n"
                      "  - xã\n"
                      "council:\n"
                      "  - \"Hội đồng [{area}]\"\n"
                      "  - {form: HĐ, alone: capital}\n"
                      "  - \"Hội{level=commune}\"\n"
                      "decree:\n"
                      "  - Nghị định\n"
                      "document:\n"
                      "  - \"{document-type} [số] {number}\"\n"
                      "forests:\n"
                      "  - Rừng\n"
                      "head-of:\n"
                      "  - \"Trưởng {body}\"\n"
                      "rivers:\n"
                      "  - Sông\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - \",\"\n"
                      "    - và\n"
                      "  opening-words:\n"
                      "    - Tham gia\n"
                      "    - Tại\n"),
};

static const char page[] =
    "Trưởng Hội đồng, Cục Rừng và Cục Sông xã Ea Kar (HĐ) ký Nghị định số "
    "12/2024/NĐ-CP, 15 và 16 ngày 19/5/2024. Head of the Council; Decrees No. "
    "3.";

BENCH_FIXTURE(lexicon)

START_TEST(twice_the_same)
{
    struct rn_buf again;

    rn_buf_init(&again);
    bench_compile(b->text, lexicon, ROWS(lexicon), &again);
    ck_assert_uint_eq(again.len, b->image.len);
    ck_assert(!memcmp(again.ptr, b->image.ptr, again.len));
    rn_buf_release(&again);
}
END_TEST

START_TEST(same_with_another_memo)
{
    struct rn_text *text;
    struct rn_buf again;

    ck_assert_int_eq(rn_text_new(&text), RENORM_OK);
    rn_buf_init(&again);
    bench_compile(text, lexicon, ROWS(lexicon), &again);
    ck_assert_uint_eq(again.len, b->image.len);
    ck_assert(!memcmp(again.ptr, b->image.ptr, again.len));
    rn_buf_release(&again);
    rn_text_free(text);
}
END_TEST

/* No form here has {tail}, so that none is looked for. */
START_TEST(no_tails)
{
    ck_assert(!b->im.head->uses_tail);
}
END_TEST

/* An issuer has its name without what only a place would fill. */
START_TEST(a_document)
{
    const struct rn_idocument *d = b->im.documents;

    ck_assert_uint_eq(b->im.ndocuments, 1);
    ck_assert_str_eq(rn_image_str(&b->im, d->number), "3/2019/ND-CP");
    ck_assert_str_eq(rn_image_str(&b->im, d->date), "2019-05-19");
    ck_assert_str_eq(rn_image_str(&b->im, d->issuer), "Council");
}
END_TEST

START_TEST(the_page_is_read)
{
    ck_assert_str_eq(bench_vi(b, page),
                     "Trưởng Hội đồng = Head of Ea Kar Commune Council; "
                     "Cục Rừng = Ea Kar Bureau of Forests; "
                     "Cục Sông xã Ea Kar = Ea Kar Bureau of Rivers; "
                     "HĐ = Council; "
                     "Nghị định số 12/2024/NĐ-CP = Decree No. 12/2024/ND-CP; "
                     "Head of the Council = Head of Council; "
                     "Decrees No. 3 = Decree No. 3");
}
END_TEST

/* A lexicon with few kinds: none of commands, and some slots in names alone. */
static const struct rn_memory_file few_kinds[] = {
    YAML("canon/x.yaml",
         "kinds:\n"
         "  body: {emit: yes}\n"
         "  committee: body\n"
         "  rank:\n"
         "  place:\n"
         "  name: place\n"
         "  listed: place\n"
         "  level:\n"
         "  area:\n"
         "area: {kind: area, name: \"[{place} ]{level}\"}\n"
         "bank: {kind: body, name: \"{area.place} Bank\", form: none}\n"
         "club: {kind: body, name: \"[{area} ]Club\"}\n"
         "commune: {kind: level, name: Commune}\n"
         "guild: {kind: body, name: \"{rank} Guild\", form: none}\n"
         "low: {kind: rank, name: Low}\n"
         "school: {kind: body, name: \"{place} School\", form: none}\n"
         "sea: {kind: listed, name: Biển}\n"
         "union: {kind: committee, name: \"[{area} ]Union\"}\n"),
    YAML("vi/x.yaml", "area:\n"
                      "  - \"{level} {place}\"\n"
                      "club:\n"
                      "  - \"Hội [{area}]\"\n"
                      "commune:\n"
                      "  - xã\n"
                      "low:\n"
                      "  - Hạ\n"
                      "sea:\n"
                      "  - Biển\n"
                      "union:\n"
                      "  - \"Đoàn [{area}]\"\n"
                      "words:\n"
                      "  joiners:\n"
                      "    - \",\"\n"
                      "    - và\n")
};

static const struct {
    const char *page, *found;
} few_rows[] = {
    /* a slot of a canonical name is filled by the kind that it is called after,
     * though no form has the slot */
    { "Low Guild và Hạ Guild.", "Low Guild = Low Guild; Hạ Guild = Low Guild" },
    /* the place that a slot is part of is a listed one */
    { "Ở xã Ea Kar School có xã Ea Kar Bank.",
      "Ea Kar School = Ea Kar School" },
    { "có Biển School và Biển Bank.",
      "Biển School = Biển School; Biển Bank = Biển Bank" },
    /* a list gives its area to committees as well */
    { "Đoàn và Hội xã Ea Kar.", "Đoàn = Ea Kar Commune Union; "
                                "Hội xã Ea Kar = Ea Kar Commune Club" },
};

START_TEST(few_kinds_are_known)
{
    bench_free(b);
    b = bench_new(few_kinds, ROWS(few_kinds));
    ck_assert_str_eq(bench_vi(b, few_rows[_i].page), few_rows[_i].found);
}
END_TEST

/* ---- paths that stand twice ---------------------------------------------- */

/* Forms behind others, and how many more paths they make. Each is accepted with
 * its marks and without. */
static const struct {
    const char *forms;
    uint32_t more;
} twice[] = {
    { "  - Hội nhỏ\n", 0 },
    { "  - \"[Đại] hội {area}\"\n", 1 },
    { "  - \"Hội [xã]{level=commune}\"\n", 1 },
    { "  - \"Hội{level=commune}\"\n  - \"Hội{level=region}\"\n", 1 },
    { "  - {form: Hội nhỏ, alone: capital}\n", 1 },
    { "  - {form: Hội nhỏ, not-before: area}\n", 1 },
    { "  - {form: Hội nhỏ, before: area}\n", 1 },
    { "  - {form: Hội nhỏ, before: area}\n"
      "  - {form: Hội nhỏ, not-before: area}\n",
      2 },
    { "  - {form: Hội nhỏ, yields-to: club}\n", 1 },
};

static uint32_t accepts_of(const char *more)
{
    static const char canon[] =
        "kinds:\n"
        "  body: {emit: yes}\n"
        "  place:\n"
        "  level:\n"
        "  area:\n"
        "  sign-other:\n"
        "area: {kind: area, name: \"[{place} ]{level}\"}\n"
        "club: {kind: sign-other, name: none}\n"
        "commune: {kind: level, name: Commune}\n"
        "council: {kind: body, name: \"[{area} ]Council\", form: none}\n"
        "region: {kind: level, name: Region}\n";
    char forms[512];
    struct rn_memory_file files[] = { YAML("canon/x.yaml", canon),
                                      { .path = "vi/x.yaml" } };
    struct bench *other;
    uint32_t n;

    snprintf(forms, sizeof forms,
             "council:\n"
             "  - Hội nhỏ\n"
             "  - \"Hội {area}\"\n"
             "  - \"Hội{level=commune}\"\n%s",
             more);
    files[1].text = rn_span_str(forms);
    other = bench_new(files, 2);
    n = other->im.head->count[RN_SEC_ACCEPTS];
    bench_free(other);
    return n;
}

/* Only a number right behind the slot of its type is a direct one. */
START_TEST(direct_numbers)
{
    static const struct {
        const char *form;
        bool direct;
    } forms[] = { { "{document-type} {number}", 1 },
                  { "{document-type} số {number}", 0 },
                  { "{number} {document-type}", 0 },
                  { "{number}", 0 } };

    for (size_t i = 0; i < ROWS(forms); i++) {
        char yaml[256];
        struct rn_memory_file files[ROWS(lexicon)];
        memcpy(files, lexicon, sizeof lexicon);
        snprintf(yaml, sizeof yaml,
                 "document:\n  - \"%s\"\n  - \"{document-type} x {number}\"\n",
                 forms[i].form);
        files[2] = (struct rn_memory_file){ "vi/x.yaml", rn_span_str(yaml) };
        bench_free(b);
        b = bench_new(files, ROWS(files));
        for (uint32_t a = 0; a < b->im.head->count[RN_SEC_ACCEPTS]; a++) {
            const struct rn_iaccept *accept = &b->im.accepts[a];
            if (accept->form != RN_NONE && b->im.heads[a].concept != RN_NONE &&
                !strcmp(rn_image_str(&b->im, b->im.forms[accept->form].text),
                        forms[i].form))
                ck_assert_msg(!(b->im.heads[a].flags & RN_HEAD_NUMBER) ==
                                  !forms[i].direct,
                              "%s", forms[i].form);
        }
    }
}
END_TEST

START_TEST(the_same_path_twice)
{
    ck_assert_uint_eq(accepts_of(twice[_i].forms),
                      accepts_of("") + 2 * twice[_i].more);
}
END_TEST

/* ---- long names -----------------------------------------------------------
 */

/* A name of more words than are looked for is compiled, and no part of it is
 * taken for all of it. */
START_TEST(a_long_name)
{
    static char canon[4096];
    struct rn_memory_file given[] = {
        { .path = "canon/x.yaml" },
        YAML("vi/x.yaml", "long:\n  - \"Dài {body}\"\n"),
    };
    struct bench *other;
    size_t len =
        (size_t)snprintf(canon, sizeof canon,
                         "kinds:\n"
                         "  title: {emit: yes}\n"
                         "  body: {emit: yes}\n"
                         "long: {kind: title, form: none, name: \"Head");

    for (int i = 0; i < 600; i++)
        len += (size_t)snprintf(canon + len, sizeof canon - len, " of");
    len += (size_t)snprintf(canon + len, sizeof canon - len,
                            " the {body}\"}\n"
                            "office: {kind: body, name: Office}\n");
    given[0].text = rn_span_of(canon, len);
    other = bench_new(given, 2);
    ck_assert_str_eq(bench_en(other, "the Head of of of the Office"),
                     "Office = Office");
    ck_assert_ptr_nonnull(
        strstr(bench_vi(other, "Dài Office"), " of of the Office"));
    bench_free(other);
}
END_TEST

/* ---- words that fall upon each other ------------------------------------- */

enum { CLASH = 150 };

/* Words that the first seed puts into one place of a table of 1024, and a layer
 * of a form each. */
static void make_clash(char *yaml, size_t size, char words[CLASH][12])
{
    size_t len = (size_t)snprintf(yaml, size, "x:\n");
    int n = 0;

    for (uint32_t i = 0; n < CLASH; i++) {
        char *w = words[n];
        uint32_t rest = i;
        memcpy(w, "aaaaaaa", 8);
        for (int k = 0; k < 7; k++, rest /= 26)
            w[k] = (char)('a' + rest % 26);
        if (rn_image_place(RN_HASH_K0, rn_hash(w, 7)) & 1023)
            continue;
        len += (size_t)snprintf(yaml + len, size - len, "  - %s\n", w);
        n++;
    }
}

/* They are set apart, and each is found. */
START_TEST(hostile_words)
{
    static char yaml[CLASH * 40], words[CLASH][12];
    struct rn_memory_file given[] = {
        YAML("canon/x.yaml", "kinds:\n"
                             "  org: {emit: yes}\n"
                             "x: {kind: org, name: Office}\n"),
        { .path = "ms/x.yaml" },
    };
    struct bench *other;
    size_t run = 0, longest = 0;

    make_clash(yaml, sizeof yaml, words);
    given[1].text = rn_span_str(yaml);
    other = bench_new(given, 2);
    for (uint32_t i = 0; i <= 2 * other->im.word_mask; i++) {
        bool taken =
            other->im.word_table[i & other->im.word_mask].word != RN_NONE;
        run = taken ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    ck_assert_uint_le(longest, 64);
    for (int i = 0; i < CLASH; i++) {
        struct rn_span key = rn_span_str(words[i]);
        uint32_t w = rn_image_word(&other->im, rn_hash(key.ptr, key.len), key);
        MUST(w != RN_NONE && rn_image_word_is(&other->im, w, key));
    }
    bench_free(other);
}
END_TEST

/* ---- bytes that are refused --------------------------------------------- */

static void told_damage(void *arg, const renorm_diag *d)
{
    (void)arg;
    MUST(d->code == RN_E_IMAGE);
}

static renorm_status open_bytes(const char *bytes, size_t len,
                                struct rn_image *im)
{
    struct rn_diags d = { .sink = told_damage };
    renorm_status st = rn_image_open(im, rn_span_of(bytes, len), "x", &d);

    MUST((st == RENORM_OK) == (d.errors == 0));
    return st;
}

/* Aligned as images are, of the size that is asked for: so that a sanitizer
 * sees what is read behind the end. */
static char *copy_of(size_t len)
{
    char *bytes = malloc(len ? len : 1);

    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, b->image.ptr, len);
    return bytes;
}

START_TEST(truncated)
{
    struct rn_image im;

    for (size_t len = 0; len < b->image.len;
         len += len < sizeof *b->im.head + 64 ? 1 : 997) {
        char *bytes = copy_of(len);
        MUST(open_bytes(bytes, len, &im) == RENORM_E_LEXICON);
        free(bytes);
    }
}
END_TEST

/* No section begins in the header or behind the end, however few its records.
 */
START_TEST(sections_lie_within)
{
    size_t len = b->image.len;
    char *bytes = copy_of(len);
    struct rn_image_header *h = (void *)bytes;
    struct rn_image im;

    for (int s = 0; s < RN_SEC_COUNT; s++) {
        uint32_t offset = h->offset[s];
        h->offset[s] = 0;
        MUST(open_bytes(bytes, len, &im) != RENORM_OK);
        h->offset[s] = (uint32_t)(len / RN_IMAGE_ALIGN + 1) * RN_IMAGE_ALIGN;
        MUST(open_bytes(bytes, len, &im) != RENORM_OK);
        h->offset[s] = offset;
    }
    MUST(open_bytes(bytes, len, &im) == RENORM_OK);
    free(bytes);
}
END_TEST

/* ---- one too far --------------------------------------------------------- */

/* A field of the records of a section, or of the header, and the section that
 * it counts in; of the nodes the last is none that forms go through. */
static const struct {
    const char *name;
    enum rn_section in;
    size_t at, width;
    enum rn_section of;
    uint32_t more;
} fields[] = {
#define FIELD(in, type, field, of, more)                                       \
    {                                                                          \
#type "." #field, in, offsetof(struct type, field),                    \
            sizeof(((struct type *)0)->field), of, more                        \
    }
#define HEADER(field, of) FIELD(RN_SEC_COUNT, rn_image_header, field, of, 0)
    FIELD(RN_SEC_KINDS, rn_ikind, name, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_KINDS, rn_ikind, parent, RN_SEC_KINDS, 0),
    FIELD(RN_SEC_KINDS, rn_ikind, emit, RN_SEC_KINDS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, id, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, kind, RN_SEC_KINDS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, name, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, ops, RN_SEC_OPS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, plural, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, list, RN_SEC_LABELS, 0),
    FIELD(RN_SEC_CONCEPTS, rn_iconcept, level, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_OPS, rn_iop, text, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_OPS, rn_iop, whole, RN_SEC_LABELS, 0),
    FIELD(RN_SEC_OPS, rn_iop, part[0], RN_SEC_LABELS, 0),
    FIELD(RN_SEC_WORDS, rn_iword, key, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_WORDS, rn_iword, singular, RN_SEC_WORDS, 0),
    FIELD(RN_SEC_WORDS, rn_iword, first[0].node, RN_SEC_NODES, 0),
    FIELD(RN_SEC_WORDS, rn_iword, first[RN_ROOT_COUNT - 1].node, RN_SEC_NODES,
          0),
    FIELD(RN_SEC_WORD_TABLE, rn_iplace, word, RN_SEC_WORDS, 0),
    FIELD(RN_SEC_NODES, rn_inode, label, RN_SEC_WORDS, 0),
    FIELD(RN_SEC_NODES, rn_inode, label, RN_SEC_KINDS, RN_NODE_SLOT),
    FIELD(RN_SEC_NODES, rn_inode, label, RN_SEC_CONCEPTS,
          RN_NODE_SLOT | RN_SLOT_CONCEPT),
    FIELD(RN_SEC_NODES, rn_inode, first, RN_SEC_NODES, 0),
    FIELD(RN_SEC_HEADS, rn_ihead, kind, RN_SEC_KINDS, 0),
    FIELD(RN_SEC_HEADS, rn_ihead, concept, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_ACCEPTS, rn_iaccept, form, RN_SEC_FORMS, 0),
    FIELD(RN_SEC_ACCEPTS, rn_iaccept, labels, RN_SEC_SLOT_LABELS, 0),
    FIELD(RN_SEC_ACCEPTS, rn_iaccept, binds, RN_SEC_BINDS, 0),
    FIELD(RN_SEC_ACCEPTS, rn_iaccept, trait, RN_SEC_TRAITS, 0),
    FIELD(RN_SEC_TRAITS, rn_itrait, behind, RN_SEC_KINDS, 0),
    FIELD(RN_SEC_TRAITS, rn_itrait, behind, RN_SEC_CONCEPTS, RN_SLOT_CONCEPT),
    FIELD(RN_SEC_TRAITS, rn_itrait, behind, RN_SEC_KINDS, RN_BEHIND_WANTED),
    FIELD(RN_SEC_TRAITS, rn_itrait, yields_to, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_BINDS, rn_ibind, label, RN_SEC_LABELS, 0),
    FIELD(RN_SEC_BINDS, rn_ibind, concept, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_FORMS, rn_iform, concept, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_FORMS, rn_iform, text, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_FORMS, rn_iform, file, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_CODES, rn_icode, code, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_CODES, rn_icode, types[0], RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_CODES, rn_icode, state, RN_SEC_CONCEPTS, 0),
    FIELD(RN_SEC_PHRASES, rn_iphrase, first, RN_SEC_WORDS, 0),
    FIELD(RN_SEC_PHRASES, rn_iphrase, second, RN_SEC_WORDS, 0),
    FIELD(RN_SEC_KIND_STARTS, rn_kind_start, next, RN_SEC_NODES, 0),
    FIELD(RN_SEC_KIND_FORMS, rn_kind_forms, first, RN_SEC_KIND_STARTS, 0),
    FIELD(RN_SEC_KIND_FORMS, rn_kind_forms, one, RN_SEC_KIND_STARTS, 0),
    FIELD(RN_SEC_DOCUMENTS, rn_idocument, number, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_DOCUMENTS, rn_idocument, date, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_DOCUMENTS, rn_idocument, issuer, RN_SEC_STRINGS, 0),
    FIELD(RN_SEC_DOCUMENTS, rn_idocument, type, RN_SEC_CONCEPTS, 0),
    HEADER(root[0], RN_SEC_NODES),
    HEADER(root[RN_ROOT_COUNT - 1], RN_SEC_NODES),
    HEADER(concept_area, RN_SEC_CONCEPTS),
    HEADER(kind_number, RN_SEC_KINDS),
    HEADER(kind_type, RN_SEC_KINDS),
    HEADER(kind_level, RN_SEC_KINDS),
    HEADER(kind_place, RN_SEC_KINDS),
    HEADER(kind_title, RN_SEC_KINDS),
    HEADER(kind_body, RN_SEC_KINDS),
    HEADER(kind_committee, RN_SEC_KINDS),
    HEADER(kind_command, RN_SEC_KINDS),
    HEADER(kind_for, RN_SEC_KINDS),
    HEADER(kind_against, RN_SEC_KINDS),
    HEADER(kind_abroad, RN_SEC_KINDS),
    HEADER(kind_ministerial, RN_SEC_KINDS),
    HEADER(kind_other, RN_SEC_KINDS),
    HEADER(kind_listed, RN_SEC_KINDS),
    HEADER(kind_honorific, RN_SEC_KINDS),
    HEADER(kind_bureau, RN_SEC_KINDS),
    HEADER(kind_part, RN_SEC_KINDS),
    HEADER(kind_kin, RN_SEC_KINDS),
    HEADER(kind_enterprise, RN_SEC_KINDS),
    HEADER(kind_counted, RN_SEC_KINDS),
    HEADER(label_level, RN_SEC_LABELS),
    HEADER(label_place, RN_SEC_LABELS),
    HEADER(label_area, RN_SEC_LABELS),
    HEADER(label_number, RN_SEC_LABELS),
    HEADER(label_type, RN_SEC_LABELS),
#undef FIELD
#undef HEADER
};

/* The last of a section and one is refused; in a record that does not use the
 * field it may stand. */
START_TEST(one_too_far)
{
    const struct rn_image_header *h = b->im.head;
    enum rn_section s = fields[_i].in;
    size_t width = fields[_i].width, refused = 0;
    uint32_t past = h->count[fields[_i].of] - (fields[_i].of == RN_SEC_NODES);
    uint32_t value = past | fields[_i].more;
    uint32_t n = s == RN_SEC_COUNT ? 1 : h->count[s];
    char *bytes = copy_of(b->image.len);

    for (uint32_t i = 0; i < n; i++) {
        size_t at = fields[_i].at;
        struct rn_image im;
        if (s != RN_SEC_COUNT)
            at += h->offset[s] + i * rn_image_record_size(s);
        memcpy(bytes + at, &value, width); /* little-endian, as images are */
        refused += open_bytes(bytes, b->image.len, &im) != RENORM_OK;
        memcpy(bytes + at, b->image.ptr + at, width);
    }
    free(bytes);
    ck_assert_msg(refused > 0, "%s may be %u", fields[_i].name, value);
}
END_TEST

START_TEST(a_root_too_far)
{
    const struct rn_image_header *h = b->im.head;
    char *bytes = copy_of(b->image.len);
    struct rn_iword *w = (void *)(bytes + h->offset[RN_SEC_WORDS]);
    struct rn_kind_start *start =
        (void *)(bytes + h->offset[RN_SEC_KIND_STARTS]);
    struct rn_image im;

    w->starts |= 1u << RN_ROOT_COUNT;
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    w->starts = 0;
    ck_assert_int_eq(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    w->roots |= 1u << RN_ROOT_COUNT;
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    w->roots = 0;
    ck_assert_uint_gt(h->count[RN_SEC_KIND_STARTS], 0);
    start->root = RN_ROOT_COUNT - 1;
    ck_assert_int_eq(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    start->root = RN_ROOT_COUNT;
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    free(bytes);
}
END_TEST

/* Of each kind there are two runs of starts, and none is longer than what there
 * is; one may be empty at their end. */
START_TEST(starts_too_far)
{
    const struct rn_image_header *h = b->im.head;
    char *bytes = copy_of(b->image.len);
    struct rn_image_header *head = (void *)bytes;
    struct rn_kind_forms *f = (void *)(bytes + h->offset[RN_SEC_KIND_FORMS]);
    uint32_t n = h->count[RN_SEC_KIND_STARTS];
    struct rn_image im;

    *f = (struct rn_kind_forms){ .first = n, .one = n, .last = n };
    ck_assert_int_eq(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    f->last++;
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    *f = (struct rn_kind_forms){ .first = 0, .one = 1, .last = 0 };
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    *f = (struct rn_kind_forms){ .first = 1, .one = 0, .last = 1 };
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    *f = (struct rn_kind_forms){ 0 };
    head->count[RN_SEC_KIND_FORMS] -= 2;
    ck_assert_int_ne(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    free(bytes);
}
END_TEST

/* Records have room for more parts and types than they use: nobody reads the
 * rest, so that it says nothing against a file. */
START_TEST(room_that_is_not_used)
{
    const struct rn_image_header *h = b->im.head;
    char *bytes = copy_of(b->image.len);
    struct rn_iop *ops = (void *)(bytes + h->offset[RN_SEC_OPS]);
    struct rn_icode *codes = (void *)(bytes + h->offset[RN_SEC_CODES]);
    struct rn_image im;
    int unused = 0;

    for (uint32_t i = 0; i < h->count[RN_SEC_OPS]; i++)
        for (uint32_t p = ops[i].nparts; p < ROWS(ops->part); p++, unused++)
            ops[i].part[p] = RN_NONE;
    for (uint32_t i = 0; i < h->count[RN_SEC_CODES]; i++)
        for (uint32_t t = codes[i].ntypes; t < ROWS(codes->types);
             t++, unused++)
            codes[i].types[t] = RN_NONE;
    ck_assert_int_gt(unused, 8);
    ck_assert_int_eq(open_bytes(bytes, b->image.len, &im), RENORM_OK);
    free(bytes);
}
END_TEST

/* The fewest slots of the paths that have the trait. */
static uint8_t fewest_slots(const struct rn_image *im, uint32_t trait)
{
    uint8_t least = UINT8_MAX;

    for (uint32_t i = 0; i < im->head->count[RN_SEC_ACCEPTS]; i++)
        if (im->accepts[i].trait == trait && im->accepts[i].nslots < least)
            least = im->accepts[i].nslots;
    return least;
}

/* The last slot is no earlier member of a list, nor is one that is not there.
 */
START_TEST(a_member_too_far)
{
    const struct rn_image_header *h = b->im.head;
    char *bytes = copy_of(b->image.len);
    struct rn_itrait *traits = (void *)(bytes + h->offset[RN_SEC_TRAITS]);
    struct rn_image im;
    int slots = 0;

    for (uint32_t i = 0; i < h->count[RN_SEC_ACCEPTS]; i++) {
        const struct rn_iaccept *a = &b->im.accepts[i];
        struct rn_itrait *t = &traits[a->trait];
        uint32_t also = t->also, n = a->nslots;
        slots += a->nslots;
        t->also = 1u << (n ? n - 1 : 0);
        MUST(open_bytes(bytes, b->image.len, &im) != RENORM_OK);
        n = fewest_slots(&b->im, a->trait);
        t->also = n > 1 ? 1u << (n - 2) : 0;
        MUST(open_bytes(bytes, b->image.len, &im) == RENORM_OK);
        t->also = also;
    }
    free(bytes);
    ck_assert_int_gt(slots, 8);
}
END_TEST

/* ---- damage -------------------------------------------------------------- */

/* Read the page with an image that was opened. What is found does not matter.
 */
static void read_with(const struct rn_image *im)
{
    struct rn_chart chart;
    struct rn_buf out;
    struct rn_route route = { .votes = bench_votes,
                              .vote = b->vote,
                              .label = b->label };

    rn_buf_init(&out);
    rn_chart_init(&chart, im);
    MUST(rn_chart_page(&chart, rn_span_str(page), &b->tok, route) == RENORM_OK);
    for (uint32_t s = 0; s < b->tok.nsegments; s++) {
        MUST(rn_chart_segment(&chart, s) == RENORM_OK);
        MUST(rn_select(&chart, &b->sel) == RENORM_OK);
        for (size_t i = 0; i < b->sel.n; i++) {
            rn_buf_clear(&out);
            rn_name_render(&chart, b->sel.v[i].item, &out);
            rn_item_plural(&chart, &chart.items[b->sel.v[i].item]);
        }
    }
    rn_chart_release(&chart);
    rn_buf_release(&out);
}

/* A place to hurt: any section as often as any other, the header now and then.
 */
static size_t place_to_hurt(struct unit_random *r)
{
    const struct rn_image_header *h = b->im.head;
    enum rn_section s = (enum rn_section)unit_below(r, RN_SEC_COUNT + 1);
    size_t bytes;

    if (s == RN_SEC_COUNT)
        return unit_below(r, sizeof *h);
    bytes = h->count[s] * rn_image_record_size(s);
    return h->offset[s] + (bytes ? unit_below(r, bytes) : 0);
}

enum { DAMAGES = 10000 };

START_TEST(damaged)
{
    struct unit_random r = unit_seed("damaged");
    size_t len = b->image.len, opened = 0;
    char *bytes = copy_of(len);

    bench_page(b, rn_span_str(page), RN_ROUTE_VI);
    for (int i = 0; i < DAMAGES; i++) {
        struct rn_image im;
        size_t at[3], n = 1 + unit_below(&r, 3);
        for (size_t k = 0; k < n; k++) {
            at[k] = place_to_hurt(&r);
            if (at[k] < len)
                bytes[at[k]] =
                    (char)(unit_below(&r, 2) ? unit_next(&r)
                                             : (uint64_t)bytes[at[k]] + 1);
        }
        if (open_bytes(bytes, len, &im) == RENORM_OK) {
            opened++;
            read_with(&im);
        }
        memcpy(bytes, b->image.ptr, len);
    }
    free(bytes);
    ck_assert_msg(opened > DAMAGES / 20 && opened < DAMAGES - DAMAGES / 20,
                  "%zu of %d images opened", opened, DAMAGES);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_image");
    TCase *t = tcase_create("image");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, twice_the_same);
    tcase_add_test(t, same_with_another_memo);
    tcase_add_test(t, no_tails);
    tcase_add_test(t, a_document);
    tcase_add_test(t, the_page_is_read);
    tcase_add_loop_test(t, few_kinds_are_known, 0, ROWS(few_rows));
    tcase_add_loop_test(t, the_same_path_twice, 0, ROWS(twice));
    tcase_add_test(t, direct_numbers);
    tcase_add_test(t, a_long_name);
    tcase_add_test(t, hostile_words);
    tcase_add_test(t, truncated);
    tcase_add_test(t, sections_lie_within);
    tcase_add_loop_test(t, one_too_far, 0, ROWS(fields));
    tcase_add_test(t, a_root_too_far);
    tcase_add_test(t, starts_too_far);
    tcase_add_test(t, room_that_is_not_used);
    tcase_add_test(t, a_member_too_far);
    tcase_add_test(t, damaged);
    suite_add_tcase(s, t);
    return unit_run(s);
}
