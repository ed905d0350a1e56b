/* Lexicons as they are read: forms, layers, implicit forms, warnings. */
#include "model_util.h"

/* ---- what comes out ---------------------------------------------------- */

static void load_fixture(const char *name)
{
    const char *data = getenv("RN_TEST_DATA");
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", data ? data : "tests/data", name);
    ck_assert_msg(rn_model_load_dir(&model, path, name, &diags) == RENORM_OK,
                  "%s: %s", path, seen.diags[0].message);
}

static void finish(void)
{
    ck_assert_msg(rn_model_finish(&model, text, true, &diags) == RENORM_OK,
                  "%s", seen.diags[0].message);
}

/* The forms of a concept in a language, divided by " / "; ~ before implicit
 * ones. */
static const char *forms_of(const char *id, renorm_lang lang)
{
    static char out[1024];
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < model.nforms; i++) {
        const struct rn_form *f = &model.forms[i];
        if (f->lang == lang && rn_span_is(model.concepts[f->concept].id, id))
            n += (size_t)snprintf(
                out + n, sizeof out - n, "%s%s%s", n ? " / " : "",
                f->flags & RN_FORM_IMPLICIT ? "~" : "", f->text.ptr);
    }
    return out;
}

static const struct rn_concept *concept(const char *id)
{
    uint32_t i = rn_model_concept(&model, rn_span_str(id));

    ck_assert_msg(i != RN_NO_INDEX, "%s", id);
    return &model.concepts[i];
}

static const struct {
    const char *concept;
    renorm_lang lang;
    const char *small, *layered; /* NULL: the same */
} forms[] = {
    { "department", RENORM_VI, "Sở {field} [{area}] / =SỞ {field}",
      "Sở {field}" },
    { "department", RENORM_EN, "[{area}] {field} Department", NULL },
    { "ministry", RENORM_VI, "Bộ {field}", NULL },
    { "ministry", RENORM_MS, "Kementerian {field}", NULL },
    { "ministry", RENORM_EN, "{field} Ministry / ~Ministry of {field}",
      "Ministry for {field}" },
    { "office", RENORM_EN, "~Office", NULL },
    { "part-of", RENORM_EN, "~{part} of [the] {org}", NULL },
    { "peoples-committee", RENORM_EN, "~[{area} ]People's Committee", NULL },
    { "politburo", RENORM_EN, "~Politburo",
      "Polit Bureau / ~Political Bureau" },
    { "politburo", RENORM_VI, "Bộ Chính trị", "Bộ Chính trị / BCT" },
    { "area", RENORM_EN, "~[{place} ]{level}", NULL },
    { "not-a-term", RENORM_VI, "cơ sở y tế", NULL },
    { "not-a-term", RENORM_EN, "", NULL },
    { "place:Hanoi", RENORM_VI, "Hanoi / Hà Nội", NULL },
    { "place:Hanoi", RENORM_EN, "Hanoi / Hà Nội / Ha Noi", NULL },
    { "place:Lai Chau", RENORM_MS, "Lai Chau", NULL },
    { "place:Vinh Long (old)", RENORM_MS, "Vinh Long", NULL },
};

START_TEST(forms_come_out)
{
    load_fixture("lexicon-small");
    finish();
    ck_assert_str_eq(forms_of(forms[_i].concept, forms[_i].lang),
                     forms[_i].small);
}
END_TEST

START_TEST(layers_add_and_replace)
{
    load_fixture("lexicon-small");
    load_fixture("lexicon-layer");
    finish();
    ck_assert_str_eq(forms_of(forms[_i].concept, forms[_i].lang),
                     forms[_i].layered ? forms[_i].layered : forms[_i].small);
}
END_TEST

