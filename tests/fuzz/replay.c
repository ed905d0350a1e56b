/* replay FOLDER... - give a fuzz target each file of its corpus, in order of
 * their names. TAP; a broken promise ends the program, behind the name of its
 * file. */
#include <dirent.h>

#include "fuzz.h"

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    long size;

    MUST(file && !fseek(file, 0, SEEK_END));
    size = ftell(file);
    MUST(size >= 0 && !fseek(file, 0, SEEK_SET));
    bytes = malloc((size_t)size + !size);
    MUST(bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
}

int main(int argc, char **argv)
{
    int done = 0;

    for (int i = 1; i < argc; i++) {
        struct dirent **names;
        int n = scandir(argv[i], &names, is_visible, alphasort);
        MUST(n > 0);
        for (int k = 0; k < n; k++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], names[k]->d_name);
            printf("# %s\n", path);
            fflush(stdout);
            replay(path);
            printf("ok %d - %s\n", ++done, names[k]->d_name);
            free(names[k]);
        }
        free(names);
    }
    printf("1..%d\n", done);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
