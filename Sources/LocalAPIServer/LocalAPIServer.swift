public import HTTPServer
public import LocalAPI

/// A local API at a port of this machine, for clients that speak HTTP.
///
/// ```swift
/// let server = try LocalAPIServer()
/// try server.api.seed(["droplets": 100])
/// let client = MyClient(address: server.address, token: LocalAPI.exampleToken)
/// ```
///
/// It serves as long as the object is there, or until ``stop()``. Safe to use from any thread.
public final class LocalAPIServer: Sendable {
    /// The instance that answers: seed it, move its clock, let it fail, look at its requests.
    public let api: LocalAPI
    /// Where clients reach it, without a slash at the end: `http://127.0.0.1:40123`.
    public let address: String
    /// The port it listens at, also where the system chose it.
    public var port: UInt16 { server.port }

    private let server: HTTPServer

    /// Makes a local API, and serves it.
    ///
    /// - Parameters:
    ///   - configuration: How it keeps its data and treats its callers. In memory, unless said otherwise.
    ///   - transport: Where it listens: at a port of 127.0.0.1 that the system chooses, unless said otherwise.
    /// - Throws: `StoreError` where the data cannot be opened, `HTTPServerError` where the server cannot start.
    public convenience init(
        _ configuration: LocalAPI.Configuration = LocalAPI.Configuration(),
        at transport: HTTPServer.Configuration = HTTPServer.Configuration()
    ) throws {
        try self.init(serving: LocalAPI(configuration), at: transport)
    }

    /// Serves an instance that is there already, which others may call in process meanwhile.
    ///
    /// - Throws: `HTTPServerError` where the server cannot start.
    public init(
        serving api: LocalAPI, at transport: HTTPServer.Configuration = HTTPServer.Configuration()
    ) throws(HTTPServerError) {
        self.api = api
        // The server itself leaves out the body of an answer to HEAD, and states its length.
        server = try HTTPServer(configuration: transport, delivering: { api.delivery(of: $0, keepsBodyOfHead: true) })
        let host = transport.host.contains(":") ? "[\(transport.host)]" : transport.host
        address = "\(transport.tls == nil ? "http" : "https")://\(host):\(server.port)"
    }

    /// Stops as `HTTPServer.stop()` does. Does nothing the second time.
    public func stop() { server.stop() }
}
