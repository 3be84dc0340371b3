// SPDX-License-Identifier: EUPL-1.2
import CPlatform
import Glibc
import Synchronization

/// A server program that runs beside us until it is stopped, and is ended by its own process id.
///
/// Not Foundation's `Process`: that notices the end of a child by a socket the child inherits, and servers close what they inherit, after which
/// no other child's end is noticed. The program starts with nothing blocked and no descriptor of ours.
package final class LoopbackProgram: Sendable {
    private let child: Mutex<pid_t?>

    package init(_ path: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for descriptor in 0..<Int32(3) { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, &words, environ)
        guard code == 0 else { throw SandboxFailure(doing: "start \(path)", code: code) }
        child = Mutex(pid)
    }

    package var isRunning: Bool {
        child.withLock { pid in
            guard let running = pid else { return false }
            if waitpid(running, nil, WNOHANG) == 0 { return true }
            pid = nil
            return false
        }
    }

    /// Ends it and waits for the end.
    package func stop() {
        child.withLock { pid in
            guard let running = pid else { return }
            kill(running, SIGTERM)
            waitpid(running, nil, 0)
            pid = nil
        }
    }

    deinit { stop() }
}
