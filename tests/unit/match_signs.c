/* Signs for and against: which words of ours a page may have. A page is read as
 * the engine reads it: as ours, then, where others lead, as theirs. */
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  title: {emit: yes}\n"
                         "  body: {emit: yes}\n"
                         "  sign-against:\n"
                         "  sign-abroad: sign-against\n"
                         "  sign-abroad-kin: sign-abroad\n"
                         "  sign-for:\n"
                         "  sign-other:\n"
                         "  captain: title\n"
                         "  honorific: title\n"
                         "  level:\n"
                         "  part: body\n"
                         "  place:\n"
                         "abroad: {kind: sign-against, name: Abroad}\n"
                         "bureau: {kind: part, name: Bureau, sign: needed}\n"
                         "cabinet: {kind: body, name: Cabinet, sign: needed}\n"
                         "council: {kind: body, name: Council}\n"
                         "comrade: {kind: honorific, name: Comrade}\n"
                         "chief: {kind: title, name: Chief, sign: needed}\n"
                         "captain-of-state: {kind: title, name: State "
                         "Captain}\n"
                         "captain-alone: {kind: captain, name: Captain}\n"
                         "captain-of-club: {kind: sign-other, name: none}\n"
                         "hall: {kind: body, name: Hall}\n"
                         "head: {kind: title, name: Head, sign: needed}\n"
                         "head-of: {kind: title, name: \"{head} of the "
                         "{body}\"}\n"
                         "head-at: {kind: title, name: \"{head} of the "
                         "{body} {place}\"}\n"
                         "home: {kind: sign-for, name: Home}\n"
                         "house: {kind: body, name: House}\n"
                         "low: {kind: level, name: Low}\n"
                         "north: {kind: sign-abroad-kin, name: North}\n"
                         "office: {kind: body, name: Office, sign: needed}\n"
                         "shore: {kind: place, name: Bo}\n"
                         "south: {kind: sign-abroad, name: South}\n"),
    YAML("en/x.yaml", "bureau:\n"
                      "  - …\n"
                      "cabinet:\n"
                      "  - …\n"
                      "chief:\n"
                      "  - …\n"
                      "captain-alone:\n"
                      "  - {form: Captain, alone: capital}\n"
                      "captain-of-club:\n"
                      "  - captain of the club\n"
                      "  - \"[big] club captain\"\n"
                      "captain-of-state:\n"
                      "  - State Captain\n"
                      "  - {form: =Captain, yields-to: captain-of-club}\n"
                      "council:\n"
                      "  - …\n"
                      "home:\n"
                      "  - Land Of Our [Very] Old Shores\n"
                      "house:\n"
                      "  - …\n"
                      "  - {form: HHH, yields-to: abroad}\n"
                      "  - {form: NNN, yields-to: north}\n"),
    YAML("vi/x.yaml", "abroad:\n"
                      "  - bên họ\n"
                      "  - bên nào\n"
                      "  - các nọ\n"
                      "cabinet:\n"
                      "  - (Nội các|NC)\n"
                      "comrade:\n"
                      "  - đồng chí\n"
                      "council:\n"
                      "  - Hội đồng\n"
                      "hall:\n"
                      "  - \"Huyện đường{level=low}\"\n"
                      "head:\n"
                      "  - {form: Trưởng ban, alone: capital}\n"
                      "head-of:\n"
                      "  - \"{head} {body}\"\n"
                      "head-at:\n"
                      "  - \"{head} {body} {place}\"\n"
                      "home:\n"
                      "  - bên ta\n"
                      "  - bên nào\n"
                      "north:\n"
                      "  - nước Bắc\n"
                      "  - Ma Bắc\n"
                      "office:\n"
                      "  - {form: Phòng, alone: capital}\n"
                      "shore:\n"
                      "  - Bờ\n"
                      "south:\n"
                      "  - nước Nam\n"
                      "words:\n"
                      "  surnames:\n"
                      "    - Ma\n"
                      "    - Trần\n"
                      "    - Lê\n"
                      "    - Lý\n"
                      "  shared-surnames:\n"
                      "    - Lý\n"
                      "  title-joiners:\n"
                      "    - kiêm\n"),
};

