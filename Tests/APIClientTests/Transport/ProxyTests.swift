import APIClient
import HTTPMessage
import Testing

struct ProxyTests {
    /// Neither a proxy in the process's environment nor one in the settings may see a request to this machine.
    @Test func thisMachineIsReachedWithoutAProxy() throws {
        let proxy = RawServer { connection, server in connection.read().map(server.note) }
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let settings = CurlTransport.Settings(
            baseURL: try BaseURL("http://127.0.0.1:\(server.port)"),
            proxy: ProxySettings(environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"]))
        let transport = CurlTransport(settings)
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        #expect(try outcome(of: id, in: transport).get().status == 204)
        #expect(proxy.received.isEmpty)
    }

    @Test func aProxyOfTheEnvironmentNeverSeesTheToken() throws {
        let proxy = RawServer { connection, server in
            connection.read().map(server.note)
            connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        }
        let settings = CurlTransport.Settings(
            baseURL: try BaseURL("https://api.example.com"),
            proxy: ProxySettings(environment: ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"]))
        let transport = CurlTransport(settings)
        let id = transport.start(
            HTTPRequest(method: "GET", target: "/v2/account"), token: try Token("dop_v1_secret", from: "a test"),
            limits: TransferLimits())
        let error = outcome(of: id, in: transport).error
        #expect(error?.kind == .proxy)
        #expect(error?.mayHaveBeenSent == false)
        #expect(proxy.received.count == 1)
        #expect(proxy.received.first?.hasPrefix("CONNECT api.example.com:443 HTTP/1.1\r\n") == true)
        #expect(proxy.received.first?.contains("secret") == false)
    }
}

struct ProxySettingsTests {
    @Test(
        arguments: [
            ([:], ProxySettings()), (["https_proxy": ""], ProxySettings()),
            (["https_proxy": "a", "HTTPS_PROXY": "b", "all_proxy": "c"], ProxySettings(httpsProxy: "a")),
            (["ALL_PROXY": "c", "NO_PROXY": "x.com"], ProxySettings(httpsProxy: "c", noProxy: "x.com")),
            (["http_proxy": "d"], ProxySettings())
        ] as [([String: String], ProxySettings)])
    func readsTheEnvironment(environment: [String: String], settings: ProxySettings) {
        #expect(ProxySettings(environment: environment) == settings)
    }
}