START_TEST(concepts_come_out)
{
    const struct rn_concept *c;

    load_fixture("lexicon-small");
    finish();
    ck_assert_uint_eq(seen.n, 0); /* no warning either */
    c = concept("department");
    ck_assert_str_eq(c->plural.ptr, "Departments");
    ck_assert_str_eq(c->list.ptr, "field");
    ck_assert_str_eq(model.kinds[c->kind].name.ptr, "org");
    ck_assert_uint_eq(c->at.line, 3);
    ck_assert_str_eq(model.files[c->at.file].path,
                     "lexicon-small/canon/bodies.yaml");
    ck_assert_uint_eq(concept("office")->flags, RN_CONCEPT_NO_ARTICLE);
    c = concept("place:Vinh Long (old)");
    ck_assert_str_eq(c->name.ptr, "Vinh Long");
    ck_assert_str_eq(c->level.ptr, "provincial");
    ck_assert_str_eq(c->from.ptr, "1992");
    ck_assert_str_eq(c->until.ptr, "2025-06-30");
    ck_assert_str_eq(model.kinds[c->kind].name.ptr, "listed");
    ck_assert(rn_model_kind_is(&model, c->kind,
                               rn_model_kind(&model, RN_LIT("place"))));
    ck_assert(!rn_model_kind_is(&model, c->kind,
                                rn_model_kind(&model, RN_LIT("org"))));
    ck_assert_uint_eq(rn_model_kind(&model, RN_LIT("number")), RN_B_NUMBER);
    ck_assert_uint_eq(model.kinds[RN_B_NAME].parent,
                      rn_model_kind(&model, RN_LIT("place")));
}
END_TEST

START_TEST(codes_come_out)
{
    load_fixture("lexicon-small");
    finish();
    ck_assert_uint_eq(model.ncodes, 3);
    ck_assert_str_eq(model.codes[0].code.ptr, "NQ");
    ck_assert_str_eq(model.codes[1].code.ptr, "QD");
    ck_assert_uint_eq(model.codes[1].ntypes, 2);
    ck_assert_str_eq(model.concepts[model.codes[1].types[1]].id.ptr,
                     "regulation");
    ck_assert_str_eq(model.concepts[model.codes[1].state].id.ptr, "decision");
    ck_assert_uint_eq(model.codes[0].state, RN_NO_INDEX);
    ck_assert_uint_eq(model.codes[2].ntypes, 0);
    ck_assert_uint_eq(model.nparty_issuers, 2); /* TƯ is TU */
    ck_assert_str_eq(model.party_issuers[1].ptr, "TU");
}
END_TEST

/* Sorted by number and date; a later layer says anew or adds. */
static const struct known {
    const char *number, *date, *issuer, *subject, *type, *body;
} small_documents[] = {
    { "08-QDi/TW", "", "", "", "regulation", NULL },
    { "18-NQ/TW", "2017-10-25", "12th Party Central Committee", "",
      "resolution", NULL },
    { "18-NQ/TW", "2022-06-16", "", "land", "resolution", NULL },
    { "57-NQ/TW", "2024-12-22", "politburo", "science and technology",
      "resolution", "politburo" },
}, layered_documents[] = {
    { "08-QDi/TW", "", "", "", "regulation", NULL },
    { "18-NQ/TW", "2017-10-25", "12th Party Central Committee", "",
      "resolution", NULL },
    { "18-NQ/TW", "2022-06-16", "", "land", "resolution", NULL },
    { "18-NQ/TW", "2027-02-01", "", "", "resolution", NULL },
    { "57-NQ/TW", "2024-12-22", "", "another subject", "decision", NULL },
};

START_TEST(documents_come_out)
{
    const struct known *want = _i ? layered_documents : small_documents;
    size_t n = _i ? ROWS(layered_documents) : ROWS(small_documents);

    load_fixture("lexicon-small");
    if (_i)
        load_fixture("lexicon-layer");
    finish();
    ck_assert_uint_eq(model.ndocuments, n);
    for (size_t i = 0; i < n; i++, want++) {
        const struct rn_document *d = &model.documents[i];
        ck_assert_str_eq(d->number.ptr, want->number);
        ck_assert_str_eq(d->date.ptr, want->date);
        ck_assert_str_eq(d->issuer.ptr, want->issuer);
        ck_assert_str_eq(d->subject.ptr, want->subject);
        ck_assert_str_eq(model.concepts[d->type].id.ptr, want->type);
        ck_assert_uint_eq(
            d->body, want->body
                         ? rn_model_concept(&model, rn_span_str(want->body))
                         : RN_NO_INDEX);
    }
}
END_TEST

