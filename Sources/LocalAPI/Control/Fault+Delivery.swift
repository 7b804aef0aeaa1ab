import HTTPMessage

extension LocalAPI.Fault {
    /// What is answered instead of doing the operation, or of what it answered.
    ///
    /// - Returns: Nil for the right answer.
    var refusal: Refusal? {
        guard case .status(let status) = outcome else { return nil }
        switch status {
        case 401: return .unauthorized
        case 404: return .missing
        case 409: return .conflict
        case 429:
            var refusal = Refusal.tooManyRequests
            refusal.headers.append(("retry-after", "1"))
            return refusal
        default:
            return Refusal(
                status: status, id: status < 500 ? "bad_request" : "server_error",
                message: "This failure was asked for: localapi.fail.")
        }
    }

    /// How a response reaches the client.
    func delivery(of response: HTTPResponse) -> HTTPDelivery {
        var delivery = HTTPDelivery(response, delay: latency)
        switch outcome {
        case .answer, .status: break
        case .reset: delivery.fault = .reset
        case .stall: delivery.fault = .stall
        case .truncation(let bytes): delivery.fault = .truncation(bodyBytes: bytes ?? response.body.count / 2)
        case .garbage: delivery.response.body = Self.garbage
        }
        return delivery
    }

    /// What a proxy in trouble sends, and then some bytes that are no UTF-8.
    private static let garbage = Array("<html><body>502 Bad Gateway".utf8) + [0xFF, 0xFE, 0x00, 0xC3]
}
