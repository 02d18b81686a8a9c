/* Whom to take out, and the order to put them back (see ../ruin.py). Dice are rolled in the same order as there. */
#ifndef RUIN_H
#define RUIN_H

#include "walks.h"

#define MOST_STRING 3
#define MOST_NEAR 6
#define BY_STRINGS 90
#define ANOTHER 10

static int is_among(const int *numbers, int count, int n) {
    for (int i = 0; i < count; i++)
        if (numbers[i] == n) return 1;
    return 0;
}

/* Those not placed, without those in `but`. */
static int not_placed(const Day *day, int *found, const int *but, int but_count) {
    int count = 0;
    for (int i = 0; i < day->movable_count; i++) {
        int n = day->movable[i];
        if (!is_placed(day, n) && !is_among(but, but_count, n)) found[count++] = n;
    }
    return count;
}

/* Those who wait, then those whose visit is the last of a member of staff who works overtime. */
static int in_trouble(const Day *day, int *found) {
    int count = 0;
    for (int i = 0; i < day->movable_count; i++)
        if (placing_of(day, day->movable[i])->waits) found[count++] = day->movable[i];
    if (totals_of(day)->overtime)
        for (int n = 0; n < day->duties_count; n++) {
            const Work *work = work_of(day, n);
            if (work->overtime && pieces_of(work)[work->count - 1].whose >= 0) found[count++] = pieces_of(work)[work->count - 1].whose;
        }
    return count;
}

static int choose_seed(Day *day) {
    int which = roll(day, 100), count;
    if (which < 50 && (count = not_placed(day, day->list, NULL, 0))) return day->list[roll(day, count)];
    if (which < 90 && (count = in_trouble(day, day->list))) return day->list[roll(day, count)];
    return day->movable[roll(day, day->movable_count)];
}

/* The step round which to make room: any stop of hers, or any time she can come. */
static int choose_time(Day *day, int seed) {
    const Placing *placing = placing_of(day, seed);
    if (placing->count) return placing->stops[roll(day, placing->count)].start;
    const int64_t *stay = day->routes[seed].stay + 2 * roll(day, day->routes[seed].stays);
    int from = (int)most(0, step_in(day, stay[0])), past = (int)least(day->size, step_in(day, stay[1]));
    return from + roll(day, (int)most(1, past - from));
}

/* People one after another with one member of staff who could give that choice. */
static int add_string(Day *day, const Choice *choice, int when, int *out, int count) {
    const Given *given = &day->given[choice->given_first + roll(day, choice->given_count)];
    if (given->kind == NOBODY || !day->kinds[given->kind].staff_count) return count;
    const Kind *kind = &day->kinds[given->kind];
    const Work *work = work_of(day, (int)kind->staff[roll(day, kind->staff_count)]);
    const Piece *pieces = pieces_of(work);
    int length = 1 + roll(day, MOST_STRING), at = 0;
    for (int i = 0; i < work->count; i++) at += pieces[i].end <= when;
    int from = (int)most(0, at - roll(day, length));
    for (int i = from; i < from + length && i < work->count; i++)
        if (pieces[i].whose >= 0 && !is_among(out, count, pieces[i].whose)) out[count++] = pieces[i].whose;
    return count;
}

static int strings(Day *day, int seed, int when, int *out) {
    const Route *route = &day->routes[seed];
    int steps[MOST_STEPS], count = 0;
    for (int step = 0; step < route->steps; step++) steps[step] = step;
    shuffle(day, steps, route->steps);
    int strings_count = (int)least(1 + roll(day, 3), route->steps);
    for (int i = 0; i < strings_count; i++) {
        int from = route->choice_first[steps[i]], past = route->choice_first[steps[i] + 1];
        const Choice *choice = &day->choices[from + roll(day, past - from)];
        count = add_string(day, choice, when + roll(day, 13) - 6, out, count);
    }
    return count;
}

/* People of the same stations at about the same time. */
static int near(Day *day, int seed, int when, int *out) {
    int reach = 3 + roll(day, 10), early = when - reach, late = when + reach, found = 0, words = day->station_words;
    int *list = day->list;
    for (int i = 0; i < day->movable_count; i++) {
        const Placing *placing = placing_of(day, day->movable[i]);
        if (!placing->count || placing->stops[0].start >= late || placing->stops[placing->count - 1].start <= early) continue;
        uint64_t shared = 0;
        for (int w = 0; w < words; w++) shared |= day->stations_of[seed * words + w] & day->stations_of[day->movable[i] * words + w];
        if (shared) list[found++] = day->movable[i];
    }
    int count = (int)least(1 + roll(day, MOST_NEAR), found);
    for (int drawn = 0; drawn < count; drawn++) {
        int other = drawn + roll(day, found - drawn), n = list[drawn];
        list[drawn] = list[other];
        list[other] = n;
        out[drawn] = list[drawn];
    }
    return count;
}

static void in_order(Day *day, int *back, int count, int seed) {
    int which = roll(day, 100);
    shuffle(day, back, count);
    for (int i = 1; which < 60 && i < count; i++) {
        int n = back[i], at = i;
        for (; at > 0; at--) {
            const Route *one = &day->routes[back[at - 1]], *other = &day->routes[n];
            if (which < 30 ? one->weight >= other->weight : one->steps >= other->steps) break;
            back[at] = back[at - 1];
        }
        back[at] = n;
    }
    if (roll(day, 100) >= 80) return;
    int at = 0;
    while (back[at] != seed) at++;
    for (; at > 0; at--) back[at] = back[at - 1];
    back[0] = seed;
}

/* Those routes from `from` on, each followed by whoever is placed with it and is not among all of them yet. */
static int all_of_them(Day *day, int *some, int from, int count) {
    int *list = day->list, found = 0;
    for (int i = from; i < count; i++) {
        const Route *route = &day->routes[some[i]];
        if (!is_among(list, found, some[i])) list[found++] = some[i];
        for (int k = 0; k < route->together_count; k++) {
            int n = (int)route->together[k];
            if (!is_among(list, found, n)) list[found++] = n;
        }
    }
    memcpy(some + from, list, found * sizeof *list);
    return from + found;
}

/* Take a few people out; how many are to be put back, and in `out` who, in that order. */
static int ruin(Day *day, int *out) {
    int seed = choose_seed(day), when = choose_time(day, seed), another = NOBODY, others;
    int count = roll(day, 100) < BY_STRINGS ? strings(day, seed, when, out) : near(day, seed, when, out);
    if (is_placed(day, seed) && !is_among(out, count, seed)) out[count++] = seed;
    count = all_of_them(day, out, 0, count);
    for (int i = 0; i < count; i++) take_out(day, out[i]);
    if (!is_among(out, count, seed)) {
        out[count++] = seed;
        count = all_of_them(day, out, 0, count);
    }
    if (roll(day, 100) < ANOTHER && (others = not_placed(day, day->list, out, count))) another = day->list[roll(day, others)];
    in_order(day, out, count, seed);
    if (another == NOBODY) return count;
    out[count] = another;
    return all_of_them(day, out, count, count + 1);
}

#endif
