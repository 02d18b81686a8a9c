/* Reading the problem, the rounds and the answer, for masks of WORDS words (see ../handing_over.py and ../search.py).
 *
 * A problem is one row of 64-bit integers, read from its beginning; a mask takes WORDS of them.
 */
#include "ruin.h"
#include "search.h"

#define SLACK 8
#define PATIENCE 100
#define MOST_WORSE 3000
#define SWAPPING_SLACK 15

typedef struct {
    const int64_t *at, *past;
    int too_short;
} Reading;

static const int64_t *row(Reading *reading, int64_t count) {
    const int64_t *found = reading->at;
    if (count < 0 || reading->past - reading->at < count) {
        reading->too_short = 1;
        return reading->past;
    }
    reading->at += count;
    return found;
}

static int64_t number(Reading *reading) {
    const int64_t *found = row(reading, 1);
    return reading->too_short ? 0 : *found;
}

static int whole(Reading *reading) { return (int)number(reading); }

static Mask mask(Reading *reading) {
    Mask found = none();
    const int64_t *words = row(reading, WORDS);
    if (!reading->too_short) memcpy(found.word, words, sizeof found.word);
    return found;
}

static void *own(Day *day, size_t count, size_t bytes) {
    void *made = calloc(count + 1, bytes);
    if (made) day->owned[day->owned_count++] = made;
    return made;
}

static void end(void *given) {
    Day *day = given;
    for (int i = 0; i < day->owned_count; i++) free(day->owned[i]);
    free(day);
}

static void read_uses(Reading *reading, int *count, int *uses) {
    *count = whole(reading);
    for (int i = 0; i < MOST_USES; i++) uses[i] = whole(reading);
}

static void read_staffing(Day *day, Reading *reading) {
    for (int i = 0; i < day->stations_count; i++) {
        Station *station = &day->stations[i];
        station->group_size = whole(reading);
        station->most_classes = whole(reading);
        for (int free = 0; free < 2; free++) read_uses(reading, &station->uses_count[free], station->uses[free]);
    }
    for (int i = 0; i < day->counted_count; i++) day->most[i] = whole(reading);
    for (int i = 0; i < day->kinds_count; i++) {
        Kind *kind = &day->kinds[i];
        kind->shape = whole(reading);
        kind->minutes = whole(reading);
        kind->steps = whole(reading);
        kind->zone = whole(reading);
        kind->staff_count = whole(reading);
        kind->staff = row(reading, kind->staff_count);
    }
    for (int i = 0; i < day->duties_count; i++) {
        Duty *duty = &day->duties[i];
        duty->shift_start = whole(reading);
        duty->shift_end = whole(reading);
        duty->overtime = whole(reading);
        duty->longest = whole(reading);
        duty->rest = whole(reading);
        duty->breadth = whole(reading);
        duty->kinds_count = whole(reading);
        duty->kinds = row(reading, duty->kinds_count);
        duty->orders = whole(reading);
        duty->breaks = whole(reading);
        duty->order = row(reading, 3 * (int64_t)duty->orders * duty->breaks);
        duty->posts_count = whole(reading);
        duty->posts = row(reading, (int64_t)duty->posts_count * (1 + WORDS));
    }
}

static void read_choice(Day *day, Reading *reading, Choice *choice, int step, int *given_count) {
    choice->step = step;
    choice->zone = whole(reading);
    choice->minutes = whole(reading);
    choice->steps = whole(reading);
    choice->language = whole(reading);
    choice->locked = whole(reading);
    choice->gaps = row(reading, day->zones);
    choice->given_first = *given_count;
    choice->given_count = whole(reading);
    for (int i = 0; i < choice->given_count && *given_count < day->given_count; i++) {
        Given *given = &day->given[(*given_count)++];
        given->station = whole(reading);
        given->kind = whole(reading);
        given->group = whole(reading);
        given->step_free = whole(reading);
        given->seats = whole(reading);
        read_uses(reading, &given->uses_count, given->uses);
        given->starts = mask(reading);
    }
}