BENCH_FIXTURE(lexicon)

static void read_segments(bool foreign)
{
    rn_buf_clear(&b->out);
    rn_signs_page(&b->sel.signs, foreign);
    for (uint32_t s = 0; s < b->tok.nsegments; s++) {
        ck_assert_int_eq(rn_chart_segment(&b->chart, s), RENORM_OK);
        ck_assert_int_eq(rn_select(&b->chart, &b->sel), RENORM_OK);
        for (size_t i = 0; i < b->sel.n; i++) {
            rn_buf_puts(&b->out, b->out.len ? " " : "");
            rn_name_render(&b->chart, b->sel.v[i].item, &b->out);
        }
    }
}

/* The names on the page, until the next call. */
static const char *names(const char *page, uint8_t lang)
{
    bool foreign;

    bench_page(b, rn_span_str(page), lang);
    rn_signs_begin(&b->sel.signs, &b->chart);
    read_segments(false);
    foreign = rn_signs_against(&b->sel.signs);
    if (rn_signs_yielding(&b->sel.signs, &b->chart) || foreign)
        read_segments(foreign);
    return b->out.ptr;
}

struct row {
    const char *name, *page, *found;
};

static const struct row rows[] = {
    { "no sign at all", "Nội các họp", "Cabinet" },
    { "a sign for", "Nội các họp với bên ta", "Cabinet" },
    { "a sign against", "Nội các họp với bên họ", "" },
    { "a name that both have", "Nội các họp với bên nào", "Cabinet" },
    { "what needs no sign", "Hội đồng họp với bên họ", "Council" },
    { "in another line", "Nội các họp.\n\nĐó là bên họ.", "" },
    { "in a line before", "Đó là bên họ.\n\nNội các họp.", "" },
    { "as many for as against", "Nội các họp.\n\nbên họ, bên ta.", "Cabinet" },
    { "more against", "Nội các họp.\n\nbên họ, bên ta, bên họ.", "" },

    { "one for is nearer, behind", "bên họ, bên họ, rồi Nội các với bên ta.",
      "Cabinet" },
    { "one for is nearer, before", "bên ta có Nội các, rồi có bên họ, bên họ",
      "Cabinet" },
    { "one against is nearer", "bên họ có Nội các, rồi bên ta, rồi bên họ",
      "" },
    { "one for is nearer, none before",
      "Nội các họp với bên ta, rồi bên họ, bên họ, bên họ.", "Cabinet" },
    { "both are as near", "bên họ và Nội các và bên ta, bên họ, bên họ.",
      "Cabinet" },
    { "the nearest of many",
      "bên họ, bên ta, bên họ, bên ta và Nội các, bên họ.", "Cabinet" },

    { "what is made of names that need a sign",
      "Trưởng ban Nội các họp.\n\nbên họ.", "" },
    { "one name in it that needs none", "Trưởng ban Hội đồng họp.\n\nbên họ.",
      "Head of the Council" },

    { "right beside one against", "bên ta, bên ta, Nội các bên họ.", "" },
    { "right behind one against", "bên ta, bên ta, bên họ Nội các.", "" },
    { "what needs no sign, beside one", "bên ta, bên ta, Hội đồng bên họ.",
      "" },
    { "one against begins in it and ends beyond", "bên ta, bên ta, Nội các nọ.",
      "" },
    { "a word between", "bên ta, bên ta, Nội các với bên họ, bên ta.",
      "Cabinet" },
    { "bytes that are no text part them",
      "bên ta, bên họ \xff Nội các, bên ta.", "Cabinet" },
    { "and behind", "bên ta, Nội các \xff bên họ, bên ta.", "Cabinet" },

    { "a title that one of ours bears", "Trưởng ban Trần An, bên họ", "Head" },
    { "in capitals", "Trưởng ban MA AN, bên họ", "Head" },
    { "behind an honorific", "Trưởng ban đồng chí Trần An, bên họ",
      "Head Comrade" },
    { "and a comma", "Trưởng ban, đồng chí Trần An, bên họ", "Head Comrade" },
    { "behind a comma alone he is another", "Trưởng ban, Trần An, bên họ", "" },
    { "at the end of its line", "Trưởng ban MA\n\nBaby, bên họ", "Head" },
    { "initials are no family name", "Trưởng ban MA Baby, bên họ", "" },
    { "who acts, theirs the page is",
      "Trưởng ban Trần An đến.\n\nNội các họp.\n\nbên họ, bên họ.",
      "Head Cabinet" },
    { "a title with its body behind one of ours",
      "Trần An, Trưởng ban Nội các, về.\n\nbên họ.", "Head of the Cabinet" },
    { "behind a family name alone", "Ông Trần, Trưởng ban Nội các.\n\nbên họ.",
      "" },
    { "whose name has four words",
      "Trần Thị Thu An, Trưởng ban Nội các, về.\n\nbên họ.",
      "Head of the Cabinet" },
    { "of five words is none of ours",
      "Trần Thị Thu Hà An, Trưởng ban Nội các, về.\n\nbên họ.", "" },
    { "behind a dash", "Trần An - Trưởng ban Nội các.\n\nbên họ.",
      "Head of the Cabinet" },
    { "behind a sign that begins as one of our names does",
      "bên ta, Ma Bắc An, Trưởng ban Nội các, rồi.\n\nbên họ, bên họ.", "" },
    { "behind a stranger", "An Lee, Trưởng ban Nội các, về.\n\nbên họ.", "" },
    { "a title alone", "Trần An, Trưởng ban, về.\n\nbên họ.", "" },
    { "by the last name alone",
      "Trưởng ban Trần Văn An đến.\n\nTrưởng ban An, rồi về.\n\nbên họ, bên "
      "họ.",
      "Head Head" },
    { "by a middle name it is a stranger",
      "Trưởng ban Trần Văn An đến.\n\nTrưởng ban Văn, rồi về.\n\nbên họ, bên "
      "họ.",
      "Head" },
    { "before he was named in full too",
      "Trưởng ban An, rồi.\n\nTrưởng ban Trần Văn An về.\n\nbên họ, bên họ.",
      "Head Head" },
    { "a family name says the title, no more",
      "Trưởng ban Trần đến.\n\nTrưởng ban Lee, rồi về.\n\nbên họ, bên họ.",
      "Head" },
    { "bare it is ours again where one of ours bears it",
      "Trưởng ban Trần An đến.\n\nTrưởng ban rồi về bên họ, bên họ.",
      "Head Head" },
    { "but not where one of theirs does too",
      "Trưởng ban Trần An đến.\n\nTrưởng ban bên họ đến.\n\nTrưởng ban rồi về "
      "bên họ, bên họ.",
      "Head" },
    { "letters are ours where they were spelled out",
      "Trưởng ban Trần An đến.\n\nNội các họp.\n\nNC họp.\n\nbên họ, bên họ.",
      "Head Cabinet Cabinet" },
    { "and else they are not told apart",
      "Trưởng ban Trần An đến.\n\nNC họp.\n\nbên họ, bên họ.", "Head" },
    { "one word is not told apart",
      "Trưởng ban Trần An đến.\n\nNay Phòng họp.\n\nbên họ, bên họ.", "Head" },
    { "where it was ours it is no letters of that",
      "Trưởng ban Trần An đến.\n\nNay Phòng họp với bên ta.\n\nNay Phòng "
      "họp.\n\nbên họ, bên họ, bên họ.",
      "Head Office" },
    { "nor is anything in a line that is theirs alone",
      "Trưởng ban Trần An đến.\n\nNội các họp ở bên họ, bên họ.", "Head" },
    { "but for a title that one of ours bears",
      "Trưởng ban Nội các thăm bên họ, bên họ.\n\nTrưởng ban Nội các Trần An "
      "đến.",
      "Head of the Cabinet Head of the Cabinet" },
    { "but where one of ours is named in it",
      "Trưởng ban Trần An đến.\n\nNội các họp với Trần An ở bên họ, bên họ.",
      "Head Cabinet" },
    { "or they are named once",
      "Trưởng ban Trần An đến, bên họ.\n\nNội các họp ở bên họ.",
      "Head Cabinet" },
    { "or we are",
      "Trưởng ban Trần An đến, bên họ.\n\nNội các họp ở bên họ, bên họ, còn "
      "bên ta về.",
      "Head Cabinet" },
    { "nor is a title before a stranger's name",
      "Trưởng ban Trần An đến.\n\nTrưởng ban Lee đến.\n\nbên họ, bên họ.",
      "Head" },
    { "nor is anything where they lead by far",
      "Trưởng ban Trần An đến.\n\nNội các họp.\n\nbên họ, bên họ, bên họ, "
      "bên họ, bên họ, bên họ, bên họ, bên họ, bên họ",
      "Head" },
    { "but where they do so by one less",
      "Trưởng ban Trần An đến.\n\nNội các họp.\n\nbên họ, bên họ, bên họ, "
      "bên họ, bên họ, bên họ, bên họ, bên họ",
      "Head Cabinet" },

    { "another country's page",
      "Hội đồng họp.\n\nnước Bắc, nước Bắc, nước Bắc.", "" },
    { "a club's page is no country's",
      "Hội đồng họp.\n\nbên họ, bên họ, bên họ.", "Council" },
    { "letters that nothing reads are half a name",
      "bên ta, Trưởng ban FAM họp, bên ta.", "" },
    { "at the end of their line", "bên ta, Trưởng ban FAM\n\nTHƯ bên ta.", "" },
    { "before more capitals they are no body's",
      "bên ta, Trưởng ban FAM XÔ họp, bên ta.", "Head" },
    { "its name stands twice", "Hội đồng họp.\n\nnước Bắc, nước Bắc.",
      "Council" },
    { "or we are named",
      "Hội đồng họp.\n\nnước Bắc, nước Bắc, nước Bắc, "
      "bên ta.",
      "Council" },
    { "once in a page full of it",
      "Hội đồng họp.\n\nnước Bắc, nước Bắc, nước Bắc, nước Bắc, bên ta.", "" },
    { "or one of ours acts",
      "Hội đồng họp với Trưởng ban Trần An.\n\nnước Bắc, nước Bắc, nước Bắc.",
      "Council Head" },
    { "or others are named as often",
      "Hội đồng họp.\n\nnước Bắc, nước Nam, nước Bắc, nước Nam, nước Bắc, "
      "bên họ, bên họ.",
      "Council" },
    { "honorifics are everybody's",
      "đồng chí Lee và Hội đồng.\n\nnước Bắc, nước Bắc, nước Bắc.", "Comrade" },
    { "or one whose family name they have too",
      "Hội đồng họp với Trưởng ban Lý An.\n\nnước Bắc, nước Bắc, nước Bắc.",
      "" },
    { "a country whose people have other names is no matter",
      "Hội đồng họp với Trưởng ban Lý An.\n\nnước Nam, nước Nam, nước Nam.",
      "Council Head" },
    { "but not where we are named",
      "Hội đồng họp với Trưởng ban Lý An.\n\nnước Bắc, nước Bắc, nước Bắc, "
      "nước Bắc, bên ta.",
      "Council Head" },
    { "nor where one of ours acts beside him",
      "Hội đồng họp với Trưởng ban Lý An, Trưởng ban Trần An.\n\nnước Bắc, "
      "nước Bắc, nước Bắc.",
      "Council Head Head" },
    { "so too a title behind his name",
      "Lý Văn An, Trưởng ban Nội các, về.\n\nnước Bắc, nước Bắc, nước Bắc.",
      "" },
    { "who bears an honorific may be theirs",
      "đồng chí Trần An.\n\nHội đồng họp.\n\nnước Bắc, nước Bắc, nước Bắc.",
      "Comrade" },
    { "a bare title on a stranger's page",
      "bên ta, Trưởng ban Obama đến.\n\nbên ta có Trưởng ban, rồi.", "" },
    { "before he is named too",
      "bên ta có Trưởng ban, rồi.\n\nbên ta, Trưởng ban Obama đến.", "" },
    { "a sign tells it as well",
      "bên ta, Trưởng ban bên họ đến.\n\nbên ta có Trưởng ban, rồi.", "" },
    { "twice bare", "Trưởng ban Obama đến.\n\nTrưởng ban, rồi Trưởng ban, về.",
      "" },
    { "more often bare",
      "Trưởng ban Obama đến.\n\nTrưởng ban, Trưởng ban, rồi Trưởng ban, về.",
      "Head Head Head" },
    { "one of ours bears it too",
      "Trưởng ban Obama đến.\n\nTrưởng ban Trần An đến.\n\nTrưởng ban, rồi.",
      "Head Head" },
    { "or its body is told",
      "Trưởng ban Obama đến.\n\nTrưởng ban Hội đồng.\n\nTrưởng ban, rồi.",
      "Head of the Council Head" },
    { "what goes on with a name is not bare",
      "Trưởng ban Obama đến.\n\nTrưởng ban Lee, rồi.", "Head" },
    { "titles in a row before a stranger's name",
      "bên ta, Trưởng ban Nội các, Trưởng ban Obama.", "" },
    { "and before his honorific", "bên ta, Trưởng ban Nội các, đồng chí Obama.",
      "Comrade" },
    { "with another word between",
      "bên ta, Trưởng ban Nội các kiêm Trưởng ban, kiêm Trưởng ban Obama.",
      "" },
    { "but not before one of ours",
      "bên ta, Trưởng ban Nội các, Trưởng ban Trần An đến.",
      "Head of the Cabinet Head" },
    { "nor behind one",
      "bên ta, Trần An, Trưởng ban Nội các, Trưởng ban Obama.",
      "Head of the Cabinet" },
    { "nor before two names that are glued",
      "bên ta, Trưởng ban Nội các TrầnAn.", "Head of the Cabinet" },
    { "titles in a row that a sign ends",
      "bên ta, bên ta, Trưởng ban Nội các, Trưởng ban Hội đồng bên họ.", "" },
    { "parted by a word",
      "bên ta, bên ta, Trưởng ban Nội các với Trưởng ban Hội đồng bên họ.",
      "Head of the Cabinet" },
    { "what needs no sign, before a stranger",
      "bên ta, bên ta, Trưởng ban Hội đồng Obama.", "Head of the Council" },
    { "and where the page speaks of them",
      "bên ta, bên họ, bên ta.\n\nTrưởng ban Hội đồng Obama.", "" },
    { "save with a place",
      "bên ta, bên họ, bên ta.\n\nTrưởng ban Hội đồng Bờ Obama.",
      "Head of the Council Bo" },
    { "or a level that its form says",
      "bên ta, bên họ, bên ta.\n\nTrưởng ban Huyện đường Obama.",
      "Head of the Hall" },
    { "right beside its name", "bên ta, bên ta, Hội đồng nước Bắc.", "" },
};

