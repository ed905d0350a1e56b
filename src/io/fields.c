#include "io/fields.h"

#include "base/mem.h"

static uint32_t add_node(renorm_fields *f, size_t key, size_t key_len)
{
    if (f->nnodes >= RN_NO_FIELD ||
        !rn_grow(&f->nodes, &f->cap, f->nnodes + 1, sizeof *f->nodes))
        return RN_NO_FIELD;
    f->nodes[f->nnodes] = (struct rn_field){ .key = key,
                                             .key_len = key_len,
                                             .first_member = RN_NO_FIELD,
                                             .next_member = RN_NO_FIELD,
                                             .element = RN_NO_FIELD };
    return (uint32_t)f->nnodes++;
}

uint32_t rn_field_member(const renorm_fields *f, uint32_t node,
                         struct rn_span key)
{
    uint32_t child;

    if (node == RN_NO_FIELD)
        return RN_NO_FIELD;
    for (child = f->nodes[node].first_member; child != RN_NO_FIELD;
         child = f->nodes[child].next_member) {
        const struct rn_field *n = &f->nodes[child];
        if (rn_span_eq(rn_span_of(f->keys.ptr + n->key, n->key_len), key))
            return child;
    }
    return RN_NO_FIELD;
}

/* The child of `node` under the key that was put at the end of `keys` since
 * `key`; made when it is not there. RN_NO_FIELD when memory runs out. */
static uint32_t step_key(renorm_fields *f, uint32_t node, size_t key)
{
    struct rn_span s = { f->keys.ptr + key, f->keys.len - key };
    uint32_t child = rn_field_member(f, node, s);

    if (f->keys.failed)
        return RN_NO_FIELD;
    if (child != RN_NO_FIELD)
        return child;
    child = add_node(f, key, s.len);
    if (child == RN_NO_FIELD)
        return child;
    f->nodes[child].next_member = f->nodes[node].first_member;
    f->nodes[node].first_member = child;
    return child;
}

static uint32_t step_element(renorm_fields *f, uint32_t node)
{
    if (f->nodes[node].element == RN_NO_FIELD) {
        uint32_t child = add_node(f, 0, 0);
        if (child == RN_NO_FIELD)
            return child;
        f->nodes[node].element = child;
    }
    return f->nodes[node].element;
}

static renorm_status refuse(renorm_record_error *error, const char *path,
                            const char *at, const char *message)
{
    error->offset = (size_t)(at - path);
    error->message = message;
    return RENORM_E_USAGE;
}

/* Append the key at *at to `keys`, without its backslashes, and step behind it.
 */
static renorm_status read_key(renorm_fields *f, const char *path,
                              const char **at, renorm_record_error *error)
{
    const char *p = *at;

    if (!*p || *p == '.' || *p == '[')
        return refuse(error, path, p, "a key is missing");
    while (*p && *p != '.' && *p != '[') {
        if (*p == ']')
            return refuse(error, path, p, "a bracket that was not opened");
        if (*p == '\\' && !*++p)
            return refuse(error, path, p - 1, "nothing after the backslash");
        rn_buf_putc(&f->keys, *p++);
    }
    *at = p;
    return f->keys.failed ? RENORM_E_NOMEM : RENORM_OK;
}

static renorm_status add_path(renorm_fields *f, const char *path,
                              renorm_record_error *error)
{
    const char *p = path;
    uint32_t node = 0;
    bool want_key = *p != '[';

    if (*p == '.')
        p++;
    if (p != path && (!*p || *p == '['))
        want_key = false;
    while (want_key || *p) {
        if (!want_key && *p == '[') {
            if (p[1] != ']')
                return refuse(error, path, p,
                              "'[' must be followed by ']': every element "
                              "of an array");
            p += 2;
            node = step_element(f, node);
        } else {
            size_t key = f->keys.len;
            renorm_status status;

            if (!want_key && *p++ != '.')
                return refuse(error, path, p - 1, "a dot is missing");
            status = read_key(f, path, &p, error);
            if (status != RENORM_OK)
                return status;
            node = step_key(f, node, key);
            want_key = false;
        }
        if (node == RN_NO_FIELD)
            return RENORM_E_NOMEM;
    }
    f->nodes[node].chosen = true;
    return RENORM_OK;
}

renorm_status renorm_fields_new(const char *const *paths, size_t npaths,
                                size_t *bad, renorm_record_error *error,
                                renorm_fields **out)
{
    renorm_fields *f = rn_calloc(1, sizeof *f);
    renorm_status status = RENORM_OK;

    if (!f)
        return RENORM_E_NOMEM;
    rn_buf_init(&f->keys);
    if (add_node(f, 0, 0) == RN_NO_FIELD)
        status = RENORM_E_NOMEM;
    for (size_t i = 0; status == RENORM_OK && i < npaths; i++) {
        status = add_path(f, paths[i], error);
        *bad = i;
    }
    if (status != RENORM_OK) {
        renorm_fields_free(f);
        return status;
    }
    *out = f;
    return RENORM_OK;
}

void renorm_fields_free(renorm_fields *f)
{
    if (!f)
        return;
    rn_buf_release(&f->keys);
    rn_free(f->nodes);
    rn_free(f);
}
