import CCurlShim
import Glibc
public import HTTPMessage

/// A transport over HTTP with libcurl's multi interface: keep-alive, HTTP/2 where the server offers it over TLS, gzip.
///
/// libcurl is loaded by the first request. Redirects are not followed, so that nothing is sent to a host that was not
/// asked for. A base URL on this machine is never reached through a proxy.
public final class CurlTransport: Transport {
    /// What holds for every request.
    public struct Settings: Sendable {
        public var baseURL: BaseURL
        public var proxy: ProxySettings
        /// A file of certificates in PEM form to trust instead of the system's.
        public var certificateFile: String?
        public var userAgent: String

        public init(
            baseURL: BaseURL, proxy: ProxySettings = ProxySettings(), certificateFile: String? = nil,
            userAgent: String = "moontide"
        ) {
            self.baseURL = baseURL
            self.proxy = proxy
            self.certificateFile = certificateFile
            self.userAgent = userAgent
        }
    }

    public let wakeUp = WakeUp()
    public let settings: Settings
    private(set) var multi: UnsafeMutableRawPointer?
    private(set) var transfers: [TransferID: CurlTransfer] = [:]
    /// By their handles, which is what libcurl reports.
    private var identifiers: [UnsafeMutableRawPointer: TransferID] = [:]
    /// Handles to use again; making one costs more than a request over a kept connection.
    private var idleHandles: [UnsafeMutableRawPointer] = []
    /// Transfers that failed before they began.
    private(set) var failures: [TransportEvents.Completion] = []
    private var lastNumber: UInt64 = 0

    public init(_ settings: Settings) { self.settings = settings }

    deinit {
        for id in transfers.keys { cancel(id) }
        for handle in idleHandles { curl_shim_easy_cleanup(handle) }
        if let multi { withSignalsHeldBack { curl_shim_multi_cleanup(multi) } }
    }

    public var baseURL: BaseURL? { settings.baseURL }
    public var peer: String { settings.baseURL.description }

    public var reachesOtherServers: Bool { settings.baseURL.isDigitalOcean }

    public func start(
        _ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits
    ) -> TransferID {
        lastNumber += 1
        let id = TransferID(number: lastNumber)
        do throws(TransportError) {
            let multi = try loadedMulti()
            let transfer = try CurlTransfer(
                request, to: server ?? settings.baseURL, token: token, limits: limits, settings: settings,
                handle: try idleHandle())
            guard curl_shim_multi_add(multi, transfer.handle) == CURLM_OK else {
                recycle(transfer)
                throw TransportError(.failed, detail: "libcurl took no further request", mayHaveBeenSent: false)
            }
            transfers[id] = transfer
            identifiers[transfer.handle] = id
        } catch {
            failures.append(.init(id: id, result: .failure(error)))
        }
        return id
    }

    public func cancel(_ id: TransferID) {
        failures.removeAll { $0.id == id }
        if let transfer = transfers[id] { retire(transfer, id) }
    }

    public func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        events.completions = takeCompletions()
        let isReady = !events.completions.isEmpty
        if isReady && descriptors.isEmpty { return events }
        events.readable = poll(until: isReady ? .now : deadline, descriptors)
        events.completions += takeCompletions()
        return events
    }

    private func loadedMulti() throws(TransportError) -> UnsafeMutableRawPointer {
        if let multi { return multi }
        if let problem = curl_shim_load() {
            throw TransportError(.libraryMissing, detail: String(cString: problem), mayHaveBeenSent: false)
        }
        guard let made = curl_shim_multi_init() else {
            throw TransportError(.failed, detail: "libcurl has no memory", mayHaveBeenSent: false)
        }
        multi = made
        return made
    }

    private func idleHandle() throws(TransportError) -> UnsafeMutableRawPointer {
        if let handle = idleHandles.popLast() { return handle }
        guard let handle = curl_shim_easy_init() else {
            throw TransportError(.failed, detail: "libcurl has no memory", mayHaveBeenSent: false)
        }
        return handle
    }

    private func takeCompletions() -> [TransportEvents.Completion] {
        var completions = failures
        failures.removeAll()
        guard let multi, !transfers.isEmpty else { return completions }
        perform(multi)
        var code = CURLE_OK
        while let handle = curl_shim_multi_next_done(multi, &code) {
            guard let id = identifiers[handle], let transfer = transfers[id] else { continue }
            completions.append(.init(id: id, result: transfer.result(of: code)))
            retire(transfer, id)
        }
        return completions
    }

    private func perform(_ multi: UnsafeMutableRawPointer) {
        var running: Int32 = 0
        withSignalsHeldBack { _ = curl_shim_multi_perform(multi, &running) }
    }

    /// Only TLS needs it; to plain sockets libcurl writes without raising signals. The base URL tells: there are other
    /// servers only beside the vendor's, which is encrypted.
    private func withSignalsHeldBack(_ body: () -> Void) {
        if settings.baseURL.isEncrypted { withoutBrokenPipeSignals(body) } else { body() }
    }

    private func retire(_ transfer: CurlTransfer, _ id: TransferID) {
        if let multi { withSignalsHeldBack { _ = curl_shim_multi_remove(multi, transfer.handle) } }
        transfers[id] = nil
        identifiers[transfer.handle] = nil
        recycle(transfer)
    }

    private func recycle(_ transfer: CurlTransfer) {
        // Forgets the token, the body and the pointers into the transfer; connections belong to the multi handle.
        curl_shim_easy_reset(transfer.handle)
        transfer.release()
        idleHandles.append(transfer.handle)
    }

    /// Waits for libcurl's sockets and timers, the wake-up event and the descriptors; a signal ends it early.
    private func poll(until deadline: ContinuousClock.Instant?, _ descriptors: [Int32]) -> [Int32] {
        let timeout = deadline.map { max(.zero, $0 - .now) }
        guard let multi else { return wakeUp.wait(orReadable: descriptors, timeout: timeout) }
        var watched = ([wakeUp.readEnd] + descriptors).map {
            curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        }
        let milliseconds = timeout?.millisecondsRoundedUp ?? Int(Int32.max)
        _ = curl_shim_multi_poll(multi, &watched, UInt32(watched.count), Int32(clamping: milliseconds))
        if watched[0].revents != 0 { wakeUp.clear() }
        return watched.dropFirst().filter { $0.revents != 0 }.map(\.fd)
    }
}
