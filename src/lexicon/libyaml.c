#include "lexicon/libyaml.h"

#include <dlfcn.h>
#include <string.h>

/* Set a pointer to a function, which C would not let us convert to. */
static bool look_up(void *handle, const char *name, void *function, size_t size)
{
    void *symbol = dlsym(handle, name);

    memcpy(function, &symbol, size);
    return symbol;
}

bool rn_libyaml_open(struct rn_libyaml *y)
{
    struct rn_libyaml l = { 0 };

    if (y->handle)
        return true;
    l.handle = dlopen(RN_LIBYAML, RTLD_NOW | RTLD_LOCAL);
    if (!l.handle)
        return false;
#define LOOK_UP(member, name)                                                  \
    look_up(l.handle, "yaml_" name, &l.member, sizeof l.member)
    if (!LOOK_UP(initialize, "parser_initialize") ||
        !LOOK_UP(set_encoding, "parser_set_encoding") ||
        !LOOK_UP(set_input, "parser_set_input_string") ||
        !LOOK_UP(parse, "parser_parse") ||
        !LOOK_UP(delete_event, "event_delete") ||
        !LOOK_UP(delete_parser, "parser_delete")) {
        dlclose(l.handle);
        return false;
    }
#undef LOOK_UP
    *y = l;
    return true;
}

void rn_libyaml_close(struct rn_libyaml *y)
{
    if (y->handle)
        dlclose(y->handle);
    *y = (struct rn_libyaml){ 0 };
}
