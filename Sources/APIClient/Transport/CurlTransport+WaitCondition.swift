import CCurlShim
import Glibc

// What libcurl waits for, for a program that waits by itself.
extension CurlTransport {
    /// libcurl's function tells of no descriptor from 1,024 on: so often it is looked at in any case.
    private static let longestWait = Duration.seconds(1)
    private static let descriptorLimit = 1_024

    public var waitCondition: WaitCondition {
        guard failures.isEmpty else { return .fulfilled }
        guard let multi, !transfers.isEmpty else { return WaitCondition() }
        var found: [WaitCondition.Descriptor] = []
        var milliseconds = 0
        withUnsafeTemporaryAllocation(of: curl_waitfd.self, capacity: Self.descriptorLimit) { descriptors in
            guard let start = descriptors.baseAddress else { return }
            var count: UInt32 = 0
            // Where it fails the time stays 0, and the next call of libcurl tells why.
            _ = curl_shim_multi_watched(multi, start, UInt32(descriptors.count), &count, &milliseconds)
            found = descriptors.prefix(Int(count)).map { .init($0.fd, events: $0.events) }
        }
        let wait = milliseconds < 0 ? Self.longestWait : min(.milliseconds(milliseconds), Self.longestWait)
        return WaitCondition(descriptors: found, deadline: .now + wait)
    }
}