static void check(const struct row *r, uint8_t lang)
{
    const char *found = names(r->page, lang);

    ck_assert_msg(!strcmp(found, r->found), "%s: '%s', not '%s'", r->name,
                  found, r->found);
}

START_TEST(vietnamese)
{
    check(&rows[_i], RN_ROUTE_VI);
}
END_TEST

/* Behind what is read "of" and "of the" stand for the blank. */
START_TEST(of_the)
{
    ck_assert_str_eq(names("the Council of bên họ, bên ta", RN_ROUTE_EN), "");
    ck_assert_str_eq(names("the Council of the bên họ, bên ta", RN_ROUTE_EN),
                     "");
    ck_assert_str_eq(names("the Council in bên họ, bên ta", RN_ROUTE_EN),
                     "Council");
}
END_TEST

/* 50 tokens and more with a title or a part of a body on them. */
#define LONG                                                                   \
    "one two three four five six seven eight nine ten and one two three four " \
    "five six seven eight nine ten and one two three four five six seven "     \
    "eight nine ten and one two three four five six seven eight nine ten and " \
    "one two three. "

START_TEST(nobodys)
{
    ck_assert_str_eq(names("the Chief came", RN_ROUTE_EN), "Chief");
    ck_assert_str_eq(names(LONG "the Chief came", RN_ROUTE_EN), "");
    ck_assert_str_eq(names(LONG "the Bureau met", RN_ROUTE_EN), "");
    ck_assert_str_eq(names("the Chief came\n\n" LONG, RN_ROUTE_EN), "");
    ck_assert_str_eq(names(LONG "the Chief came, bên ta", RN_ROUTE_EN),
                     "Chief");
    ck_assert_str_eq(names(LONG "the Chief came to Trần An", RN_ROUTE_EN),
                     "Chief");
    ck_assert_str_eq(names(LONG "the Chief saw the Council", RN_ROUTE_EN),
                     "Chief Council");
    ck_assert_str_eq(names(LONG "the Chief saw the Cabinet", RN_ROUTE_EN),
                     "Chief Cabinet");
    ck_assert_str_eq(names(LONG "the Chief saw Comrade Lee", RN_ROUTE_EN),
                     "Comrade");
    ck_assert_str_eq(names(LONG "một Trưởng ban, rồi", RN_ROUTE_VI), "Head");
}
END_TEST

