/* The search with masks of 5 words: days of up to 320 steps. */
#define WORDS 5
#define THIS_SEARCH search_in_5_words
#include "search_body.h"