START_TEST(flags_lists_and_examples)
{
    size_t good = 0, wrong = 0;

    load_fixture("lexicon-small");
    finish();
    for (size_t i = 0; i < model.nforms; i++) {
        const struct rn_form *f = &model.forms[i];
        if (rn_span_is(f->text, "Văn phòng"))
            ck_assert_uint_eq(f->flags, RN_FORM_ALONE_NEVER | RN_FORM_OPEN);
        if (rn_span_is(f->text, "=SỞ {field}"))
            ck_assert_uint_eq(f->flags, RN_FORM_ALONE_FREE);
        if (rn_span_is(f->text, "Hà Nội"))
            ck_assert_uint_eq(f->flags, RN_FORM_PLACE);
    }
    ck_assert_uint_eq(model.nlists, 2);
    ck_assert_uint_eq(model.lists[1].list, RN_LIST_SURNAMES);
    ck_assert_uint_eq(model.lists[1].nwords, 2); /* of two files */
    for (size_t i = 0; i < model.nexamples; i++) {
        const struct rn_example *e = &model.examples[i];
        good += e->canonical.len > 0;
        wrong += e->canonical.len == 0;
        if (rn_span_is(e->text, "cơ sở y tế"))
            ck_assert_str_eq(model.forms[e->form].text.ptr,
                             "Sở {field} [{area}]");
        if (rn_span_is(e->text, "ủy ban"))
            ck_assert_uint_eq(e->form, RN_NO_INDEX);
    }
    ck_assert_uint_eq(good, 2);
    ck_assert_uint_eq(wrong, 3);
}
END_TEST

/* What `replace` drops takes its examples along; those of others stay with
 * their forms. */
START_TEST(replaced_examples)
{
    load_fixture("lexicon-small");
    load_fixture("lexicon-layer");
    finish();
    ck_assert_str_eq(concept("politburo")->name.ptr, "Political Bureau");
    ck_assert_int_eq(seen.diags[0].severity, RENORM_NOTE);
    for (size_t i = 0; i < model.nexamples; i++) {
        const struct rn_example *e = &model.examples[i];
        ck_assert(!rn_span_is(e->text, "cơ sở y tế"));
        if (e->form != RN_NO_INDEX)
            ck_assert_uint_eq(model.forms[e->form].concept, e->concept);
    }
}
END_TEST

/* ---- implicit forms ---------------------------------------------------- */

static const struct {
    const char *name, *canon, *vi, *form; /* of the concept "x" */
} implicit[] = {
    { "the", "x: {kind: org, name: Thesis of the theme}", NULL,
      "~Thesis of [the] theme" },
    { "special characters", "x: {kind: org, name: \"A (b|c) \\\\[d\\\\]\"}",
      NULL, "~A \\(b\\|c\\) \\[d\\]" },
    { "equals sign", "x: {kind: org, name: \"=A\"}", NULL, "~\\=A" },
    { "label of a form", "x: {kind: org, name: \"A {n}\"}", "x: B {ordinal:n}",
      "~A {ordinal:n}" },
    { "label bound in a form", "x: {kind: org, name: \"A {n}\"}",
      "x: \"B{level:n=city}\"", "~A {level:n}" },
    { "a part is no slot", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {area}", "" },
    { "could be empty", "x: {kind: org, name: \"[{area} ][{level}]\"}",
      "x: B [{area}] [{level}]", "" },
    { "one slot alone", "x: {kind: area, name: \"{level}\"}", "x: B {level}",
      "" },
    { "switched off", "x: {kind: org, name: A, form: none}", "x: B", "" },
    { "switched off for the file", "default: {form: none, kind: org}\nx: A",
      "x: B", "" },
    { "switched on again",
      "default: {form: none, kind: org}\nx: {name: A, form: name}", "x: B",
      "~A" },
    { "of a field", "x: {kind: field, name: A}", NULL, "~A" },
    { "ignored", "kinds: {ignore: , trap: ignore}\nx: {kind: trap, name: A}",
      "x: B", "" },
};

START_TEST(implicit_forms)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "canon/x.yaml", rn_span_str(implicit[_i].canon) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { "vi/x.yaml", rn_span_str(implicit[_i].vi ? implicit[_i].vi : "") },
    };

    ck_assert_int_eq(rn_model_load_memory(&model, files, 4, "test", &diags),
                     RENORM_OK);
    ck_assert_msg(rn_model_finish(&model, text, false, &diags) == RENORM_OK,
                  "%s: %s", implicit[_i].name, seen.diags[0].message);
    ck_assert_msg(!strcmp(forms_of("x", RENORM_EN), implicit[_i].form),
                  "%s: \"%s\"", implicit[_i].name, forms_of("x", RENORM_EN));
}
END_TEST