/* A form that yields does so where the page has more of the sign than of its
 * concept by other forms and by bearers. */
static const struct row yielding[] = {
    { "no sign", "the Captain came", "State Captain" },
    { "a sign behind", "the Captain came\n\nthe captain of the club left",
      "Captain" },
    { "and before", "the captain of the club left\n\nthe Captain came",
      "Captain" },
    { "as many of its own",
      "the captain of the club left, the State Captain too; the Captain came",
      "State Captain State Captain" },
    { "more signs",
      "the captain of the club left, the State Captain too; the Captain came "
      "to the captain of the club",
      "State Captain Captain" },
    { "one within another is none",
      "the big club captain left, the State Captain too; the Captain came",
      "State Captain State Captain" },
    { "a bearer holds it, and counts",
      "the captain of the club left, Captain Trần An too; the Captain came",
      "State Captain State Captain" },
    { "a bearer holds it where the others lead",
      "captain of the club, captain of the club, Captain Trần An",
      "State Captain" },
    { "but not whom the page names by the sign",
      "the club captain Trần An, then Captain Trần An, then Captain An",
      "Captain Captain" },
    { "before it was named so too",
      "Captain Trần An came.\n\nTrần An, captain of the club, left.",
      "Captain" },
    { "behind letters of the club",
      "the captain of the club (CCC) Trần An, then Captain Trần An",
      "Captain" },
    { "behind a dash and how one calls her",
      "the captain of the club - Mme. Trần An, then Captain Trần An",
      "Captain" },
    { "a name of four words",
      "then Trần Thị Thu An, captain of the club, met the State Captain, "
      "Captain An",
      "State Captain Captain" },
    { "one of five is no name of ours",
      "then Trần Thị Thu Hà An, captain of the club, met the State Captain, "
      "Captain An",
      "State Captain State Captain" },
    { "nor is what ends a strange one",
      "then Lee Trần An, captain of the club, met the State Captain, "
      "Captain An",
      "State Captain State Captain" },
    { "behind his name and a dash",
      "Trần An - captain of the club, met Captain Trần An", "Captain" },
    { "but not behind a sentence's end",
      "the captain of the club - Madame. Trần An, then Captain Trần An",
      "State Captain" },
    { "behind another title in apposition",
      "Trần An, head of us, captain of the club, met Captain Trần An",
      "Captain" },
    { "who is named in another sentence bears nothing",
      "Trần An, head of us. The captain of the club met Captain Trần An",
      "State Captain" },
    { "nor who stands beside the club, with no comma",
      "Trần An met the captain of the club and Captain Trần An",
      "State Captain" },
    { "an own bearer holds it by his last name",
      "captain of the club, captain of the club, Captain Trần An; Captain An",
      "State Captain State Captain" },
    { "two of one page",
      "club captain Trần An met Captain Lê Tư; Captain An and Captain Tư",
      "State Captain Captain State Captain" },
    { "who bears the sign does not count for its own",
      "club captain Trần An; Captain Trần An; the Captain came",
      "Captain Captain" },
    { "nor does his full title count against it",
      "club captain Trần An; the State Captain Trần An; the Captain came",
      "State Captain State Captain" },
    { "a body behind a sign of five words",
      "they met in the Land Of Our Old Shores Council", "Council" },
    { "of six it is half a name",
      "they met in the Land Of Our Very Old Shores Council", "" },
    { "as behind any word", "they met in the Old Shores Council", "" },
    { "a name yields to a sign against", "HHH met bên họ with us", "" },
    { "or to one of another country", "NNN met nước Bắc with us", "" },
    { "but not of a third", "NNN met nước Nam with us", "House" },
    { "two names of one body yield each to its own",
      "HHH and NNN met nước Bắc with us", "House" },
    { "but not where it stands in full", "HHH met bên họ with the House",
      "House House" },
    { "or nothing speaks against it", "HHH met with us", "House" },
};

