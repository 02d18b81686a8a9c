/* A disk that fails, fills up, and remembers the order of what it was told: preloaded under the real program.
 *
 * Only files below one folder are watched. Each call that changes one is a point: it may be noted in a log (for the
 * power cut), refused with an error at its turn, or refused because the disk has no room left.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FDS 4096
#define REAL(name) ((__typeof__(&name))real(#name))

enum { WRITES = 1, READS = 2 };

static char *names[FDS];
static char folder[PATH_MAX];
static int log_fd = -1;
static long points, fail_at, hits;
static int fail_with, fail_ever, fail_kinds = WRITES;
static int64_t room = -1; /* bytes; -1 for no end */

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

void disk_watch(const char *path) { strncpy(folder, path, sizeof folder - 1); }
void disk_room(int64_t bytes) { room = bytes; }
int64_t disk_room_left(void) { return room; }
long disk_points(void) { return points; }
long disk_hits(void) { return hits; }

void disk_fail(long at, int error, int ever, int kinds) {
    points = hits = 0;
    fail_at = at, fail_with = error, fail_ever = ever, fail_kinds = kinds;
}

void disk_heal(void) { fail_at = 0; }

void disk_record(const char *path) {
    if (log_fd >= 0) REAL(close)(log_fd);
    log_fd = path ? REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
}

static int watched(const char *path) {
    size_t n = strlen(folder);
    return n && path && !strncmp(path, folder, n) && !strstr(path, ".lock") && !strstr(path, "-shm");
}

static const char *of(int fd) { return fd >= 0 && fd < FDS ? names[fd] : NULL; }

static void note(char op, const char *path, const char *other, int64_t offset, const void *data, uint32_t length) {
    if (log_fd < 0) return;
    uint16_t n = strlen(path), m = other ? strlen(other) : 0;
    size_t size = 1 + 2 + 2 + 8 + 4 + n + m + length;
    char *record = malloc(size), *at = record;
    *at++ = op;
    at = mempcpy(at, &n, 2), at = mempcpy(at, &m, 2), at = mempcpy(at, &offset, 8), at = mempcpy(at, &length, 4);
    at = mempcpy(at, path, n), at = mempcpy(at, other, m), mempcpy(at, data, length);
    if (REAL(write)(log_fd, record, size) != (ssize_t)size) abort();
    free(record);
}

static int refused(int kind) {
    if (!(fail_kinds & kind)) return 0;
    points++;
    if (!fail_at || points < fail_at || (points > fail_at && !fail_ever)) return 0;
    hits++;
    if (!fail_with) _exit(9); /* as if killed here */
    errno = fail_with;
    return 1;
}

static int64_t size_of(int fd) {
    struct stat s;
    return fstat(fd, &s) ? 0 : s.st_size;
}

static int64_t size_at(const char *path) {
    struct stat s;
    return stat(path, &s) || s.st_nlink > 1 ? 0 : s.st_size;
}

/* How many of these bytes there is room for. */
static size_t fits(int fd, int64_t offset, size_t length) {
    if (room < 0) return length;
    int64_t grows = offset + (int64_t)length - size_of(fd);
    if (grows <= 0) return length;
    int64_t over = grows - room;
    if (over > 0) hits++;
    size_t taken = over <= 0 ? length : over >= (int64_t)length ? 0 : length - over;
    grows = offset + (int64_t)taken - size_of(fd);
    if (taken && grows > 0) room -= grows;
    return taken;
}

static int opened(int fd, const char *path, int flags, int was) {
    if (fd < 0 || fd >= FDS) return fd;
    free(names[fd]);
    names[fd] = watched(path) ? strdup(path) : NULL;
    if (!names[fd]) return fd;
    if (!was) note('C', path, NULL, 0, NULL, 0);
    else if (flags & O_TRUNC) note('T', path, NULL, 0, NULL, 0);
    return fd;
}

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        va_list rest;                                                           \
        va_start(rest, flags);                                                  \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;                     \
        va_end(rest);                                                           \
        int was = !access(path, F_OK);                                          \
        if (watched(path) && !was && (flags & O_CREAT)) {                       \
            if (refused(WRITES)) return -1;                                     \
        }                                                                       \
        return opened(REAL(name)(path, flags, mode), path, flags, was);         \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (of(fd)) free(names[fd]), names[fd] = NULL;
    return REAL(close)(fd);
}

