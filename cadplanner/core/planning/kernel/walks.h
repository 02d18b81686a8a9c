/* The walks through a route that wait least, over all starts of the day at once, and putting a patient in
 * (see ../walks.py and ../putting_in.py).
 */
#ifndef WALKS_H
#define WALKS_H

#include "draft.h"

#define MOST_NODES 400
#define LITTLE_WAITING 3
#define TRIES 3

static inline int is_placed(const Day *day, int n) { return placing_of(day, n)->count > 0; }

static inline Mask *reached(const Day *day, int depth, int waits) { return day->reached + depth * day->levels + waits; }

/* Keep the walk if the stay is allowed; nothing that waits longer is looked for from now on. */
static void arrive_at_end(Day *day, const Route *route, int stay, int depth, int length) {
    const Choice *choice = &day->choices[day->ways[day->order[depth]].choice];
    int64_t last_end = least(route->stay[2 * stay + 1], day->walk_leaves[1]);
    Mask by = run(step_from(day, day->walk_leaves[0] - choice->minutes), step_in(day, last_end - choice->minutes) + 1);
    for (int waits = 0; waits <= day->walk_limit; waits++) {
        if ((int64_t)(length + waits) * day->grid + choice->minutes > route->longest) return;
        Mask ends = both(*reached(day, depth, waits), by);
        if (empty(ends)) continue;
        if (waits < day->walk_limit) day->walks_count = 0;
        day->walk_limit = waits;
        if (day->walks_count < day->walks_most) {
            Walk *walk = &day->walks[day->walks_count++];
            memcpy(walk->order, day->order, sizeof walk->order);
            walk->stay = stay;
            walk->waits = waits;
            walk->ends = ends;
        }
        return;
    }
}

/* The starts reached with so many steps of waiting in all, one stop on, for each number up to the limit. */
static int walk_on(const Day *day, int depth, int limit, int gap, Mask mask) {
    Mask waiting = none();
    int any = 0;
    for (int waits = 0; waits <= limit; waits++) {
        waiting = either(later(*reached(day, depth, waits), gap), later(waiting, 1));
        Mask there = both(waiting, mask);
        *reached(day, depth + 1, waits) = there;
        any |= !empty(there);
    }
    return any;
}

/* On from a stop that is reached: `length` is the steps from the first start to it, waiting left out. */
static void go_on(Day *day, const Route *route, int stay, int depth, int length, uint64_t done) {
    if (depth + 1 == day->walk_steps) {
        arrive_at_end(day, route, stay, depth, length);
        return;
    }
    if (++day->walk_nodes > MOST_NODES) return;
    const int64_t *gaps = day->choices[day->ways[day->order[depth]].choice].gaps;
    for (int step = 0; step < day->walk_steps; step++) {
        if (done >> step & 1 || route->needs[step] & ~done) continue;
        for (int w = day->way_first[step]; w < day->way_first[step + 1]; w++) {
            int gap = (int)gaps[day->choices[day->ways[w].choice].zone];
            if (!walk_on(day, depth, day->walk_limit, gap, day->ways[w].starts)) continue;
            day->order[depth + 1] = w;
            go_on(day, route, stay, depth + 1, length + gap, done | (uint64_t)1 << step);
        }
    }
}

static Mask first_starts(const Day *day, const Route *route, int stay, Mask mask) {
    Mask begins = both(totals_of(day)->begins, day->walk_begins);
    return both(mask, both(begins, run(step_from(day, route->stay[2 * stay]), day->size)));
}

/* Walks with the least waiting there is, none above `limit` steps: how many. */
static int least_waiting(Day *day, const Route *route, int limit) {
    day->walks_count = 0;
    for (int tried = 0;; tried = (int)least(limit, 2 * tried + 2)) {
        day->walk_limit = tried;
        day->walk_nodes = 0;
        for (int stay = 0; stay < route->stays; stay++)
            for (int step = 0; step < day->walk_steps; step++) {
                if (route->needs[step]) continue;
                for (int w = day->way_first[step]; w < day->way_first[step + 1]; w++) {
                    Mask begin = first_starts(day, route, stay, day->ways[w].starts);
                    if (empty(begin)) continue;
                    *reached(day, 0, 0) = begin;
                    for (int waits = 1; waits <= day->walk_limit; waits++) *reached(day, 0, waits) = none();
                    day->order[0] = w;
                    go_on(day, route, stay, 0, 0, (uint64_t)1 << step);
                }
            }
        if (day->walks_count || tried >= limit) return day->walks_count;
    }
}