START_TEST(yields)
{
    check(&yielding[_i], RN_ROUTE_EN);
}
END_TEST

/* Each page behind each other one: none leaves anything for the next. */
START_TEST(nothing_is_left)
{
    for (size_t i = 0; i < ROWS(rows); i++)
        for (size_t k = 0; k < ROWS(rows); k++) {
            names(rows[k].page, RN_ROUTE_VI);
            check(&rows[i], RN_ROUTE_VI);
        }
    for (size_t i = 0; i < ROWS(yielding); i++)
        for (size_t k = 0; k < ROWS(yielding); k++) {
            names(yielding[k].page, RN_ROUTE_EN);
            check(&yielding[i], RN_ROUTE_EN);
        }
}
END_TEST

/* The i-th of forty last names. */
static void put_last(struct rn_buf *out, size_t i)
{
    rn_buf_putc(out, "BDHLMNTV"[i / 5]);
    rn_buf_putc(out, "aeiou"[i % 5]);
}

/* A page with a sentence for each of `n` persons, then `end` with the last name
 * of the one of number `who` for each '@'; the last name that is found on it.
 */
static const char *last_of_many(const char *each, size_t n, const char *end,
                                size_t who, uint8_t lang)
{
    struct rn_buf page;
    const char *found;

    rn_buf_init(&page);
    for (size_t i = 0; i < n; i++) {
        rn_buf_puts(&page, each);
        put_last(&page, i);
        rn_buf_puts(&page, " came. ");
    }
    for (; *end; end++)
        if (*end == '@')
            put_last(&page, who);
        else
            rn_buf_putc(&page, *end);
    found = names(page.ptr, lang);
    rn_buf_release(&page);
    return strlen(found) < 20 ? found : found + strlen(found) - 20;
}