static void read_routes(Day *day, Reading *reading) {
    int choices = 0, given = 0;
    for (int n = 0; n < day->routes_count; n++) {
        Route *route = &day->routes[n];
        int first_given = given;
        route->weight = number(reading);
        route->longest = whole(reading);
        route->most_waiting = whole(reading);
        route->movable = whole(reading);
        route->stays = whole(reading);
        route->stay = row(reading, 2 * (int64_t)route->stays);
        route->together_count = whole(reading);
        route->together = row(reading, route->together_count);
        route->begins = mask(reading);
        route->leaves[0] = number(reading);
        route->leaves[1] = number(reading);
        route->steps = (int)least(whole(reading), MOST_STEPS);
        for (int step = 0; step < route->steps; step++) {
            route->needs[step] = (uint64_t)number(reading);
            route->choice_first[step] = choices;
            int past = choices + whole(reading);
            while (choices < past && choices < day->choices_count) read_choice(day, reading, &day->choices[choices++], step, &given);
        }
        route->choice_first[route->steps] = choices;
        for (int g = first_given; g < given; g++)
            day->stations_of[n * day->station_words + (day->given[g].station >> 6)] |= (uint64_t)1 << (day->given[g].station & 63);
        if (route->movable) day->movable[day->movable_count++] = n;
    }
}

static int add_parts(int *next, int count) {
    int from = *next;
    *next += count;
    return from;
}

static size_t in_eights(size_t bytes) { return (bytes + 7) / 8 * 8; }

/* Where each part lies in its block. */
static void lay_out(Day *day) {
    size_t at = 0;
    int most_bounds = 1;
    for (int i = 0; i < day->duties_count; i++) most_bounds = (int)most(most_bounds, day->duties[i].orders * (day->duties[i].breaks + 1) + 1);
    day->starts_at = sizeof(Work) + in_eights(day->pieces_most * sizeof(Piece));
    day->known_at = day->starts_at + 2 * day->shapes * sizeof(Mask);
    day->bounds_at = day->known_at + in_eights(day->shapes);
    day->runs_at = day->bounds_at + most_bounds * sizeof(Bound);
    size_t work = day->runs_at + in_eights((BITS / 2 + 1) * sizeof(Run));
    for (int n = 0; n < day->parts_count; n++) {
        size_t bytes = sizeof(Totals) + in_eights(day->windows_count * sizeof(int));
        if (n < day->counted_part) bytes = work;
        else if (n < day->classes_part) bytes = sizeof(Counted) + in_eights(day->size * sizeof(int));
        else if (n < day->placing_part) bytes = sizeof(Classes) + day->stations[n - day->classes_part].most_classes * sizeof(Class);
        else if (n < day->any_part) bytes = sizeof(Placing) + day->routes[n - day->placing_part].steps * sizeof(Stop);
        else if (n < day->totals_part) bytes = sizeof(Any);
        day->parts[n].at = at;
        day->parts[n].bytes = in_eights(bytes);
        at += day->parts[n].bytes;
    }
    day->bytes = at;
}

/* The day as it stands before anything is planned: what is held, and whoever was planned soundly. */
static void read_day(Day *day, Reading *reading) {
    Totals *totals = touch(day, day->totals_part);
    totals->unplaced = number(reading);
    totals->waiting = number(reading);
    totals->begins = mask(reading);
    for (int i = 0; i < day->windows_count; i++) totals->arriving[i] = whole(reading);
    for (int n = 0; n < day->counted_count; n++) {
        Counted *counted = touch(day, day->counted_part + n);
        for (int step = 0; step < day->size; step++) {
            counted->used[step] = whole(reading);
            if (counted->used[step] >= day->most[n]) add(&counted->full, step);
        }
    }
    for (int n = 0; n < day->stations_count; n++) {
        Classes *classes = touch(day, day->classes_part + n);
        classes->count = (int)least(whole(reading), day->stations[n].most_classes);
        for (int i = 0; i < classes->count; i++) {
            Class *each = &classes->classes[i];
            each->start = whole(reading);
            each->staff = whole(reading);
            each->people = whole(reading);
            each->step_free = whole(reading);
        }
        see_seats(day, n, classes);
    }
    for (int n = 0; n < day->duties_count; n++) {
        Work *work = touch(day, day->work_part + n);
        work->bounds_count = work->runs_count = -1;
        for (int left = (int)least(whole(reading), day->pieces_most); left > 0; left--) {
            const int64_t *piece = row(reading, 4);
            if (!reading->too_short) give(day, n, (Piece){(int)piece[0], (int)piece[1], (int)piece[2], (int)piece[3]});
        }
    }
    for (int n = 0; n < day->routes_count; n++) {
        Placing *placing = touch(day, day->placing_part + n);
        placing->count = (int)least(whole(reading), day->routes[n].steps);
        placing->waits = whole(reading);
        for (int i = 0; i < placing->count; i++) {
            const int64_t *stop = row(reading, 4);
            if (!reading->too_short) placing->stops[i] = (Stop){(int)stop[0], (int)stop[1], (int)stop[2], (int)stop[3]};
        }
    }
}

