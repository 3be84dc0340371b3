/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef XCHG_CPLATFORM_SHIM_H
#define XCHG_CPLATFORM_SHIM_H
#include <malloc.h>
#include <spawn.h>
/* syncfs(2), renameat2(2) and this part of posix_spawn(3) are GNU extensions that Swift's Glibc module does not show. */
extern int syncfs(int descriptor);
extern int renameat2(int oldFolder, const char *oldPath, int newFolder, const char *newPath, unsigned int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
/* mallopt(3) with M_ARENA_MAX: at most so many arenas for all threads. */
static inline int xchg_limit_arenas(int count) { return mallopt(M_ARENA_MAX, count); }
#endif
