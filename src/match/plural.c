#include "match/plural.h"

#include "base/ascii.h"

static bool ends(struct rn_span w, const char *tail)
{
    size_t n = strlen(tail);

    if (w.len < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (rn_ascii_tolower((unsigned char)w.ptr[w.len - n + i]) != tail[i])
            return false;
    return true;
}

void rn_plural(struct rn_span w, struct rn_buf *out)
{
    bool y = ends(w, "y") && !ends(w, "ay") && !ends(w, "ey") &&
             !ends(w, "oy") && !ends(w, "uy");

    if (ends(w, "man") && w.len > 3) {
        rn_buf_put(out, w.ptr, w.len - 2);
        rn_buf_puts(out, "en");
    } else if (y) {
        rn_buf_put(out, w.ptr, w.len - 1);
        rn_buf_puts(out, "ies");
    } else {
        rn_buf_put_span(out, w);
        rn_buf_puts(out, ends(w, "s") || ends(w, "sh") || ends(w, "ch") ||
                                 ends(w, "x") || ends(w, "z")
                             ? "es"
                             : "s");
    }
}
