/* base/banned.h - functions that hide a length or a locale do not compile.
 * Included by every source file through the build (-include). */
#ifndef RN_BASE_BANNED_H
#define RN_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol atof gets
#endif

#endif
