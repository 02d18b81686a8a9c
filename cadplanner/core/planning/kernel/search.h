/* One search, whatever the width of its masks: what the module at the top calls. */
#ifndef SEARCH_H
#define SEARCH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int words;
    /* Read a problem and build its first plan; NULL where memory or numbers do not suffice. */
    void *(*begin)(const int64_t *numbers, size_t count);
    /* So many rounds; 1 where nothing can be better. */
    int (*rounds)(void *day, long rounds);
    int64_t (*cost)(void *day);
    /* The best plan in numbers: how many, or how many there are where `numbers` is NULL. */
    size_t (*answer)(void *day, int64_t *numbers);
    /* Take those out of the best plan and go on from there. */
    void (*leave_out)(void *day, const int64_t *routes, size_t count);
    void (*end)(void *day);
} Search;

extern const Search search_in_2_words, search_in_3_words, search_in_5_words;

#endif
