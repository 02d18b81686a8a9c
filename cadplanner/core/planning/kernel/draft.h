/* Placing a route and taking it out (see ../draft.py, which this follows function by function). */
#ifndef DRAFT_H
#define DRAFT_H

#include "staffing.h"

/* The steps at which there is not room for so many more. */
static Mask full_for(const Day *day, int n, int number) {
    const Counted *counted = counted_of(day, n);
    if (number == 1) return counted->full;
    Mask full = none();
    for (int step = 0; step < day->size; step++)
        if (counted->used[step] > day->most[n] - number) add(&full, step);
    return full;
}

/* How many it takes of what it uses: a class has one room, however many come. */
static inline int taken_by(const Given *given) { return given->group ? 1 : given->seats; }

static inline const Mask *open_seats(const Day *day, const Given *given) {
    return &classes_of(day, given->station)->seats[given->step_free + 2 * given->seats - 2];
}

static Mask starts_at(Day *day, const Given *given, int steps, int overtime) {
    Mask mask = given->starts;
    if (given->kind != NOBODY) mask = both(mask, staffed_starts(day, given->kind)[overtime]);
    for (int i = 0; i < given->uses_count; i++) {
        Mask full = full_for(day, given->uses[i], taken_by(given));
        if (!empty(full)) mask = both(mask, fits(not_in(full), steps, ONES));
    }
    if (given->group) mask = either(mask, both(given->starts, *open_seats(day, given)));
    return mask;
}

/* The starts at which the step can be done that way now. */
static Mask choice_starts(Day *day, const Choice *choice, int overtime) {
    Mask mask = none();
    for (int i = 0; i < choice->given_count; i++)
        mask = either(mask, starts_at(day, &day->given[choice->given_first + i], choice->steps, overtime));
    if (choice->language != NOBODY) {
        const Counted *counted = counted_of(day, choice->language);
        if (!empty(counted->full)) mask = both(mask, fits(not_in(counted->full), choice->steps, ONES));
    }
    return mask;
}

static void count(Day *day, int n, int start, int steps, int change) {
    Counted *counted = touch(day, day->counted_part + n);
    for (int step = start; step < start + steps && step < day->size; step++) {
        counted->used[step] += change;
        if (counted->used[step] >= day->most[n]) add(&counted->full, step);
        else drop(&counted->full, step);
    }
}

/* Count an arrival; `begins` are the starts of a first visit that arrivals still allow. */
static void arrive(Day *day, int step, int change) {
    int window = (int)day->windows[step];
    if (window < 0) return;
    Totals *totals = touch(day, day->totals_part);
    int before = totals->arriving[window];
    totals->arriving[window] = before + change;
    if ((before >= day->most_arrivals) == (before + change >= day->most_arrivals)) return;
    for (int start = 0; start < day->size; start++)
        if (day->windows[start] == window) totals->begins.word[start >> 6] ^= (uint64_t)1 << (start & 63);
}

static void see_seats(Day *day, int station, Classes *classes) {
    for (int i = 0; i < 4; i++) classes->seats[i] = none();
    for (int i = 0; i < classes->count; i++) {
        const Class *each = &classes->classes[i];
        int left = day->stations[station].group_size - each->people;
        for (int seats = 0; seats < 2 && seats < left; seats++) {
            add(&classes->seats[2 * seats], each->start);
            if (each->step_free) add(&classes->seats[2 * seats + 1], each->start);
        }
    }
}

static Class *class_of(Classes *classes, int start, int staff) {
    for (int i = 0; i < classes->count; i++)
        if (classes->classes[i].start == start && classes->classes[i].staff == staff) return &classes->classes[i];
    return NULL;
}

static void come(Day *day, int n, const Stop *stop) {
    const Choice *choice = &day->choices[stop->choice];
    const Given *given = &day->given[stop->given];
    if (choice->locked) return;
    if (choice->language != NOBODY) count(day, choice->language, stop->start, choice->steps, 1);
    if (given->group) {
        Classes *classes = touch(day, day->classes_part + given->station);
        Class *joined = class_of(classes, stop->start, stop->staff);
        if (joined) joined->people += given->seats;
        else classes->classes[classes->count++] = (Class){stop->start, stop->staff, given->seats, given->step_free};
        see_seats(day, given->station, classes);
        if (joined) return;
        n = -2 - given->station;
    }
    for (int i = 0; i < given->uses_count; i++) count(day, given->uses[i], stop->start, choice->steps, taken_by(given));
    if (stop->staff >= 0) give(day, stop->staff, (Piece){stop->start, stop->start + choice->steps, choice->zone, n});
}

