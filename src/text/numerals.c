#include "text/numerals.h"

#include "text/numerals.inc"
