import APIClient
import Glibc
import HTTPMessage
import Testing

/// What a program that waits by itself is told to wait for.
struct WaitConditionTests {
    private let request = HTTPRequest(method: "GET", target: "/")

    @Test func theEarliestMomentCounts() {
        let now = ContinuousClock.now
        var condition = WaitCondition()
        #expect(condition.timeout == nil)
        condition.look(by: nil)
        #expect(condition.deadline == nil)
        condition.look(by: now + .seconds(5))
        condition.look(by: now + .seconds(9))
        #expect(condition.deadline == now + .seconds(5))
        condition.look(by: now - .seconds(1))
        #expect(condition.timeout == .zero)
    }

    @Test func anAPIInTheProcessHasTimesAndNoDescriptors() {
        let transport = InProcessTransport(delivering: { _ in
            HTTPDelivery(HTTPResponse(status: 200), delay: .seconds(60))
        })
        #expect(transport.waitCondition == WaitCondition())
        let id = transport.start(request, token: nil, limits: TransferLimits())
        #expect(transport.waitCondition.timeout == .zero)
        _ = transport.wait(until: .now, orReadable: [])
        let condition = transport.waitCondition
        #expect(condition.descriptors.isEmpty)
        #expect(condition.timeout.map { $0 > .seconds(20) && $0 <= .seconds(60) } == true)
        transport.cancel(id)
        #expect(transport.waitCondition == WaitCondition())
    }

    /// Waits for what it is told, and calls the transport only then.
    private func poll(_ condition: WaitCondition, milliseconds: Int32? = nil) -> Int32 {
        var watched = condition.descriptors.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
        let timeout = condition.timeout.map { Int32(($0 / .milliseconds(1)).rounded(.up)) } ?? 5_000
        return Glibc.poll(&watched, nfds_t(watched.count), milliseconds ?? timeout)
    }

    @Test func aTransferIsDoneByPollingWhatIsTold() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let (signal, answer) = (ends[0], ends[1])
        defer { for end in ends { close(end) } }
        let server = RawServer { connection, server in
            server.note(connection.read() ?? "")
            var byte: UInt8 = 0
            guard read(signal, &byte, 1) == 1 else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
            connection.stall()
        }
        let transport = try curlTransport(to: server.port)
        #expect(transport.waitCondition == WaitCondition())
        let id = transport.start(request, token: nil, limits: TransferLimits())
        while server.received.isEmpty {
            _ = poll(transport.waitCondition)
            #expect(transport.wait(until: .now, orReadable: []).completions.isEmpty)
        }
        var condition = transport.waitCondition
        // Timers of the connection's beginning may be left.
        for _ in 0..<100 where condition.timeout.map({ $0 <= .milliseconds(20) }) == true {
            _ = poll(condition)
            #expect(transport.wait(until: .now, orReadable: []).completions.isEmpty)
            condition = transport.waitCondition
        }
        #expect(condition.descriptors.contains { Int32($0.events) & POLLIN != 0 })
        // Nobody has answered: nothing to read, and nothing to do at once.
        #expect(poll(condition, milliseconds: 0) == 0)
        #expect(condition.timeout.map { $0 > .milliseconds(20) } == true)
        #expect(write(answer, "x", 1) == 1)
        var completions: [TransportEvents.Completion] = []
        while completions.isEmpty {
            _ = poll(transport.waitCondition)
            completions = transport.wait(until: .now, orReadable: []).completions
        }
        #expect(completions.map(\.id) == [id])
        #expect(try completions[0].result.get().body == Array("hello".utf8))
        #expect(transport.waitCondition == WaitCondition())
    }

    @Test func whatFailedBeforeItBeganIsToldAtOnce() throws {
        let transport = CurlTransport(
            CurlTransport.Settings(
                baseURL: try BaseURL("https://127.0.0.1:1"), certificateFile: "/nonexistent/certificates.pem"))
        _ = transport.start(request, token: nil, limits: TransferLimits())
        #expect(transport.waitCondition.timeout == .zero)
    }

    @Test func aClientAddsWhatItHoldsBack() throws {
        let client = APIClient(transport: InProcessTransport { _ in HTTPResponse(status: 204) })
        #expect(client.waitCondition == WaitCondition())
        let timer = client.startTimer(after: .seconds(60))
        #expect(client.waitCondition.timeout.map { $0 > .seconds(20) && $0 <= .seconds(60) } == true)
        client.cancel(timer)
        #expect(client.waitCondition == WaitCondition())
    }
}
