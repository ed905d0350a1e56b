/* What the keys beside a form do to what it matches. */
#include "match_util.h"

static const struct rn_memory_file lexicon[] = {
    YAML("canon/x.yaml", "kinds:\n"
                         "  body: {emit: yes}\n"
                         "  rest:\n"
                         "default: {kind: body}\n"
                         "bus-board: Bus Board\n"
                         "director-name: {kind: rest, name: r, form: none}\n"
                         "film-board: Film Board\n"
                         "film-fund: Film Fund\n"
                         "film-house: Film House\n"
                         "film-museum: Film Museum\n"
                         "film-museum-board: Film Museum Board\n"
                         "film-office: Film Office\n"
                         "film-school: Film School\n"
                         "rest-of-word: {kind: rest, name: r, form: none}\n"),
    YAML("en/x.yaml",
         "director-name:\n"
         "  - =Lumiere\n"
         "film-board:\n"
         "  - {form: …, alone: capital}\n"
         "  - board of films\n"
         "film-fund:\n"
         "  - {form: …, alone: never}\n"
         "film-museum-board:\n"
         "  - {form: film room, before: director-name, open: yes}\n"
         "film-office:\n"
         "  - {form: …, not-before: film-board}\n"
         "  - {form: office of films, not-before: rest}\n"
         "  - office for films\n"
         "film-school:\n"
         "  - {form: film school, not-before: rest}\n"
         "  - {form: film room, not-before: director-name}\n"
         "rest-of-word:\n"
         "  - bus\n"
         "  - guide book\n"
         "  - of [the] {body}\n"
         "film-house:\n"
         "  - {form: …, open: yes}\n"),
};

BENCH_FIXTURE(lexicon)

static const struct {
    const char *name, *text, *mentions;
} rows[] = {
    { "a name that needs its capital", "the Film Board and the film board met",
      "Film Board = Film Board" },
    { "other forms do not", "a board of films", "board of films = Film Board" },
    { "a name that never stands alone", "the Film Fund paid", "" },
    { "a name that may go on", "the Film House Xanadu",
      "Film House = Film House" },
    { "one that may not", "the Film Museum Xanadu", "" },
    { "not before a word", "a film school bus and a film school",
      "film school = Film School" },
    { "not before the word in any sentence", "film school, bus",
      "film school = Film School" },
    { "not before its plural", "film school buses", "" },
    { "not before two words", "a film school guide book", "" },
    { "before the first of them", "a film school guide",
      "film school = Film School" },
    { "not before a word that begins a name too", "film school bus board",
      "bus board = Bus Board" },
    { "not before words and a slot", "film school of the film museum",
      "film museum = Film Museum" },
    { "before a part of them", "film school of Paris", "" },
    { "other forms may", "an office of films bus, an office for films bus",
      "office for films = Film Office" },
    { "a name before a concept", "the Film Office film board", "" },
    { "before its capital", "the Film Office Film Board",
      "Film Office = Film Office; Film Board = Film Board" },
    { "before a name that asks for its capital", "the film room Lumiere",
      "film room = Film Museum Board" },
    { "which is no small word", "the film room lumiere",
      "film room = Film School" },
    { "before the name in any sentence", "the film room, Lumiere",
      "film room = Film School" },
    { "before nothing", "the film room", "film room = Film School" },
    { "one that needs nothing", "the film museum burns",
      "film museum = Film Museum" },
};

START_TEST(keys)
{
    ck_assert_msg(!strcmp(bench_en(b, rows[_i].text), rows[_i].mentions),
                  "%s: \"%s\"", rows[_i].name, b->out.ptr);
}
END_TEST

/* What is only asked for makes no reading, and what has slots does. */
START_TEST(asked)
{
    struct rn_chart *c = &b->chart;
    uint32_t n, any = RN_ASKED_ANY;

    bench_en(b, "see the guide book of the film museum");
    for (uint32_t i = c->first; i < c->last; i++) {
        rn_cell(c, i, &n);
        ck_assert_uint_eq(n != 0, i == c->first + 4 || i == c->first + 6);
        ck_assert_uint_eq(rn_asked_end(c, i, any),
                          i == c->first + 2 ? i + 2 : 0);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_keys");
    TCase *t = tcase_create("keys");

    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, keys, 0, ROWS(rows));
    tcase_add_test(t, asked);
    suite_add_tcase(s, t);
    return unit_run(s);
}
