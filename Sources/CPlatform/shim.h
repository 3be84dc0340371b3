/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef XCHG_CPLATFORM_SHIM_H
#define XCHG_CPLATFORM_SHIM_H
/* syncfs(2) and renameat2(2) are GNU extensions that Swift's Glibc module does not show. */
extern int syncfs(int descriptor);
extern int renameat2(int oldFolder, const char *oldPath, int newFolder, const char *newPath, unsigned int flags);
#endif
