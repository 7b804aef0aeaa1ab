import HTTPMessage

/// What browsers need to let a page of another origin call the API (fetch.spec.whatwg.org, HTTP-CORS protocol).
enum CORS {
    /// Added to every answer to a request that names its origin.
    static func headers(for request: HTTPRequest) -> [(name: String, value: String)] {
        guard let origin = request.headers["origin"] else { return [] }
        return [
            ("access-control-allow-origin", origin),
            ("access-control-allow-credentials", "true"),
            ("access-control-expose-headers", exposed),
            ("vary", "Origin")
        ]
    }

    /// The answer to `OPTIONS`, which needs no token: browsers send none with it.
    static func preflight(_ request: HTTPRequest, methods: [String]) -> Answer {
        let methods = (methods + ["OPTIONS"]).joined(separator: ", ")
        guard request.headers["origin"] != nil else {
            return Answer(status: 204, headers: [("allow", methods)])
        }
        let asked = request.headers["access-control-request-headers"] ?? "authorization, content-type"
        return Answer(
            status: 204,
            headers: [
                ("allow", methods),
                ("access-control-allow-methods", methods),
                ("access-control-allow-headers", asked),
                ("access-control-max-age", "86400")
            ])
    }

    private static let exposed = "ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id"
}
