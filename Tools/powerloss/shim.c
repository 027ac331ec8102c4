/* Preloaded into a program that runs on the forgetful file system.
 *
 * `syncfs` never reaches a FUSE daemon (Linux sends it to virtiofs only), so it is sent as the
 * attribute `user.syncfs`, which forgetful.cpp understands. With UNSYNCED=1 in the environment the
 * program loses what makes writes durable: O_DSYNC is taken off and syncs do nothing. That is the
 * control: such a program must lose data, or the test proves nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/xattr.h>

static int is_unsynced(void) {
    static int known = -1;
    if (known < 0) known = getenv("UNSYNCED") != NULL;
    return known;
}

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
    if (is_unsynced()) flags &= ~O_SYNC & ~O_DSYNC;
    return real(path, flags, mode);
}

#define OPEN(name)                                                     \
    int name(const char *path, int flags, ...) {                       \
        va_list rest;                                                  \
        va_start(rest, flags);                                         \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                  \
        return open_as(#name, path, flags, mode);                      \
    }

OPEN(open)
OPEN(open64)

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return is_unsynced() ? 0 : real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return is_unsynced() ? 0 : real(file);
}

int syncfs(int file) {
    return is_unsynced() ? 0 : fsetxattr(file, "user.syncfs", "1", 1, 0);
}
