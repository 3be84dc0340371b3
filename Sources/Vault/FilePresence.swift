// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Whether a file is there for the user in whose name the process acts.
package enum FilePresence {
    /// By the effective user (POSIX `faccessat` with `AT_EACCESS`): plain `access` asks for the one who started the process, and tells an officer
    /// who acts through sudo that keys are gone.
    package static func holds(_ path: String) -> Bool { faccessat(AT_FDCWD, path, F_OK, Int32(AT_EACCESS)) == 0 }
}
