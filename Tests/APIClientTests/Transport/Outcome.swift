import APIClient
import HTTPMessage

func curlTransport(to port: UInt16) throws -> CurlTransport {
    CurlTransport(.init(baseURL: try BaseURL("http://127.0.0.1:\(port)")))
}

/// Waits until a transfer is over.
func outcome(of id: TransferID, in transport: any Transport) -> Result<HTTPResponse, TransportError> {
    while true {
        for completion in transport.wait(until: nil, orReadable: []).completions where completion.id == id {
            return completion.result
        }
    }
}

/// What comes of one request to a server on this machine.
func result(
    of request: HTTPRequest = HTTPRequest(method: "GET", target: "/v2/x"), port: UInt16,
    limits: TransferLimits = TransferLimits()
) throws -> Result<HTTPResponse, TransportError> {
    let transport = try curlTransport(to: port)
    return outcome(of: transport.start(request, token: nil, limits: limits), in: transport)
}

extension Result where Failure == TransportError {
    var error: TransportError? { if case .failure(let error) = self { error } else { nil } }
}