/* The stops of a walk whose last one starts `at`; waits fall as early as they can. */
static void stops_of(const Day *day, const Route *route, const Walk *walk, int at, Stop *stops) {
    int waits = walk->waits, last_stop = day->walk_steps - 1;
    *reached(day, 0, 0) = first_starts(day, route, walk->stay, day->ways[walk->order[0]].starts);
    for (int each = 1; each <= waits; each++) *reached(day, 0, each) = none();
    for (int i = 0; i < last_stop; i++) {
        const Way *then = &day->ways[walk->order[i + 1]];
        int gap = (int)day->choices[day->ways[walk->order[i]].choice].gaps[day->choices[then->choice].zone];
        walk_on(day, i, waits, gap, then->starts);
    }
    for (int i = last_stop; i >= 0; i--) {
        int choice = day->ways[walk->order[i]].choice;
        if (i < last_stop) {
            at -= (int)day->choices[choice].gaps[day->choices[stops[i + 1].choice].zone];
            while (waits > 0 && !has(reached(day, i, waits), at)) {
                waits--;
                at--;
            }
        }
        stops[i] = (Stop){choice, NOBODY, at, NOBODY};
    }
}

/* One of the starts: as often the earliest as the latest as one between. */
static int pick(Day *day, Mask starts) {
    int which = roll(day, 3), low = first(&starts), high = last(&starts);
    if (which < 2) return which ? high : low;
    return first_from(&starts, low + roll(day, high - low + 1));
}

/* Where she may begin and when leave beside those with her who are placed; while nobody of them is, the starts at which
 * there is room for all to arrive (see ../companions.py). */
static void stay_beside_companions(Day *day, int n) {
    const Route *route = &day->routes[n];
    int placed = 0;
    day->walk_begins = route->begins;
    day->walk_leaves[0] = route->leaves[0];
    day->walk_leaves[1] = route->leaves[1];
    for (int i = 0; i < route->together_count; i++) {
        const Placing *placing = placing_of(day, (int)route->together[i]);
        if (route->together[i] == n || !placing->count) continue;
        const Stop *last_stop = &placing->stops[placing->count - 1];
        int64_t window = day->windows[placing->stops[0].start];
        int64_t end = day->base + (int64_t)last_stop->start * day->grid + day->choices[last_stop->choice].minutes;
        for (int start = 0; start < day->size; start++)
            if (day->windows[start] != window) drop(&day->walk_begins, start);
        day->walk_leaves[0] = most(day->walk_leaves[0], end - day->wait_for_another);
        day->walk_leaves[1] = least(day->walk_leaves[1], end + day->wait_for_another);
        placed = 1;
    }
    if (!route->together_count || placed) return;
    for (int start = 0; start < day->size; start++) {
        int64_t window = day->windows[start];
        if (window < 0 || totals_of(day)->arriving[window] > day->most_arrivals - route->together_count) drop(&day->walk_begins, start);
    }
}

static int put_in_one_way(Day *day, int n, int overtime, int waiting) {
    const Route *route = &day->routes[n];
    int ways = 0;
    stay_beside_companions(day, n);
    for (int step = 0; step < route->steps; step++) {
        day->way_first[step] = ways;
        for (int c = route->choice_first[step]; c < route->choice_first[step + 1]; c++) {
            Mask starts = choice_starts(day, &day->choices[c], overtime);
            if (!empty(starts)) day->ways[ways++] = (Way){c, starts};
        }
        if (ways == day->way_first[step]) return 0;
    }
    day->way_first[route->steps] = ways;
    day->walk_steps = route->steps;
    int found = route->steps ? least_waiting(day, route, waiting) : 0;
    for (int tries = 0; found && tries < TRIES; tries++) {
        Stop stops[MOST_STEPS];
        const Walk *walk = &day->walks[roll(day, found)];
        stops_of(day, route, walk, pick(day, walk->ends), stops);
        if (place(day, n, stops, route->steps, overtime)) return 1;
    }
    return 0;
}

static int put_in_alone(Day *day, int n) {
    return put_in_one_way(day, n, 0, LITTLE_WAITING) || put_in_one_way(day, n, 1, day->routes[n].most_waiting);
}

/* Place one route with the least waiting, without new overtime where little waiting is enough; whoever comes with her
 * too, or nobody of them. */
static int put_in(Day *day, int n) {
    const Route *route = &day->routes[n];
    if (!route->together_count) return put_in_alone(day, n);
    if (is_placed(day, n)) return 1;
    for (int tries = 0; tries < TRIES; tries++) {
        int found = 0;
        while (found < route->together_count && put_in_alone(day, (int)route->together[found])) found++;
        if (found == route->together_count) return 1;
        while (found-- > 0) take_out(day, (int)route->together[found]);
    }
    return 0;
}

#endif
