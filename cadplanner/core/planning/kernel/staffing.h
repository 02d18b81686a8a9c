/* Who may start what when (see ../staffing.py, which this follows function by function). */
#ifndef STAFFING_H
#define STAFFING_H

#include "day.h"

typedef struct {
    int64_t after, by;
} Bound;

typedef struct {
    int start, end;
} Run;

static inline Mask *work_starts(const Day *day, Work *work) { return (Mask *)((char *)work + day->starts_at); }
static inline uint8_t *work_known(const Day *day, Work *work) { return (uint8_t *)work + day->known_at; }
static inline Bound *work_bounds(const Day *day, Work *work) { return (Bound *)((char *)work + day->bounds_at); }
static inline Run *work_runs(const Day *day, Work *work) { return (Run *)((char *)work + day->runs_at); }

static int64_t earliest_break(const Day *day, const Work *work, int64_t minutes, int64_t free_from) {
    const Piece *pieces = pieces_of(work);
    for (int i = 0; i < work->count; i++) {
        if ((int64_t)pieces[i].start * day->grid - free_from >= minutes) break;
        free_from = most(free_from, (int64_t)pieces[i].end * day->grid);
    }
    return free_from;
}

static int64_t latest_break(const Day *day, const Work *work, int64_t minutes, int64_t free_until) {
    const Piece *pieces = pieces_of(work);
    for (int i = work->count - 1; i >= 0; i--) {
        if (free_until - (int64_t)pieces[i].end * day->grid >= minutes) break;
        free_until = least(free_until, (int64_t)pieces[i].start * day->grid);
    }
    return free_until - minutes;
}

/* Where all breaks still fit round a visit: not before the first, over by the second. */
static void find_bounds(const Day *day, const Duty *duty, Work *work) {
    Bound *bounds = work_bounds(day, work);
    int breaks = duty->breaks;
    work->bounds_count = 0;
    for (int o = 0; o < duty->orders; o++) {
        const int64_t *order = duty->order + 3 * breaks * o;
        Bound *found = bounds + work->bounds_count;
        int fit = 1;
        found[0].after = 0;
        found[breaks].by = FAR;
        for (int i = 0; i < breaks && fit; i++) {
            int64_t from = i ? most(order[3 * i + 1], found[i].after) : order[3 * i + 1];
            int64_t over = earliest_break(day, work, order[3 * i], from) + order[3 * i];
            fit = over <= order[3 * i + 2];
            found[i + 1].after = over;
        }
        for (int i = breaks - 1; i >= 0 && fit; i--) {
            int64_t start = latest_break(day, work, order[3 * i], least(order[3 * i + 2], found[i + 1].by));
            fit = start >= order[3 * i + 1];
            found[i].by = start;
        }
        if (!fit) continue;
        for (int i = 0; i <= breaks; i++) {
            found[i].after = ceil_of(found[i].after, day->grid);
            found[i].by = floor_of(found[i].by, day->grid);
        }
        work->bounds_count += breaks + 1;
    }
}

/* The runs of work with less than a rest inside. */
static void find_runs(const Day *day, const Duty *duty, Work *work) {
    Run *runs = work_runs(day, work);
    work->runs_count = 0;
    if (!duty->rest) return;
    Mask wide = work->busy;
    for (int step = 1; step < duty->rest; step++) wide = either(wide, later(work->busy, step));
    Mask closed = fits(wide, duty->rest, 0), open = not_in(closed);
    for (int start = first(&closed); start >= 0;) {
        int end = first_from(&open, start);
        if (end < 0) end = BITS;
        runs[work->runs_count++] = (Run){start, end};
        start = first_from(&closed, end);
        if (end == BITS) break;
    }
}

/* Without the starts that would make a run of work longer than the longest stretch. */
static Mask rested(const Day *day, Mask mask, Work *work, int steps, const Duty *duty) {
    int longest = duty->longest, rest = duty->rest;
    if (steps > longest) return none();
    if (work->runs_count < 0) find_runs(day, duty, work);
    const Run *runs = work_runs(day, work);
    for (int i = 0; i < work->runs_count; i++) {
        int start = runs[i].start, end = runs[i].end;
        if (end - start + steps + rest > longest) {
            mask = without(mask, run(start + longest - steps + 1, end + rest));
            mask = without(mask, run(start - rest - steps + 1, end - longest));
        }
        if (i && end - runs[i - 1].start > longest) mask = without(mask, run(start - rest - steps + 1, runs[i - 1].end + rest));
    }
    return mask;
}

/* Busy for a visit in that zone: each piece with the walk to it and from it. */
static Mask busy_for(const Day *day, const Work *work, int zone) {
    Mask busy = none();
    const Piece *pieces = pieces_of(work);
    for (int i = 0; i < work->count; i++) {
        int there = pieces[i].zone;
        int to = steps_of(day, day->walk[zone * day->zones + there]), from = steps_of(day, day->walk[there * day->zones + zone]);
        busy = either(busy, run(pieces[i].start - to, pieces[i].end + from));
    }
    return busy;
}

/* The starts that posts allow. */
static Mask at_posts(const Duty *duty, int shape) {
    Mask found = none();
    for (int i = 0; i < duty->posts_count; i++) {
        const int64_t *post = duty->posts + (int64_t)i * (1 + WORDS);
        if (post[0] == shape) memcpy(found.word, post + 1, sizeof found.word);
    }
    return found;
}

