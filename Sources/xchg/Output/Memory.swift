// SPDX-License-Identifier: EUPL-1.2
import CPlatform

/// How the process keeps its memory.
enum Memory {
    /// Lets all threads allocate from two arenas instead of eight a core, so that what one thread gave back is there for the next.
    static func shareArenas() { _ = xchg_limit_arenas(2) }
}
