/* match/compiled.h - a compiled lexicon: what the program carries, and what
 * `renorm lexicon compile` writes to a file.
 *
 *     header | image | table of files | names and YAML of the files
 *
 * The image (match/image.h) is what is read with. The files are the YAML of the
 * layers that it was compiled from, so that other layers can be laid upon it
 * and messages can show a line. The shipped lexicon under them is not among
 * them: the program has it, and `maker` tells whether it is the same.
 *
 * Position-independent; read where it lies. The image is a machine's own
 * integers, little-endian ones wherever renorm runs; others are refused by
 * their order. Numbers of the header and of the table are bytes from the
 * beginning. */
#ifndef RN_MATCH_COMPILED_H
#define RN_MATCH_COMPILED_H

#include "match/compile.h"

#define RN_COMPILED_MAGIC "renorm\x1a\n"
#define RN_COMPILED_VERSION 7u
#define RN_COMPILED_ORDER 0x01020304u

enum rn_compiled_flags {
    RN_COMPILED_SHIPPED = 1 /* the layers lie on the shipped lexicon */
};

/* Whatever changes behind `checksum`, these five stay where they are. */
struct rn_compiled_header {
    char magic[8];
    uint32_t order; /* RN_COMPILED_ORDER */
    uint32_t version;
    uint64_t size;     /* bytes of all, a multiple of eight */
    uint64_t checksum; /* of all behind it */
    uint64_t maker;    /* rn_compiled_maker of the program that wrote it */
    uint32_t flags;    /* enum rn_compiled_flags */
    uint32_t nfiles;
    uint64_t image, image_size;
    uint64_t files; /* struct rn_compiled_file */
};

/* Files of one layer stand together; strings have a NUL behind them. */
struct rn_compiled_file {
    uint64_t shown; /* name of the layer in messages */
    uint64_t path;  /* in the layer: "vi/bodies.yaml" */
    uint64_t text, text_size;
    uint64_t layer; /* 0, 1, … */
};

/* An opened one; borrows the bytes. */
struct rn_compiled {
    const struct rn_compiled_header *head;
    struct rn_span image;
    const struct rn_compiled_file *files;
    size_t nfiles;
};

/* The checksum of a whole file. Each word of eight bytes changes it by a step
 * that can be undone, so that no single change goes unseen; rn_hash forgets
 * what was before some words. */
uint64_t rn_compiled_checksum(struct rn_span bytes);

/* Check the frame, the checksum and the files; the image is left to
 * rn_image_open. `bytes` are aligned to RN_IMAGE_ALIGN; `file` is for the
 * message. */
renorm_status rn_compiled_open(struct rn_compiled *out, struct rn_span bytes,
                               const char *file, struct rn_diags *d);

/* Set *out without a look at what the bytes hold: for the one that the program
 * carries, which was checked when it was built. */
void rn_compiled_use(struct rn_compiled *out, struct rn_span bytes);

static inline const char *rn_compiled_str(const struct rn_compiled *c,
                                          uint64_t at)
{
    return (const char *)c->head + at;
}

/* Load the layers as if their directories were named. */
renorm_status rn_compiled_load(const struct rn_compiled *c, struct rn_model *m,
                               struct rn_diags *d);

/* What a program writes into what it compiles, from the lexicon that it carries
 * itself: another version, or another shipped lexicon, gives another number. */
uint64_t rn_compiled_maker(const struct rn_compiled *shipped);

/* Compile a finished model into `out` (empty before). The files are those of
 * the model from `first` on. `maker` of the shipped one is of the version
 * alone. */
renorm_status rn_compiled_write(const struct rn_model *m, size_t first,
                                unsigned flags, uint64_t maker,
                                struct rn_text *text, struct rn_buf *out,
                                struct rn_diags *d);

#endif