static void leave(Day *day, int n, const Stop *stop) {
    const Choice *choice = &day->choices[stop->choice];
    const Given *given = &day->given[stop->given];
    const int *uses = given->uses;
    int uses_count = given->uses_count;
    if (choice->locked) return;
    if (choice->language != NOBODY) count(day, choice->language, stop->start, choice->steps, -1);
    if (given->group) {
        Classes *classes = touch(day, day->classes_part + given->station);
        Class *left = class_of(classes, stop->start, stop->staff);
        if (!left) return;
        int step_free = left->step_free, empties = (left->people -= given->seats) <= 0;
        if (empties) *left = classes->classes[--classes->count];
        see_seats(day, given->station, classes);
        if (!empties) return;
        n = -2 - given->station;
        uses = day->stations[given->station].uses[step_free];
        uses_count = day->stations[given->station].uses_count[step_free];
    }
    for (int i = 0; i < uses_count; i++) count(day, uses[i], stop->start, choice->steps, -taken_by(given));
    if (stop->staff >= 0) take(day, stop->staff, (Piece){stop->start, stop->start + choice->steps, choice->zone, n});
}

/* The class with a seat at that start: the fullest, then the one whose staff has the highest number. */
static int class_to_join(const Day *day, const Given *given, int start) {
    const Classes *classes = classes_of(day, given->station);
    const Class *best = NULL;
    for (int i = 0; i < classes->count; i++) {
        const Class *each = &classes->classes[i];
        if (each->start != start || each->people + given->seats > day->stations[given->station].group_size) continue;
        if (given->step_free && !each->step_free) continue;
        if (!best || each->people > best->people || (each->people == best->people && each->staff > best->staff)) best = each;
    }
    return best ? best->staff : NOBODY;
}

static int has_seat(const Day *day, const Given *given, int start) {
    return given->group && has(&given->starts, start) && has(open_seats(day, given), start);
}

static int find_stop(Day *day, const Choice *choice, int start, int overtime, Stop *found) {
    int past = choice->given_first + choice->given_count;
    *found = (Stop){(int)(choice - day->choices), NOBODY, start, NOBODY};
    for (int g = choice->given_first; g < past; g++) {
        if (!has_seat(day, &day->given[g], start)) continue;
        found->given = g;
        found->staff = class_to_join(day, &day->given[g], start);
        return 1;
    }
    for (int g = choice->given_first; g < past; g++) {
        const Given *given = &day->given[g];
        Mask mask = starts_at(day, given, choice->steps, overtime);
        if (!has(&mask, start)) continue;
        found->given = g;
        if (given->kind != NOBODY) found->staff = best_staff(day, given->kind, start, overtime);
        else if (given->group)
            while (class_of(classes_of(day, given->station), start, found->staff)) found->staff--;
        return 1;
    }
    return 0;
}

static void settle(Day *day, int n, Placing *placing, int change) {
    const Stop *stops = placing->stops;
    Totals *totals = touch(day, day->totals_part);
    if (change > 0) {
        placing->waits = (stops[placing->count - 1].start - stops[0].start) * day->grid;
        for (int i = 0; i + 1 < placing->count; i++) {
            const Choice *one = &day->choices[stops[i].choice], *other = &day->choices[stops[i + 1].choice];
            placing->waits -= one->minutes + (int)day->walking[one->zone * day->zones + other->zone];
        }
    }
    totals->waiting += change * placing->waits;
    totals->unplaced -= change * day->routes[n].weight;
    arrive(day, stops[0].start, change);
}

/* Place a route at those starts, in time order; 0, and nothing changed, where staff do not suffice. */
static int place(Day *day, int n, const Stop *walk, int stops, int overtime) {
    Placing *placing = touch(day, day->placing_part + n);
    for (int i = 0; i < stops; i++) {
        if (!find_stop(day, &day->choices[walk[i].choice], walk[i].start, overtime, &placing->stops[i])) {
            while (i-- > 0) leave(day, n, &placing->stops[i]);
            return 0;
        }
        come(day, n, &placing->stops[i]);
    }
    placing->count = stops;
    settle(day, n, placing, 1);
    return 1;
}

static void take_out(Day *day, int n) {
    Placing *placing = touch(day, day->placing_part + n);
    for (int i = 0; i < placing->count; i++) leave(day, n, &placing->stops[i]);
    settle(day, n, placing, -1);
    placing->count = placing->waits = 0;
}

#endif
