/* Time as a row of bits: bit t stands for grid step t, so a whole day is asked at once (see ../masks.py). */
#ifndef MASKS_H
#define MASKS_H

#include <stdint.h>
#include <string.h>

#ifndef WORDS
#define WORDS 2 /* 64-bit words in a mask; the kernel is compiled once for each number it knows */
#endif
#define BITS (64 * WORDS)
#define ONES (~(uint64_t)0)

typedef struct {
    uint64_t word[WORDS];
} Mask;

static inline Mask none(void) {
    Mask made;
    memset(&made, 0, sizeof made);
    return made;
}

static inline int empty(Mask m) {
    uint64_t any = 0;
    for (int i = 0; i < WORDS; i++) any |= m.word[i];
    return any == 0;
}

static inline int has(const Mask *m, int step) { return step >= 0 && step < BITS && (m->word[step >> 6] >> (step & 63) & 1); }
static inline void add(Mask *m, int step) { m->word[step >> 6] |= (uint64_t)1 << (step & 63); }
static inline void drop(Mask *m, int step) { m->word[step >> 6] &= ~((uint64_t)1 << (step & 63)); }

static inline Mask both(Mask a, Mask b) {
    for (int i = 0; i < WORDS; i++) a.word[i] &= b.word[i];
    return a;
}

static inline Mask either(Mask a, Mask b) {
    for (int i = 0; i < WORDS; i++) a.word[i] |= b.word[i];
    return a;
}

static inline Mask without(Mask a, Mask b) {
    for (int i = 0; i < WORDS; i++) a.word[i] &= ~b.word[i];
    return a;
}

static inline Mask not_in(Mask a) {
    for (int i = 0; i < WORDS; i++) a.word[i] = ~a.word[i];
    return a;
}

/* Every step moved so many steps later. */
static inline Mask later(Mask m, int by) {
    Mask moved;
    int words = by >> 6, bits = by & 63;
    for (int i = WORDS - 1; i >= 0; i--) {
        uint64_t here = i - words >= 0 ? m.word[i - words] : 0;
        uint64_t below = i - words - 1 >= 0 ? m.word[i - words - 1] : 0;
        moved.word[i] = bits ? here << bits | below >> (64 - bits) : here;
    }
    return moved;
}

/* Every step moved so many steps earlier; `beyond` (no bit or every bit) comes in at the end of the day. */
static inline Mask earlier(Mask m, int by, uint64_t beyond) {
    Mask moved;
    int words = by >> 6, bits = by & 63;
    for (int i = 0; i < WORDS; i++) {
        uint64_t here = i + words < WORDS ? m.word[i + words] : beyond;
        uint64_t above = i + words + 1 < WORDS ? m.word[i + words + 1] : beyond;
        moved.word[i] = bits ? here >> bits | above << (64 - bits) : here;
    }
    return moved;
}

/* The steps from `start` up to but not including `end`. */
static inline Mask run(int64_t start, int64_t end) {
    Mask made;
    if (start < 0) start = 0;
    if (end > BITS) end = BITS;
    for (int i = 0; i < WORDS; i++) {
        int64_t low = start - 64 * i, high = end - 64 * i;
        if (low < 0) low = 0;
        if (high > 64) high = 64;
        made.word[i] = high <= low ? 0 : (high == 64 ? ONES : ((uint64_t)1 << high) - 1) & ~(((uint64_t)1 << low) - 1);
    }
    return made;
}

/* The starts at which so many steps in a row are free. */
static inline Mask fits(Mask free, int steps, uint64_t beyond) {
    int done = 1;
    while (done < steps) {
        int more = done < steps - done ? done : steps - done;
        free = both(free, earlier(free, more, beyond));
        done += more;
    }
    return free;
}

/* The earliest step from `at` on; -1 for none. */
static inline int first_from(const Mask *m, int at) {
    if (at < 0) at = 0;
    for (int i = at >> 6; i < WORDS; i++) {
        uint64_t left = m->word[i];
        if (i == at >> 6) left &= ONES << (at & 63);
        if (left) return 64 * i + __builtin_ctzll(left);
    }
    return -1;
}

static inline int first(const Mask *m) { return first_from(m, 0); }

/* The latest step before `at`; -1 for none. */
static inline int last_before(const Mask *m, int at) {
    if (at > BITS) at = BITS;
    for (int i = (at - 1) >> 6; i >= 0 && at > 0; i--) {
        uint64_t left = m->word[i];
        if (i == at >> 6) left &= ((uint64_t)1 << (at & 63)) - 1;
        if (left) return 64 * i + 63 - __builtin_clzll(left);
    }
    return -1;
}

static inline int last(const Mask *m) { return last_before(m, BITS); }

#endif
