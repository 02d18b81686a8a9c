/* The problem as it was handed over, and the day as it stands: what each thing is made of, and how it is kept.
 *
 * Whatever placing changes lies in parts (one route, one member of staff, one counted thing, one station, one kind of
 * staffing, the totals) of one block of memory. Three blocks are alike: the day here, the one kept and the best one.
 * Parts that were touched are remembered, so keeping and going back cost only what changed.
 */
#ifndef DAY_H
#define DAY_H

#include <stdlib.h>

#include "masks.h"

#define NOBODY (-1)
#define HELD (-1)
#define FAR 1000000
#define MOST_STEPS 24
#define MOST_USES 3

typedef struct {
    int station, kind, group, step_free, seats, uses_count;
    int uses[MOST_USES];
    Mask starts;
} Given;

typedef struct {
    int step, zone, minutes, steps, language, locked, given_first, given_count;
    const int64_t *gaps; /* rows of numbers stay where they were handed over */
} Choice;

typedef struct {
    int64_t weight;
    int steps, stays, longest, most_waiting, movable;
    int choice_first[MOST_STEPS + 1]; /* the choices of step s: choice_first[s] up to choice_first[s + 1] */
    uint64_t needs[MOST_STEPS];
    const int64_t *stay; /* pairs of minutes */
    int together_count;  /* the routes to place all or none, she among them */
    const int64_t *together;
    Mask begins;       /* the starts that those who come with her and stay leave her */
    int64_t leaves[2]; /* the minutes that they leave her to leave between */
} Route;

typedef struct {
    int shape, minutes, steps, zone, staff_count;
    const int64_t *staff;
} Kind;

typedef struct {
    int shift_start, shift_end, overtime, longest, rest, breadth, kinds_count, orders, breaks;
    const int64_t *kinds;
    const int64_t *order; /* orders x breaks x (minutes, window's start, window's end) */
    int posts_count;      /* 0 for whoever has none */
    const int64_t *posts; /* a shape and the starts that posts allow of it, 1 + WORDS each */
} Duty;

typedef struct {
    int group_size, uses_count[2], uses[2][MOST_USES]; /* any place, step-free place */
    int most_classes;
} Station;

/* The parts. Each ends in a row as long as it must be. */

typedef struct {
    int start, end, zone, whose;
} Piece;

typedef struct {
    int overtime, count, bounds_count, runs_count; /* counts of -1: not known */
    Mask busy;
} Work; /* then pieces, starts by 2 x shape + overtime, which shapes are known, bounds, runs */

typedef struct {
    Mask full;
    int used[];
} Counted;

typedef struct {
    int start, staff, people, step_free;
} Class;

typedef struct {
    Mask seats[4]; /* classes with one seat, one where the room is step-free, two, two where it is */
    int count;
    Class classes[];
} Classes;

typedef struct {
    int choice, given, start, staff;
} Stop;

typedef struct {
    int count, waits; /* a count of 0: not placed */
    Stop stops[];
} Placing;

typedef struct {
    int known;
    Mask starts[2];
} Any;

typedef struct {
    int64_t unplaced, waiting, overtime;
    Mask begins;
    int arriving[];
} Totals;

typedef struct {
    size_t at, bytes;
    uint8_t touched, newer; /* since it was kept, and since the best was kept */
} Part;

typedef struct {
    int choice;
    Mask starts;
} Way;

typedef struct {
    int order[MOST_STEPS]; /* places in the row of ways */
    int stay, waits;
    Mask ends;
} Walk;

typedef struct {
    int base, grid, size, zones, shapes, walks_matter, most_arrivals, wait_for_another, windows_count;
    int stations_count, counted_count, kinds_count, duties_count, routes_count, choices_count, given_count;
    const int64_t *walking, *walk, *windows;
    int *most;
    Station *stations;
    Kind *kinds;
    Duty *duties;
    Route *routes;
    Choice *choices;
    Given *given;
    int movable_count, *movable;
    int station_words;
    uint64_t *stations_of; /* of each route, a row of bits */

    Part *parts;
    int parts_count, work_part, counted_part, classes_part, placing_part, any_part, totals_part;
    char *here, *kept, *best;
    size_t bytes;
    int *touched, touched_count, *newer, newer_count;
    size_t starts_at, known_at, bounds_at, runs_at; /* inside a part of work, after `pieces_most` pieces */
    int pieces_most;

    int64_t kept_cost, best_cost;
    uint64_t dice;

    Way *ways;
    int way_first[MOST_STEPS + 1];
    Mask *reached;
    int levels;
    Walk *walks;
    int walks_count, walks_most;
    int walk_limit, walk_nodes, walk_steps, order[MOST_STEPS];
    Mask walk_begins; /* where the walk may begin, and the minutes to leave between */
    int64_t walk_leaves[2];
    int *list, *out; /* routes, while some are chosen */
    int swapping, *hardness; /* how often each route was left out */
    int64_t stuck;           /* rounds since the best plan was found */
    int64_t *handed_over;
    void *owned[24];
    int owned_count;
} Day;