static void build(Day *day, Reading *reading) {
    for (int n = 0; n < day->parts_count; n++) touch(day, n);
    for (int left = whole(reading); left > 0 && !reading->too_short; left--) put_in(day, whole(reading));
    keep(day);
    keep_as_best(day);
}

/* Room for the parts, and for what is worked on. */
static int make_room(Day *day) {
    int next = 0, most_ways = 1, most_stays = 1;
    day->work_part = add_parts(&next, day->duties_count);
    day->counted_part = add_parts(&next, day->counted_count);
    day->classes_part = add_parts(&next, day->stations_count);
    day->placing_part = add_parts(&next, day->routes_count);
    day->any_part = add_parts(&next, day->kinds_count);
    day->totals_part = add_parts(&next, 1);
    day->parts_count = next;
    if (!(day->parts = own(day, next, sizeof(Part)))) return 0;
    lay_out(day);
    day->levels = LITTLE_WAITING + 1;
    for (int n = 0; n < day->routes_count; n++) {
        const Route *route = &day->routes[n];
        day->levels = (int)most(day->levels, route->most_waiting + 1);
        most_ways = (int)most(most_ways, route->choice_first[route->steps] - route->choice_first[0]);
        most_stays = (int)most(most_stays, route->stays);
    }
    day->walks_most = (MOST_NODES + most_stays) * most_ways;
    return (day->here = own(day, day->bytes, 1)) && (day->kept = own(day, day->bytes, 1)) && (day->best = own(day, day->bytes, 1)) &&
           (day->touched = own(day, next, sizeof(int))) && (day->newer = own(day, next, sizeof(int))) &&
           (day->ways = own(day, most_ways, sizeof(Way))) && (day->walks = own(day, day->walks_most, sizeof(Walk))) &&
           (day->reached = own(day, (size_t)day->levels * MOST_STEPS, sizeof(Mask))) &&
           (day->hardness = own(day, day->routes_count, sizeof(int))) && (day->list = own(day, day->routes_count + day->duties_count, sizeof(int))) &&
           (day->out = own(day, day->routes_count + day->duties_count, sizeof(int)));
}

static int read_problem(Day *day, Reading *reading) {
    day->dice = (uint64_t)number(reading);
    day->base = whole(reading);
    day->grid = (int)most(1, whole(reading));
    day->size = (int)least(whole(reading), BITS);
    day->zones = whole(reading);
    day->shapes = whole(reading);
    day->walks_matter = whole(reading);
    day->most_arrivals = whole(reading);
    day->wait_for_another = whole(reading);
    day->windows_count = whole(reading);
    day->pieces_most = whole(reading);
    day->stations_count = whole(reading);
    day->counted_count = whole(reading);
    day->kinds_count = whole(reading);
    day->duties_count = whole(reading);
    day->routes_count = whole(reading);
    day->choices_count = whole(reading);
    day->given_count = whole(reading);
    day->station_words = (day->stations_count + 63) / 64;
    day->walking = row(reading, (int64_t)day->zones * day->zones);
    day->walk = row(reading, (int64_t)day->zones * day->zones);
    day->windows = row(reading, day->size);
    if (reading->too_short) return 0;
    if (!(day->stations = own(day, day->stations_count, sizeof(Station))) || !(day->most = own(day, day->counted_count, sizeof(int))) ||
        !(day->kinds = own(day, day->kinds_count, sizeof(Kind))) || !(day->duties = own(day, day->duties_count, sizeof(Duty))) ||
        !(day->routes = own(day, day->routes_count, sizeof(Route))) || !(day->choices = own(day, day->choices_count, sizeof(Choice))) ||
        !(day->given = own(day, day->given_count, sizeof(Given))) || !(day->movable = own(day, day->routes_count, sizeof(int))) ||
        !(day->stations_of = own(day, (size_t)day->routes_count * day->station_words, sizeof(uint64_t))))
        return 0;
    read_staffing(day, reading);
    read_routes(day, reading);
    if (reading->too_short || !make_room(day)) return 0;
    read_day(day, reading);
    build(day, reading);
    return !reading->too_short;
}