static const struct {
    const char *name, *canon, *vi;
    bool ok;
} bindings[] = {
    { "bound by a slot", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {area}", true },
    { "bound by a label", "x: {kind: org, name: \"A {area.place}\"}",
      "x: B {place:area}", true },
    { "composed of a level", "x: {kind: org, name: \"A {area.level}\"}",
      "x: \"B{level=city}\"", true },
    { "not bound", "x: {kind: org, name: \"A {area.place}\"}", "x: B {field}",
      false },
    { "no form at all", "x: {kind: org, name: \"A {area.place}\"}", NULL,
      true },
};

START_TEST(bound_slots)
{
    const struct rn_memory_file files[] = {
        { "canon/base.yaml", RN_LIT(KINDS) },
        { "canon/x.yaml", rn_span_str(bindings[_i].canon) },
        { "vi/base.yaml", RN_LIT(FORMS) },
        { "vi/x.yaml", rn_span_str(bindings[_i].vi ? bindings[_i].vi : "") },
    };

    ck_assert_int_eq(rn_model_load_memory(&model, files, 4, "test", &diags),
                     RENORM_OK);
    ck_assert_msg((rn_model_finish(&model, text, false, &diags) == RENORM_OK) ==
                      bindings[_i].ok,
                  "%s", bindings[_i].name);
    if (!bindings[_i].ok) {
        ck_assert_uint_eq(seen.diags[0].code, RN_E_NAME_UNBOUND);
        ck_assert_uint_eq(seen.diags[0].column, 25);
    }
}
END_TEST

/* ---- lint -------------------------------------------------------------- */

static const struct {
    const char *name, *path, *yaml;
    unsigned code; /* 0: no warning */
    size_t line, column;
} warnings[] = {
    { "unsorted ids", "vi/x.yaml", "ministry: b {field}\nhealth: sức khỏe\n",
      RN_E_ORDER, 2, 1 },
    { "two concepts, one form", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: (văn phòng|vp) {field}\n",
      RN_E_COLLISION, 2, 9 },
    { "two kinds that never meet", "vi/x.yaml",
      "health: văn phòng\noffice: văn phòng\n", 0, 0, 0 },
    { "capitals tell them apart", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: =Văn phòng {field}\n", 0, 0, 0 },
    { "abbreviation without capitals", "vi/x.yaml", "health: yt\n", 0, 0, 0 },
    { "abbreviation without vowels", "vi/x.yaml", "health: bvt\n",
      RN_E_ABBREVIATION, 1, 9 },
    { "a concept without forms", "canon/x.yaml",
      "police: {kind: org, name: Police, form: none}\n", RN_E_CONCEPT_FORMLESS,
      1, 1 },
    { "a name with marks", "canon/x.yaml",
      "police: {kind: org, name: Công an}\n", RN_E_NAME_ASCII, 1, 27 },
    { "a slot that is always shown", "vi/x.yaml",
      "ministry:\n  - Cục [{field}]\n", RN_E_NAME_UNBOUND, 2, 5 },
    { "an area of a level alone", "vi/x.yaml", "area: miền {place}\n", 0, 0,
      0 },
    { "one of them only inside a longer mention", "vi/x.yaml",
      "ministry: văn phòng {field}\n"
      "office: {form: \"văn phòng {field}\", alone: never}\n",
      0, 0, 0 },
    { "in one slot all the same", "vi/x.yaml",
      "ministry:\n  - văn phòng {field}\n  - x {org:a} {field}\n"
      "office: {form: \"văn phòng {field}\", alone: never}\n",
      RN_E_FORM_DEAD, 4, 16 },
    { "two of three meet", "vi/x.yaml",
      "health: văn phòng\nministry: \"văn phòng{field=health}\"\n"
      "office: (văn phòng|văn thư)\n",
      RN_E_COLLISION, 3, 9 },
    { "the id decides always", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: văn phòng {field}\n",
      RN_E_FORM_DEAD, 2, 9 },
    { "the id decides for one of two ways", "vi/x.yaml",
      "ministry: văn phòng {field}\noffice: văn phòng [của] {field}\n",
      RN_E_COLLISION, 2, 9 },
    { "a wider slot always wins", "vi/x.yaml",
      "ministry: phòng {body} {field}\noffice: phòng {org} {field}\n",
      RN_E_FORM_DEAD, 2, 9 },
    { "a narrower slot wins by its id", "vi/x.yaml",
      "ministry: phòng {org} {field}\noffice: phòng {body} {field}\n", 0, 0,
      0 },
    { "the concept of a slot is of its kind", "vi/x.yaml",
      "ministry: phòng {field}\noffice: phòng {health}\n", RN_E_FORM_DEAD, 2,
      9 },
    { "what is ignored always wins", "vi/x.yaml",
      "not-a-term: văn phòng\noffice: văn phòng\n", RN_E_FORM_DEAD, 2, 9 },
    { "what is ignored leaves it in slots", "vi/x.yaml",
      "ministry: x {part} {field}\nnot-a-term: văn phòng\n"
      "office: văn phòng\n",
      0, 0, 0 },
    { "ignored only with capitals", "vi/x.yaml",
      "not-a-term: =Văn Phòng\noffice: văn phòng\n", 0, 0, 0 },
    { "exact case without a capital", "vi/x.yaml",
      "ministry: \"phòng {field}\"\noffice: \"=phòng {field}\"\n",
      RN_E_FORM_DEAD, 1, 11 },
    { "capitals of an abbreviation", "vi/x.yaml",
      "ministry: BYT {field}\noffice: byt {field}\n", RN_E_COLLISION, 2, 9 },
    { "it may stand in small letters alone", "vi/x.yaml",
      "ministry: {form: \"văn phòng {field}\", alone: capital}\n"
      "office: văn phòng {field}\n",
      RN_E_COLLISION, 2, 9 },
    { "one slot alone loses to what fills it", "en/x.yaml",
      "ministry: \"{part}{field=health}\"\noffice: our office\n",
      RN_E_FORM_DEAD, 1, 11 },
    { "which may stand with a capital only", "en/x.yaml",
      "ministry: \"{part}{field=health}\"\noffice: bureau\n", 0, 0, 0 },
    { "or in a longer mention only", "en/x.yaml",
      "ministry: \"{part}{field=health}\"\n"
      "office: {form: our office, alone: never}\n",
      0, 0, 0 },
    { "places of one name", "places.yaml",
      "Vinh Long: {level: city, until: 2025-06-30}\n"
      "Vinh Long (new): {level: city, name: Vinh Long}\n",
      RN_E_PLACE_TWICE, 2, 38 },
    { "places of one form", "places.yaml",
      "Hoa An: {level: city, vi: Hồng}\n"
      "Hoa Yen: {level: city, vi: Hồng}\n",
      RN_E_PLACE_TWICE, 2, 28 },
    { "places of one form and two levels", "places.yaml",
      "Hoa An: {level: city, vi: Hồng}\nHoa Yen: {vi: Hồng}\n", RN_E_FORM_DEAD,
      2, 15 },
    { "places of one form in two languages", "places.yaml",
      "Hoa An: {level: city, en: Hoa Ann}\n"
      "Hoa Yen: {level: city, vi: Hoa Ann}\n",
      RN_E_PLACE_TWICE, 2, 28 },
    { "places of one name in other years", "places.yaml",
      "Vinh Long: {level: city, until: 2025-06-30}\n"
      "Vinh Long (new): {level: city, name: Vinh Long, from: 2025-07-01}\n",
      0, 0, 0 },
    { "places of one name in the same year", "places.yaml",
      "Vinh Long: {level: city, until: 2025}\n"
      "Vinh Long (new): {level: city, name: Vinh Long, from: 2025-07-01}\n",
      RN_E_PLACE_TWICE, 2, 38 },
    { "a slot that nothing fills", "canon/x.yaml",
      "kinds: {topic: }\npolice: {kind: org, name: \"Police on {topic}\"}\n",
      RN_E_SLOT_UNFILLED, 2, 27 },
    { "a slot that only itself fills", "canon/x.yaml",
      "kinds: {topic: }\npolice: {kind: topic, name: \"Police on {topic}\"}\n",
      RN_E_SLOT_UNFILLED, 2, 29 },
    { "a slot that a longer one fills", "canon/x.yaml",
      "kinds: {topic: }\ncrime: {kind: topic, name: \"Crime in {field}\"}\n"
      "police: {kind: org, name: \"Police on {topic}\"}\n",
      0, 0, 0 },
    { "said before", "vi/x.yaml",
      "office:\n  - \"phòng [của] {body}\"\n  - \"phòng của {body}\"\n",
      RN_E_FORM_COVERED, 3, 5 },
    { "said once more", "vi/x.yaml",
      "office:\n  - văn thư\n  - (lưu trữ|văn thư)\n", RN_E_FORM_COVERED, 2,
      5 },
    { "with slots, where nothing between them reads the same", "vi/x.yaml",
      "office:\n  - \"phòng {body}\"\n  - \"tổ {body}\"\n"
      "  - \"(ban|phòng) {body}\"\n",
      RN_E_FORM_COVERED, 2, 5 },
    { "as others say it together", "vi/x.yaml",
      "office:\n  - (tổ|ban)\n  - (đội|ban|vụ)\n  - (đội|tổ)\n",
      RN_E_FORM_COVERED, 4, 5 },
    { "in other letters of one key", "vi/x.yaml",
      "health:\n  - sức khoẻ\n  - Sức khỏe\n", RN_E_FORM_COVERED, 3, 5 },
    { "with the same keys", "vi/x.yaml",
      "health:\n  - {form: văn thư, alone: never}\n"
      "  - {form: \"[tổ] văn thư\", alone: never}\n",
      RN_E_FORM_COVERED, 2, 12 },
    { "the name again", "en/x.yaml", "health:\n  - …\n  - Health\n",
      RN_E_FORM_COVERED, 3, 5 },
    { "of a place", "places.yaml", "Hoa An: {vi: [Hòa An, Hoà An]}\n",
      RN_E_FORM_COVERED, 1, 23 },
    { "another label", "vi/x.yaml",
      "office:\n  - \"phòng {body}\"\n  - \"phòng {body:b}\"\n", 0, 0, 0 },
    { "a narrower slot", "vi/x.yaml",
      "office:\n  - \"phòng {body}\"\n  - \"phòng {org:body}\"\n", 0, 0, 0 },
    { "another binding", "vi/x.yaml",
      "office:\n  - \"phòng {level=city}\"\n  - phòng\n", 0, 0, 0 },
    { "only with capitals", "vi/x.yaml", "office:\n  - văn thư\n  - =Văn thư\n",
      0, 0, 0 },
    { "other capitals", "vi/x.yaml", "office:\n  - =Văn thư\n  - =Văn Thư\n", 0,
      0, 0 },
    { "an abbreviation in capitals", "vi/x.yaml", "office:\n  - VTU\n  - vtu\n",
      0, 0, 0 },
    { "alone or not", "vi/x.yaml",
      "office:\n  - văn thư\n  - {form: văn thư, alone: free}\n", 0, 0, 0 },
    { "not before something", "vi/x.yaml",
      "office:\n  - văn thư\n  - {form: văn thư, not-before: field}\n", 0, 0,
      0 },
    { "open or not", "vi/x.yaml",
      "office:\n  - văn thư\n  - {form: văn thư, open: yes}\n", 0, 0, 0 },
    { "one way more", "vi/x.yaml",
      "office:\n  - văn thư (tổ|ban)\n  - văn thư [tổ]\n", 0, 0, 0 },
    { "two marks that are two", "vi/x.yaml",
      "office:\n  - tổ - ban\n  - \"tổ, ban\"\n", 0, 0, 0 },
};

START_TEST(lint_warns)
{
    const char *name = warnings[_i].name;

    ck_assert_int_eq(load(warnings[_i].path, rn_span_str(warnings[_i].yaml)),
                     RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&model, text, true, &diags), RENORM_OK);
    ck_assert_msg(seen.n == (warnings[_i].code ? 1 : 0),
                  "%s: %zu warnings: %s; %s", name, seen.n,
                  seen.diags[0].message, seen.diags[1].message);
    if (!seen.n)
        return;
    ck_assert_msg(seen.diags[0].severity == RENORM_WARNING &&
                      seen.diags[0].code == warnings[_i].code &&
                      seen.diags[0].line == warnings[_i].line &&
                      seen.diags[0].column == warnings[_i].column,
                  "%s: RN-%u at %zu:%zu: %s", name, seen.diags[0].code,
                  seen.diags[0].line, seen.diags[0].column,
                  seen.diags[0].message);
}
END_TEST

/* ---- without marks ----------------------------------------------------- */

/* What path `path` of the form `form` may do; `n` forms have notes. */
static const struct {
    const char *name, *path, *yaml, *form;
    size_t path_of_form;
    enum rn_bare_use use;
    size_t n;
} bare[] = {
    { "like another mention", "vi/x.yaml",
      "ministry: bàn{field=health}\noffice: (bản|tổ)\n", "(bản|tổ)", 0,
      RN_BARE_INSIDE, 2 },
    { "in another way it is safe", "vi/x.yaml",
      "ministry: bàn{field=health}\noffice: (bản|tổ)\n", "(bản|tổ)", 1,
      RN_BARE_FREE, 2 },
    { "like one that has no marks", "vi/x.yaml",
      "ministry: ban{field=health}\noffice: bản\n", "bản", 0, RN_BARE_INSIDE,
      2 },
    { "the one that has no marks", "vi/x.yaml",
      "ministry: ban{field=health}\noffice: bản\n", "ban{field=health}", 0,
      RN_BARE_INSIDE, 2 },
    { "like another with a slot", "vi/x.yaml",
      "ministry: bàn {field}\noffice: bản {field}\n", "bản {field}", 0,
      RN_BARE_INSIDE, 2 },
    { "like another but for the slot", "vi/x.yaml",
      "ministry: bàn {field}\noffice: bản {place}\n", "bản {place}", 0,
      RN_BARE_FREE, 0 },
    { "like one of the same concept", "vi/x.yaml",
      "office:\n  - bàn\n  - bản\n", "bản", 0, RN_BARE_FREE, 0 },
    { "with the same marks", "vi/x.yaml",
      "ministry: bản{field=health}\noffice: (bản|tổ)\n", "(bản|tổ)", 0,
      RN_BARE_FREE, 0 },
    { "kinds that never meet", "vi/x.yaml", "health: bàn\noffice: bản\n", "bản",
      0, RN_BARE_FREE, 0 },
    { "like another in a slot", "canon/x.yaml",
      "school: {kind: field, name: Y Te}\n", "y tế", 0, RN_BARE_NOT, 1 },
    { "like a place", "places.yaml",
      "Hoa An: {vi: Hòa Ân}\nHoa Yen: {vi: Hóa Ân}\n", "Hóa Ân", 0, RN_BARE_NOT,
      3 },
    { "like an English form", "en/x.yaml", "office: \"bo {field}\"\n",
      "Bộ {field}", 0, RN_BARE_INSIDE, 1 },
    { "like an English form with a mark", "en/x.yaml",
      "office: \"bộ {field}\"\n", "Bộ {field}", 0, RN_BARE_INSIDE, 1 },
    { "what is ignored gives way", "vi/x.yaml",
      "not-a-term: bàn\noffice: bản\n", "bàn", 0, RN_BARE_NOT, 1 },
    { "to what it looks like", "vi/x.yaml", "not-a-term: bàn\noffice: bản\n",
      "bản", 0, RN_BARE_FREE, 1 },
    { "an everyday syllable", "vi/x.yaml",
      "words: {common-unmarked: [dang, bo]}\noffice: Đảng\n", "Đảng", 0,
      RN_BARE_CAPITAL, 1 },
    { "two everyday syllables", "vi/x.yaml",
      "words: {common-unmarked: [dang, bo]}\noffice: Đảng bộ\n", "Đảng bộ", 0,
      RN_BARE_CAPITAL, 1 },
    { "one of them is none", "vi/x.yaml",
      "words: {common-unmarked: [dang, bo]}\noffice: Đảng ủy\n", "Đảng ủy", 0,
      RN_BARE_FREE, 0 },
    { "everyday syllables and a slot", "vi/x.yaml",
      "words: {common-unmarked: [bo]}\n", "Bộ {field}", 0, RN_BARE_FREE, 0 },
    { "an everyday syllable in slots only", "vi/x.yaml",
      "words: {common-unmarked: [dang]}\nhealth: đẳng\n", "đẳng", 0,
      RN_BARE_FREE, 0 },
};

START_TEST(without_marks)
{
    const char *name = bare[_i].name;
    const struct rn_form *form = NULL;
    enum rn_bare_use use;

    ck_assert_int_eq(load(bare[_i].path, rn_span_str(bare[_i].yaml)),
                     RENORM_OK);
    rn_model_finish(&model, text, true, &diags);
    ck_assert_uint_eq(seen.nerrors, 0);
    for (size_t i = 0; i < model.nforms; i++)
        if (rn_span_is(model.forms[i].text, bare[_i].form) &&
            model.forms[i].lang == RENORM_VI)
            form = &model.forms[i];
    ck_assert_msg(form != NULL, "%s", name);
    use = rn_model_bare_use(&model, form, bare[_i].path_of_form);
    ck_assert_msg(use == bare[_i].use, "%s: %d", name, (int)use);
    for (size_t i = 0, n = 0; i <= seen.n; i++) {
        if (i == seen.n)
            ck_assert_msg(n == bare[_i].n, "%s: %zu notes", name, n);
        else if (seen.diags[i].code == RN_E_BARE_UNSAFE &&
                 seen.diags[i].severity == RENORM_NOTE)
            n++;
    }
}
END_TEST

/* Without lint nothing is said, and the same is known. */
START_TEST(without_marks_or_lint)
{
    ck_assert_int_eq(
        load("vi/x.yaml", RN_LIT("not-a-term: bàn\noffice: bản\n")), RENORM_OK);
    ck_assert_int_eq(rn_model_finish(&model, text, false, &diags), RENORM_OK);
    ck_assert_uint_eq(seen.n, 0);
    for (size_t i = 0; i < model.nforms; i++)
        if (rn_span_is(model.forms[i].text, "bàn"))
            ck_assert_int_eq(rn_model_bare_use(&model, &model.forms[i], 0),
                             RN_BARE_NOT);
}
END_TEST

/* ---- damaged files ----------------------------------------------------- */

static void put_file(struct rn_buf *out, const char *name)
{
    const char *data = getenv("RN_TEST_DATA");
    char path[4096], chunk[4096];
    size_t n;
    FILE *f;

    snprintf(path, sizeof path, "%s/lexicon-small/%s",
             data ? data : "tests/data", name);
    f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        rn_buf_put(out, chunk, n);
    fclose(f);
}

static void damage(struct unit_random *r, struct rn_buf *b)
{
    static const char bytes[] = "[]{}()|\\:-,#&*!'\"> \n\t=\xc3\xff\0a";

    for (size_t n = 1 + unit_below(r, 4); n && b->len; n--) {
        size_t at = unit_below(r, b->len);
        switch (unit_below(r, 3)) {
        case 0:
            b->ptr[at] = bytes[unit_below(r, sizeof bytes - 1)];
            break;
        case 1:
            memmove(b->ptr + at, b->ptr + at + 1, b->len - at);
            b->len--;
            break;
        default:
            b->len = b->len - unit_below(r, b->len / 4 + 1);
            b->ptr[b->len] = '\0';
        }
    }
}

/* Whatever is in a file: a status, and an error told where it is refused. */
START_TEST(damaged_files)
{
    static const char *const names[] = {
        "canon/bodies.yaml", "canon/documents.yaml", "canon/kinds.yaml",
        "documents.yaml",    "en/bodies.yaml",       "places.yaml",
        "vi/bodies.yaml",    "vi/documents.yaml",    "vi/levels.yaml"
    };
    struct rn_buf bufs[ROWS(names)], bad;
    struct rn_memory_file files[ROWS(names)];
    struct unit_random r = unit_seed("model");

    rn_buf_init(&bad);
    for (int i = 0; i < ROWS(names); i++) {
        rn_buf_init(&bufs[i]);
        put_file(&bufs[i], names[i]);
    }
    for (int round = 0; round < 10000; round++) {
        size_t which = unit_below(&r, ROWS(names));
        renorm_status a, b;
        rn_buf_clear(&bad);
        rn_buf_put_span(&bad, rn_buf_span(&bufs[which]));
        damage(&r, &bad);
        for (size_t i = 0; i < ROWS(names); i++)
            files[i] = (struct rn_memory_file){
                names[i], rn_buf_span(i == which ? &bad : &bufs[i])
            };
        rn_model_release(&model);
        begin();
        a = rn_model_load_memory(&model, files, ROWS(names), "d", &diags);
        b = rn_model_finish(&model, text, true, &diags);
        ck_assert((a == RENORM_OK && b == RENORM_OK) == (seen.nerrors == 0));
    }
    for (int i = 0; i < ROWS(names); i++)
        rn_buf_release(&bufs[i]);
    rn_buf_release(&bad);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model_out");
    TCase *t = tcase_create("model_out");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, forms_come_out, 0, ROWS(forms));
    tcase_add_loop_test(t, layers_add_and_replace, 0, ROWS(forms));
    tcase_add_test(t, concepts_come_out);
    tcase_add_test(t, codes_come_out);
    tcase_add_loop_test(t, documents_come_out, 0, 2);
    tcase_add_test(t, flags_lists_and_examples);
    tcase_add_test(t, replaced_examples);
    tcase_add_loop_test(t, implicit_forms, 0, ROWS(implicit));
    tcase_add_loop_test(t, bound_slots, 0, ROWS(bindings));
    tcase_add_loop_test(t, without_marks, 0, ROWS(bare));
    tcase_add_test(t, without_marks_or_lint);
    tcase_add_loop_test(t, lint_warns, 0, ROWS(warnings));
    tcase_add_test(t, damaged_files);
    tcase_set_timeout(t, 100);
    suite_add_tcase(s, t);
    return unit_run(s);
}
