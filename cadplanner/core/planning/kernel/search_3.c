/* The search with masks of 3 words: days of up to 192 steps. */
#define WORDS 3
#define THIS_SEARCH search_in_3_words
#include "search_body.h"