/* Of very many names on a page the first are kept, and are known as in a page
 * of few; further ones are as if they were not there. */
START_TEST(many_names)
{
    const size_t most = RN_BEARERS_MAX;
    static const char club[] = "The club captain Trần ";
    static const char ours[] = "Captain Lee ";
    static const char held[] = "The State Captain and the club captain Trần @ "
                               "met Captain Lee An.";
    static const char head[] = "Trưởng ban Trần ";
    static const char given[] = "\n\nHội đồng.\n\nTrưởng ban @, rồi về."
                                "\n\nbên họ, bên họ.";

    ck_assert_str_eq(
        last_of_many(club, most, "Captain Trần @", most - 1, RN_ROUTE_EN),
        "Captain");
    ck_assert_str_eq(
        last_of_many(club, most + 1, "Captain Trần @", most, RN_ROUTE_EN),
        "State Captain");
    ck_assert_str_eq(last_of_many(ours, most, held, most - 1, RN_ROUTE_EN),
                     "tate Captain Captain");
    ck_assert_str_eq(last_of_many(ours, most + 1, held, most, RN_ROUTE_EN),
                     "aptain State Captain");
    ck_assert_str_eq(last_of_many(head, most, given, most - 1, RN_ROUTE_VI),
                     "ad Head Council Head");
    ck_assert_str_eq(last_of_many(head, most + 1, given, most, RN_ROUTE_VI),
                     "ad Head Head Council");
}
END_TEST