/* The starts of one member of staff, both forms: within the shift and overtime worked already, and with new overtime. */
static void find_starts(const Day *day, int n, const Kind *kind, Work *work) {
    const Duty *duty = &day->duties[n];
    Mask mask = starts_between(day, duty->shift_start, least(duty->shift_end + duty->overtime, 1440), kind->minutes);
    if (duty->posts_count) mask = both(mask, at_posts(duty, kind->shape));
    if (work->count) {
        Mask busy = day->walks_matter ? busy_for(day, work, kind->zone) : work->busy;
        mask = both(mask, fits(not_in(busy), kind->steps, ONES));
    }
    if (!empty(mask) && duty->orders) {
        if (work->bounds_count < 0) find_bounds(day, duty, work);
        const Bound *bounds = work_bounds(day, work);
        Mask within = none();
        for (int i = 0; i < work->bounds_count; i++)
            within = either(within, run(bounds[i].after, least(bounds[i].by - kind->steps + 1, day->size)));
        mask = both(mask, within);
    }
    if (!empty(mask) && duty->longest < FAR) mask = rested(day, mask, work, kind->steps, duty);
    int64_t end = least(duty->shift_end + least(work->overtime, duty->overtime), 1440);
    Mask *starts = work_starts(day, work) + 2 * kind->shape;
    starts[1] = mask;
    starts[0] = both(mask, starts_between(day, duty->shift_start, end, kind->minutes));
    work_known(day, work)[kind->shape] = 1;
}

/* Both forms, worked out once for the work as it is: going back may bring back work whose starts are not known. */
static const Mask *starts_of(const Day *day, int n, const Kind *kind) {
    Work *work = work_of(day, n);
    if (!work_known(day, work)[kind->shape]) find_starts(day, n, kind, work);
    return work_starts(day, work) + 2 * kind->shape;
}

/* The starts at which some member of staff can give a visit of that kind. */
static const Mask *staffed_starts(Day *day, int k) {
    Any *any = part(day, day->any_part + k);
    if (!any->known) {
        const Kind *kind = &day->kinds[k];
        any->starts[0] = any->starts[1] = none();
        for (int i = 0; i < kind->staff_count; i++) {
            int n = (int)kind->staff[i];
            const Mask *starts = starts_of(day, n, kind);
            any->starts[0] = either(any->starts[0], starts[0]);
            any->starts[1] = either(any->starts[1], starts[1]);
        }
        any->known = 1;
    }
    return any->starts;
}

/* Who is missed least: few skills, and work close before or after. NOBODY where nobody is free. */
static int best_staff(Day *day, int k, int step, int overtime) {
    const Kind *kind = &day->kinds[k];
    int found = NOBODY, least_wasted = FAR;
    for (int i = 0; i < kind->staff_count; i++) {
        int n = (int)kind->staff[i];
        const Work *work = work_of(day, n);
        if (!has(starts_of(day, n, kind) + overtime, step)) continue;
        int before = step - (last_before(&work->busy, step) + 1), behind = first_from(&work->busy, step + kind->steps);
        behind = behind < 0 ? 7 : behind - (step + kind->steps);
        int wasted = 3 * day->duties[n].breadth + (int)least(before, 7) + (int)least(behind, 7);
        if (wasted < least_wasted) {
            found = n;
            least_wasted = wasted;
        }
    }
    return found;
}

/* After the pieces of a member of staff have changed. */
static void renew_work(Day *day, int n, Work *work) {
    const Duty *duty = &day->duties[n];
    int64_t over = 0;
    if (work->count) over = most(0, day->base + (int64_t)(last(&work->busy) + 1) * day->grid - duty->shift_end);
    if (over != work->overtime) {
        Totals *totals = touch(day, day->totals_part);
        totals->overtime += over - work->overtime;
        work->overtime = (int)over;
    }
    work->bounds_count = work->runs_count = -1;
    memset(work_known(day, work), 0, day->shapes);
    for (int i = 0; i < duty->kinds_count; i++) ((Any *)touch(day, day->any_part + (int)duty->kinds[i]))->known = 0;
}

static inline int comes_before(const Piece *one, const Piece *other) {
    if (one->start != other->start) return one->start < other->start;
    if (one->end != other->end) return one->end < other->end;
    if (one->zone != other->zone) return one->zone < other->zone;
    return one->whose < other->whose;
}

static void give(Day *day, int n, Piece piece) {
    Work *work = touch(day, day->work_part + n);
    Piece *pieces = pieces_of(work);
    int at = work->count++;
    for (; at > 0 && comes_before(&piece, &pieces[at - 1]); at--) pieces[at] = pieces[at - 1];
    pieces[at] = piece;
    work->busy = either(work->busy, run(piece.start, piece.end));
    renew_work(day, n, work);
}

static void take(Day *day, int n, Piece piece) {
    Work *work = touch(day, day->work_part + n);
    Piece *pieces = pieces_of(work);
    int at = 0;
    while (at < work->count && memcmp(&pieces[at], &piece, sizeof piece)) at++;
    if (at == work->count) return;
    for (work->count--; at < work->count; at++) pieces[at] = pieces[at + 1];
    work->busy = without(work->busy, run(piece.start, piece.end));
    renew_work(day, n, work);
}

#endif