#define PWRITE(name, offset_t)                                                  \
    ssize_t name(int fd, const void *data, size_t length, offset_t offset) {    \
        const char *path = of(fd);                                              \
        if (!path) return REAL(name)(fd, data, length, offset);                 \
        if (refused(WRITES)) return -1;                                         \
        size_t taken = fits(fd, offset, length);                                \
        if (!taken) return errno = ENOSPC, -1;                                  \
        ssize_t wrote = REAL(name)(fd, data, taken, offset);                    \
        if (wrote > 0) note('W', path, NULL, offset, data, wrote);              \
        return wrote;                                                           \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
    const char *path = of(fd);
    if (!path) return REAL(write)(fd, data, length);
    if (refused(WRITES)) return -1;
    size_t taken = fits(fd, lseek(fd, 0, SEEK_CUR), length);
    if (!taken && length) return errno = ENOSPC, -1;
    ssize_t wrote = REAL(write)(fd, data, taken);
    if (wrote > 0) note('W', path, NULL, lseek(fd, 0, SEEK_CUR) - wrote, data, wrote);
    return wrote;
}

#define READ(name, ...)                                                         \
    if (of(fd) && refused(READS)) return -1;                                    \
    return REAL(name)(fd, data, length, ##__VA_ARGS__);
ssize_t read(int fd, void *data, size_t length) { READ(read) }
ssize_t pread(int fd, void *data, size_t length, off_t offset) { READ(pread, offset) }
ssize_t pread64(int fd, void *data, size_t length, off64_t offset) { READ(pread64, offset) }

/* Whole files are copied by plain reads and writes, which are seen here. */
ssize_t sendfile(int out, int in, off_t *offset, size_t length) {
    (void)in, (void)offset, (void)length;
    return of(out) ? (errno = ENOTSOCK, -1) : REAL(sendfile)(out, in, offset, length);
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) {
    (void)in, (void)offset, (void)length;
    return of(out) ? (errno = ENOTSOCK, -1) : REAL(sendfile64)(out, in, offset, length);
}

#define SYNC(name)                                                              \
    int name(int fd) {                                                          \
        const char *path = of(fd);                                              \
        if (path && refused(WRITES)) return -1;                                 \
        int result = REAL(name)(fd);                                            \
        if (path && !result) note('S', path, NULL, 0, NULL, 0);                 \
        return result;                                                          \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_t)                                                \
    int name(int fd, offset_t size) {                                           \
        const char *path = of(fd);                                              \
        if (path && refused(WRITES)) return -1;                                 \
        int64_t before = path ? size_of(fd) : 0;                                \
        int result = REAL(name)(fd, size);                                      \
        if (path && !result) {                                                  \
            if (room >= 0 && before > size) room += before - size;              \
            note('T', path, NULL, size, NULL, 0);                               \
        }                                                                       \
        return result;                                                          \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path) {
    if (!watched(path)) return REAL(unlink)(path);
    int was = !access(path, F_OK);
    if (was && refused(WRITES)) return -1;
    int64_t size = size_at(path);
    int result = REAL(unlink)(path);
    if (!result) {
        if (room >= 0) room += size;
        note('U', path, NULL, 0, NULL, 0);
    }
    return result;
}

int rename(const char *from, const char *to) {
    if (!watched(from)) return REAL(rename)(from, to);
    if (refused(WRITES)) return -1;
    int64_t size = size_at(to);
    int result = REAL(rename)(from, to);
    if (!result) {
        if (room >= 0) room += size;
        note('R', from, to, 0, NULL, 0);
    }
    return result;
}

int link(const char *from, const char *to) {
    if (!watched(from)) return REAL(link)(from, to);
    if (refused(WRITES)) return -1;
    int result = REAL(link)(from, to);
    if (!result) note('L', from, to, 0, NULL, 0);
    return result;
}

/* Something the program has told a person, in its place among what it told the disk. */
void disk_said(const char *words) { note('A', words, NULL, 0, NULL, 0); }