/* Of very many pairs of a form and the sign that it yields to the first count;
 * forms of further ones are taken. */
START_TEST(many_yield)
{
    struct rn_buf canon, en, page;
    struct rn_memory_file files[2];

    rn_buf_init(&canon);
    rn_buf_init(&en);
    rn_buf_init(&page);
    rn_buf_puts(&canon, "kinds:\n  title: {emit: yes}\n  sign-other:\n");
    for (size_t i = 0; i < RN_YIELDS_MAX + 2; i++) {
        rn_buf_printf(&canon, "chief%zu: {kind: title, name: \"%zu\"}\n", i, i);
        rn_buf_printf(&canon, "club%zu: {kind: sign-other, name: none}\n", i);
        rn_buf_printf(&en, "chief%zu:\n  - {form: \"Chief ", i);
        put_last(&en, i);
        rn_buf_printf(&en, "\", yields-to: club%zu}\nclub%zu:\n  - Club ", i,
                      i);
        put_last(&en, i);
        rn_buf_puts(&en, "\n");
        rn_buf_puts(&page, "the Chief ");
        put_last(&page, i);
        rn_buf_puts(&page, " met the Club ");
        put_last(&page, i);
        rn_buf_puts(&page, " there.\n\n");
    }
    files[0] = (struct rn_memory_file){ "canon/x.yaml", rn_buf_span(&canon) };
    files[1] = (struct rn_memory_file){ "en/x.yaml", rn_buf_span(&en) };
    bench_free(b);
    b = bench_new(files, ROWS(files));
    ck_assert_str_eq(names(page.ptr, RN_ROUTE_EN), "16 17");
    rn_buf_release(&canon);
    rn_buf_release(&en);
    rn_buf_release(&page);
}
END_TEST

