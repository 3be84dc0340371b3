// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// A TCP relay on 127.0.0.1 that cuts connections on purpose: after some bytes in either direction both ends are reset.
///
/// Works beneath every protocol, TLS and SSH included.
package final class CuttingRelay: Sendable {
    private struct Pair {
        let client: Int32
        let server: Int32
        var left: Int?
    }

    private let target: UInt16
    private let cut: @Sendable (Int) -> Int?
    private let count = Mutex(0)
    private let stopper = Mutex<Int32?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    /// `cut` says after how many bytes the connection of that number (from 1) is cut; nil never.
    package init(to target: UInt16, cut: @escaping @Sendable (Int) -> Int?) {
        self.target = target
        self.cut = cut
    }

    /// How many connections came.
    package var connections: Int { count.withLock { $0 } }

    /// Listens; returns the port.
    package func start() throws -> UInt16 {
        let listener = try LoopbackSocket.listening()
        var pipe: [Int32] = [0, 0]
        guard Glibc.pipe(&pipe) == 0 else { throw SandboxFailure(doing: "make a pipe", code: errno) }
        let (wake, port) = (pipe[0], try LoopbackSocket.port(of: listener))
        stopper.withLock { $0 = pipe[1] }
        Thread { [self] in
            run(listener, wake)
            ended.signal()
        }.start()
        return port
    }

    /// Cuts what is left and waits for the end.
    package func stop() {
        guard
            let descriptor = stopper.withLock({ held in
                defer { held = nil }; return held
            })
        else { return }
        close(descriptor)
        ended.wait()
    }

    private func run(_ listener: Int32, _ wake: Int32) {
        var pairs: [Pair] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var watched = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0), pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            for pair in pairs {
                for side in [pair.client, pair.server] { watched.append(pollfd(fd: side, events: Int16(POLLIN), revents: 0)) }
            }
            guard poll(&watched, nfds_t(watched.count), -1) > 0 || errno == EINTR else { break }
            if watched[0].revents != 0 { break }
            var kept: [Pair] = []
            for (place, pair) in pairs.enumerated() {
                let (fromClient, fromServer) = (watched[2 + 2 * place].revents != 0, watched[3 + 2 * place].revents != 0)
                var pair = pair
                if fromServer, !Self.pass(pair.server, pair.client, &buffer, &pair.left) { Self.end(pair); continue }
                if fromClient, !Self.pass(pair.client, pair.server, &buffer, &pair.left) { Self.end(pair); continue }
                kept.append(pair)
            }
            pairs = kept
            if watched[1].revents != 0, let pair = accepted(listener) { pairs.append(pair) }
        }
        for pair in pairs { Self.end(pair) }
        for descriptor in [listener, wake] { close(descriptor) }
    }

    private func accepted(_ listener: Int32) -> Pair? {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return nil }
        guard let server = LoopbackSocket.connected(to: target) else { close(client); return nil }
        let number = count.withLock {
            $0 += 1; return $0
        }
        return Pair(client: client, server: server, left: cut(number))
    }

    /// Hands over what one side has to say; false where the connection is to end.
    private static func pass(_ from: Int32, _ to: Int32, _ buffer: inout [UInt8], _ left: inout Int?) -> Bool {
        let got = recv(from, &buffer, min(buffer.count, left ?? buffer.count), 0)
        guard got > 0 else { return false }
        var sent = 0
        while sent < got {
            let put = buffer.withUnsafeBytes { send(to, $0.baseAddress.map { $0 + sent }, got - sent, Int32(MSG_NOSIGNAL)) }
            guard put > 0 else { return false }
            sent += put
        }
        if let limit = left { left = limit - got }
        return left.map { $0 > 0 } ?? true
    }

    /// With a linger of zero the system sends a reset where something was cut.
    private static func end(_ pair: Pair) {
        if let left = pair.left, left <= 0 {
            var linger = linger(l_onoff: 1, l_linger: 0)
            for side in [pair.client, pair.server] {
                setsockopt(side, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            }
        }
        close(pair.client)
        close(pair.server)
    }
}

/// Sockets on 127.0.0.1.
package enum LoopbackSocket {
    static func listening() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SandboxFailure(doing: "make a socket", code: errno) }
        var address = address(0)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard bound == 0, listen(descriptor, 64) == 0 else {
            close(descriptor)
            throw SandboxFailure(doing: "listen on 127.0.0.1", code: errno)
        }
        return descriptor
    }

    /// A port that was free a moment ago, for a program that can't choose one itself.
    package static func freePort() throws -> UInt16 {
        let descriptor = try listening()
        defer { close(descriptor) }
        return try port(of: descriptor)
    }

    /// Whether something listens there.
    package static func answers(on port: UInt16) -> Bool {
        guard let descriptor = connected(to: port) else { return false }
        close(descriptor)
        return true
    }

    static func port(of descriptor: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard named == 0 else { throw SandboxFailure(doing: "name a socket", code: errno) }
        return UInt16(bigEndian: address.sin_port)
    }

    static func connected(to port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = address(port)
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard outcome == 0 else { close(descriptor); return nil }
        return descriptor
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
