import LocalAPI
import LocalAPIServer
import MoontideEngine
import Testing

/// How the tests of a program that speaks to the API get an account of their own, at a port. The program here is a client
/// of this package's; any other gets the address and the token likewise.
struct LocalAPITests {
    @Test func countsDroplets() throws {
        let server = try LocalAPIServer()
        try server.api.seed(["droplets": 250])
        #expect(try countDroplets(server.address, token: LocalAPI.exampleToken) == 250)
    }

    @Test func triesAgainWhenTheAPIFails() throws {
        let server = try LocalAPIServer()
        var fault = LocalAPI.Fault(.status(503))
        fault.count = 1
        server.api.fail(fault)
        #expect(try countDroplets(server.address, token: LocalAPI.exampleToken) == 0)
        #expect(server.api.requests.map(\.status) == [503, 200])
    }

    /// The program under test.
    private func countDroplets(_ address: String, token: String) throws -> Int? {
        let (baseURL, token) = (try BaseURL(address), try Token(token, from: "the test"))
        let engine = try Engine {
            APIClient(transport: CurlTransport(.init(baseURL: baseURL)), configuration: .init(token: token))
        }
        return try engine.interpreter.run("return #droplets.list()").stack.integer(at: 1)
    }
}