static const struct rn_memory_file ours_alone[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  title: {emit: yes}\n"
                         "  sign-other:\n"
                         "captain: {kind: title, name: State Captain}\n"
                         "club: {kind: sign-other, name: none}\n"),
    YAML("en/x.yaml", "captain: {form: =Captain, yields-to: club}\n"
                      "club: captain of the club\n"),
};

START_TEST(no_signs_against)
{
    bench_free(b);
    b = bench_new(ours_alone, ROWS(ours_alone));
    ck_assert_str_eq(names("the Captain came", RN_ROUTE_EN), "State Captain");
    ck_assert_str_eq(
        names("the Captain met the captain of the club", RN_ROUTE_EN), "");
}
END_TEST

/* A sign is looked at a few times, wherever it stands: the time is linear. */
START_TEST(steps)
{
    struct rn_buf page;

    rn_buf_init(&page);
    for (int i = 0; i < 500; i++)
        rn_buf_puts(&page, "bên họ, Nội các, bên ta, ");
    names(page.ptr, RN_ROUTE_VI);
    rn_buf_release(&page);
    ck_assert_uint_ge(b->sel.signs.steps, 1000);
    ck_assert_uint_le(b->sel.signs.steps, 10000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_signs");
    TCase *t = tcase_create("signs");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, vietnamese, 0, ROWS(rows));
    tcase_add_test(t, of_the);
    tcase_add_test(t, nobodys);
    tcase_add_loop_test(t, yields, 0, ROWS(yielding));
    tcase_add_test(t, nothing_is_left);
    tcase_add_test(t, many_names);
    tcase_add_test(t, many_yield);
    tcase_add_test(t, no_signs_against);
    tcase_add_test(t, steps);
    suite_add_tcase(s, t);
    return unit_run(s);
}