static void *begin(const int64_t *numbers, size_t count) {
    Day *day = calloc(1, sizeof(Day));
    if (!day) return NULL;
    int64_t *kept = own(day, count, sizeof(int64_t));
    if (kept) {
        memcpy(kept, numbers, count * sizeof(int64_t));
        Reading reading = {kept, kept + count, 0};
        if (read_problem(day, &reading)) return day;
    }
    end(day);
    return NULL;
}

/* How much harder to place those left out are than those left out before; whoever is left out is harder from now on. */
static int64_t harder(Day *day, const int *out, int count) {
    int64_t found = 0;
    for (int i = 0; i < count; i++) {
        const Placing *before = (Placing *)(day->kept + day->parts[day->placing_part + out[i]].at);
        int placed = is_placed(day, out[i]);
        found += (int64_t)day->hardness[out[i]] * ((before->count > 0) - placed);
        day->hardness[out[i]] += !placed;
    }
    return found;
}

static int good_enough(Day *day, int64_t found, int64_t hardness) {
    if (found <= day->kept_cost || found < day->best_cost + roll(day, SLACK)) return 1;
    if (!day->swapping || found >= day->best_cost + MOST_WORSE) return 0;
    return hardness < 0 || (hardness == 0 && found < day->kept_cost + roll(day, SWAPPING_SLACK));
}

static void one_round(Day *day) {
    int count = ruin(day, day->out);
    for (int i = 0; i < count; i++) put_in(day, day->out[i]);
    int64_t found = cost_of(day), hardness = harder(day, day->out, count);
    day->stuck++;
    if (good_enough(day, found, hardness)) {
        keep(day);
        if (found < day->best_cost) {
            keep_as_best(day);
            day->stuck = day->swapping = 0;
        }
    } else go_back(day);
    if (day->stuck < (int64_t)PATIENCE * day->movable_count) return;
    day->stuck = 0;
    day->swapping = !day->swapping;
    if (!day->swapping) go_back_to_best(day);
}

static int rounds(void *given, long left) {
    Day *day = given;
    for (; left > 0 && day->best_cost && day->movable_count; left--) one_round(day);
    return !day->best_cost || !day->movable_count;
}

static int64_t cost(void *given) { return ((Day *)given)->best_cost; }

static void leave_out(void *given, const int64_t *routes, size_t count) {
    Day *day = given;
    go_back_to_best(day);
    for (size_t i = 0; i < count; i++)
        if (routes[i] >= 0 && routes[i] < day->routes_count && is_placed(day, (int)routes[i])) take_out(day, (int)routes[i]);
    keep(day);
    keep_as_best(day);
}

static void put_number(int64_t *numbers, size_t *count, int64_t each) {
    if (numbers) numbers[*count] = each;
    ++*count;
}

static size_t answer(void *given, int64_t *numbers) {
    Day *day = given;
    size_t count = 0;
    for (int n = 0; n < day->routes_count; n++) {
        const Placing *placing = (Placing *)(day->best + day->parts[day->placing_part + n].at);
        put_number(numbers, &count, placing->count);
        for (int i = 0; i < placing->count; i++) {
            put_number(numbers, &count, placing->stops[i].choice);
            put_number(numbers, &count, placing->stops[i].given);
            put_number(numbers, &count, placing->stops[i].start);
            put_number(numbers, &count, placing->stops[i].staff);
        }
    }
    for (int n = 0; n < day->stations_count; n++) {
        const Classes *classes = (Classes *)(day->best + day->parts[day->classes_part + n].at);
        put_number(numbers, &count, classes->count);
        for (int i = 0; i < classes->count; i++) {
            put_number(numbers, &count, classes->classes[i].start);
            put_number(numbers, &count, classes->classes[i].staff);
            put_number(numbers, &count, classes->classes[i].people);
            put_number(numbers, &count, classes->classes[i].step_free);
        }
    }
    return count;
}

const Search THIS_SEARCH = {WORDS, begin, rounds, cost, answer, leave_out, end};