static inline int64_t floor_of(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
static inline int64_t ceil_of(int64_t a, int64_t b) { return -floor_of(-a, b); }
static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

static inline int steps_of(const Day *day, int64_t minutes) { return (int)ceil_of(minutes, day->grid); }
static inline int64_t step_in(const Day *day, int64_t minute) { return floor_of(minute - day->base, day->grid); }
static inline int64_t step_from(const Day *day, int64_t minute) { return ceil_of(minute - day->base, day->grid); }

/* The starts at which so many minutes lie between two minutes. */
static inline Mask starts_between(const Day *day, int64_t start, int64_t end, int minutes) {
    return run(step_from(day, start), least(step_in(day, end - minutes) + 1, day->size));
}

/* SplitMix64, as in ../dice.py. */
static inline int roll(Day *day, int below) {
    uint64_t z = day->dice += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (int)((double)((z ^ z >> 31) >> 11) * 0x1p-53 * below);
}

static inline void shuffle(Day *day, int *numbers, int count) {
    for (int last = count - 1; last > 0; last--) {
        int other = roll(day, last + 1), number = numbers[last];
        numbers[last] = numbers[other];
        numbers[other] = number;
    }
}

static inline void *part(const Day *day, int n) { return day->here + day->parts[n].at; }

/* The part, about to be changed. */
static inline void *touch(Day *day, int n) {
    if (!day->parts[n].touched) {
        day->parts[n].touched = 1;
        day->touched[day->touched_count++] = n;
    }
    return part(day, n);
}

static inline Work *work_of(const Day *day, int n) { return part(day, day->work_part + n); }
static inline Piece *pieces_of(const Work *work) { return (Piece *)(work + 1); }
static inline Counted *counted_of(const Day *day, int n) { return part(day, day->counted_part + n); }
static inline Classes *classes_of(const Day *day, int n) { return part(day, day->classes_part + n); }
static inline Placing *placing_of(const Day *day, int n) { return part(day, day->placing_part + n); }
static inline Totals *totals_of(const Day *day) { return part(day, day->totals_part); }

static inline int64_t cost_of(const Day *day) {
    const Totals *totals = totals_of(day);
    return totals->unplaced + totals->waiting + 2 * totals->overtime;
}

/* Keep the day as it is here. */
static inline void keep(Day *day) {
    for (int i = 0; i < day->touched_count; i++) {
        Part *each = &day->parts[day->touched[i]];
        memcpy(day->kept + each->at, day->here + each->at, each->bytes);
        each->touched = 0;
        if (!each->newer) {
            each->newer = 1;
            day->newer[day->newer_count++] = day->touched[i];
        }
    }
    day->touched_count = 0;
    day->kept_cost = cost_of(day);
}

/* Back to the day as it was kept. */
static inline void go_back(Day *day) {
    for (int i = 0; i < day->touched_count; i++) {
        Part *each = &day->parts[day->touched[i]];
        memcpy(day->here + each->at, day->kept + each->at, each->bytes);
        each->touched = 0;
    }
    day->touched_count = 0;
}

/* The day as kept is the best one. */
static inline void keep_as_best(Day *day) {
    for (int i = 0; i < day->newer_count; i++) {
        Part *each = &day->parts[day->newer[i]];
        memcpy(day->best + each->at, day->kept + each->at, each->bytes);
        each->newer = 0;
    }
    day->newer_count = 0;
    day->best_cost = day->kept_cost;
}

/* Back to the best day, here and kept. */
static inline void go_back_to_best(Day *day) {
    go_back(day);
    for (int i = 0; i < day->newer_count; i++) {
        Part *each = &day->parts[day->newer[i]];
        memcpy(day->kept + each->at, day->best + each->at, each->bytes);
        memcpy(day->here + each->at, day->best + each->at, each->bytes);
        each->newer = 0;
    }
    day->newer_count = 0;
    day->kept_cost = day->best_cost;
}

#endif
