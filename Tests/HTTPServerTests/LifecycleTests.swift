import Dispatch
import HTTPMessage
import HTTPServer
import Synchronization
import TestSupport
import Testing

struct LifecycleTests {
    @Test func stopLetsTheRequestInFlightFinish() throws {
        let (entered, mayAnswer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let server = try HTTPServer(configuration: configuration { $0.threads = 1 }) { request in
            entered.signal()
            mayAnswer.wait()
            return echo(request)
        }
        let client = try RawHTTPClient(port: server.port)
        try client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
        entered.wait()
        let stopped = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            server.stop()
            stopped.signal()
        }
        // Refused connections show that `stop` has begun; the handler is still waiting then.
        while (try? RawHTTPClient(port: server.port)) != nil {}
        mayAnswer.signal()
        let response = try client.readResponse()
        #expect(response.text.hasPrefix("GET /slow\n"))
        #expect(response.value(of: "connection")?.lowercased() == "close")
        #expect(try client.readToEnd() == [])
        stopped.wait()
    }

    /// Clients that never pause meet a stop: each answer is whole or does not begin.
    @Test func stopUnderLoadCutsNoAnswer() throws {
        let body = [UInt8](repeating: 65, count: 20_000)
        let server = try HTTPServer(configuration: configuration()) { _ in HTTPResponse(status: 200, body: body) }
        let manyAnswers = DispatchSemaphore(value: 0)
        let answers = Atomic(0)
        let cuts = Atomic(0)
        let clients = DispatchGroup()
        for _ in 0..<4 {
            DispatchQueue.global().async(group: clients) {
                guard let client = try? RawHTTPClient(port: server.port) else { return }
                do {
                    while true {
                        _ = try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                        if answers.add(1, ordering: .relaxed).newValue == 400 { manyAnswers.signal() }
                    }
                } catch {
                    let ending = "\(error)"
                    let isBetweenAnswers =
                        ending.contains("closed after 0 bytes of a head") || ending.contains("send: ")
                    if !isBetweenAnswers { cuts.add(1, ordering: .relaxed) }
                }
            }
        }
        manyAnswers.wait()
        server.stop()
        clients.wait()
        #expect(cuts.load(ordering: .relaxed) == 0)
    }

    /// libmicrohttpd answers malformed requests by itself, and crashed where it was told to stop just then.
    @Test func stopMeetsMalformedRequests() throws {
        for _ in 0..<100 {
            let server = try HTTPServer(configuration: configuration(), handler: echo)
            let manySent = DispatchSemaphore(value: 0)
            let sender = DispatchGroup()
            DispatchQueue.global().async(group: sender) {
                var count = 0
                while let client = try? RawHTTPClient(port: server.port) {
                    try? client.send("\u{0}\u{1}\u{2}\r\n\r\n")
                    count += 1
                    if count == 10 { manySent.signal() }
                }
            }
            manySent.wait()
            server.stop()
            sender.wait()
        }
    }

    @Test func stoppedServerAnswersNobody() throws {
        let server = try HTTPServer(configuration: configuration(), handler: echo)
        let client = try RawHTTPClient(port: server.port)
        _ = try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        server.stop()
        server.stop()
        #expect(try client.readToEnd() == [])
        #expect(throws: RawHTTPClient.Failure.self) { try RawHTTPClient(port: server.port) }
    }

    @Test func serverThatIsDroppedFreesItsPort() throws {
        var first: HTTPServer? = try HTTPServer(configuration: configuration(), handler: echo)
        let port = try #require(first?.port)
        _ = try RawHTTPClient(port: port).exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        first = nil
        let second = try HTTPServer(configuration: configuration { $0.port = port }, handler: echo)
        #expect(try RawHTTPClient(port: port).exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
        #expect(second.port == port)
    }

    @Test func portInUseIsNamed() throws {
        let server = try HTTPServer(configuration: configuration(), handler: echo)
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(configuration: configuration { $0.port = server.port }, handler: echo)
        }
        #expect(error?.kind == .addressInUse)
        #expect(
            error?.description
                == "cannot listen on 127.0.0.1:\(server.port): Address already in use; stop the program that "
                + "listens there or choose another port")
    }

    @Test(
        arguments: [
            ("0.0.0.0", .remoteHost), ("::", .remoteHost), ("192.0.2.1", .remoteHost), ("example.test", .invalidHost),
            ("", .invalidHost), ("127.0.0.1:80", .invalidHost), ("::ffff:127.0.0.1", .remoteHost)
        ] as [(String, HTTPServerError.Kind)])
    func hostThatIsNotLoopbackIsRefused(host: String, kind: HTTPServerError.Kind) {
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(configuration: configuration { $0.host = host }, handler: echo)
        }
        #expect(error?.kind == kind)
    }

    @Test func addressOfAnotherMachineIsRefusedBySystem() {
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(
                configuration: configuration { ($0.host, $0.allowsRemoteClients) = ("192.0.2.1", true) }, handler: echo)
        }
        #expect(
            error?.description
                == "cannot listen on 192.0.2.1:0: Cannot assign requested address; choose an address of this "
                + "machine, such as 127.0.0.1")
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.9.8.7"])
    func loopbackNamesAndAddressesAreServed(host: String) throws {
        #expect(try HTTPServer(configuration: configuration { $0.host = host }, handler: echo).port > 0)
    }

    @Test func everyInterfaceIsServedWhereAllowed() throws {
        let server = try HTTPServer(
            configuration: configuration { ($0.host, $0.allowsRemoteClients) = ("0.0.0.0", true) }, handler: echo)
        #expect(try RawHTTPClient(port: server.port).exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
    }

    @Test func uselessIdentityIsRefused() {
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(
                configuration: configuration { $0.tls = TLSIdentity(certificateChain: "no", privateKey: "secret") },
                handler: echo)
        }
        #expect(error?.kind == .startFailed)
        #expect(error?.description.hasPrefix("libmicrohttpd did not start: ") == true)
        #expect(error?.description.contains("secret") == false)
    }
}
