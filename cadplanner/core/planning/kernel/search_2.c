/* The search with masks of 2 words: days of up to 128 steps. */
#define WORDS 2
#define THIS_SEARCH search_in_2_words
#include "search_body.h"
