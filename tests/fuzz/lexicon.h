/* fuzz/lexicon.h - what the target `lexicon` has done so far, for who calls it
 * in a loop. */
#ifndef FUZZ_LEXICON_H
#define FUZZ_LEXICON_H

extern unsigned long fuzz_lexicon_refused, fuzz_lexicon_used;

#endif
