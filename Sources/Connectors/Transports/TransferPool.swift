// SPDX-License-Identifier: EUPL-1.2
import CLibCurl
import Synchronization

/// Runs many transfers on the thread that asks for them, through libcurl's multi interface; keeps their connections for the next.
final class TransferPool: Sendable {
    /// libcurl is set up once for the process, before any thread uses it.
    static let isPrepared: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private struct Multi: Sendable {
        // Used by one thread at a time: it is taken out of the pool meanwhile.
        nonisolated(unsafe) let pointer: UnsafeMutableRawPointer
    }
    private let idle = Mutex<[Multi]>([])

    deinit { idle.withLock { for multi in $0 { curl_multi_cleanup(multi.pointer) } } }

    /// Returns when each transfer has ended; they begin in this order, at most `atOnce` run together.
    func run(_ transfers: [Transfer], atOnce: Int) {
        guard let multi = idle.withLock({ $0.popLast() }) ?? (Self.isPrepared ? curl_multi_init() : nil).map(Multi.init) else {
            for transfer in transfers { transfer.ended(CURLE_FAILED_INIT) }
            return
        }
        var waiting = transfers[...]
        var running: [UnsafeMutableRawPointer: Transfer] = [:]
        repeat {
            while running.count < max(1, atOnce), let next = waiting.popFirst() {
                if next.failure == nil, curl_multi_add_handle(multi.pointer, next.handle) == CURLM_OK {
                    running[next.handle] = next
                } else {
                    next.ended(CURLE_FAILED_INIT)
                }
            }
            var active: Int32 = 0
            var outcome = curl_multi_perform(multi.pointer, &active)
            settle(multi, &running)
            if outcome == CURLM_OK, !running.isEmpty { outcome = curl_multi_poll(multi.pointer, nil, 0, 1000, nil) }
            if outcome != CURLM_OK { abandon(multi, &running) }
        } while !running.isEmpty || !waiting.isEmpty
        idle.withLock { $0.append(multi) }
    }

    private func settle(_ multi: Multi, _ running: inout [UnsafeMutableRawPointer: Transfer]) {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = running.removeValue(forKey: handle)
            else { continue }
            let code = message.pointee.data.result
            curl_multi_remove_handle(multi.pointer, handle)
            transfer.ended(code)
        }
    }

    private func abandon(_ multi: Multi, _ running: inout [UnsafeMutableRawPointer: Transfer]) {
        for transfer in running.values {
            curl_multi_remove_handle(multi.pointer, transfer.handle)
            transfer.ended(CURLE_FAILED_INIT)
        }
        running = [:]
    }
}
