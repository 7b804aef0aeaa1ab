internal import Catalog
internal import HTTPMessage
internal import JSON

/// Makes what may be shown of a request and its answer.
struct TraceMaker {
    let call: PreparedCall
    let token: Token?
    /// Where it goes: `https://api.digitalocean.com`.
    let peer: String

    func request(number: Int, attempt: Int) -> TraceEvent {
        var headers = shown(call.request.headers)
        if token != nil { headers.insert(.init(name: "authorization", value: "Bearer " + SecretNames.mark), at: 0) }
        return .request(
            .init(
                number: number, attempt: attempt, method: call.request.method, url: url, headers: headers,
                body: body(call.request.body, mediaType(call.request.headers), operation?.body?.schema)))
    }

    func result(
        _ result: Result<HTTPResponse, TransportError>, number: Int, duration: Duration
    ) -> TraceEvent {
        switch result {
        case .failure(let error):
            return .failure(number: number, reason: clean(error.description), duration: duration)
        case .success(let response):
            let schema = (200..<300).contains(response.status) ? operation?.success.schema : nil
            return .answer(
                .init(
                    number: number, status: response.status, duration: duration, headers: shown(response.headers),
                    body: body(response.body, response.mediaType, schema)))
        }
    }

    private var operation: Operation? { call.operation ?? call.counterpart }

    /// An address that is a secret itself is shown as the catalog has it.
    private var url: String {
        guard call.server?.secretTarget == nil else { return call.shownPath }
        return peer + clean(call.request.target)
    }

    private func shown(_ headers: HTTPHeaders) -> [TraceEvent.Header] {
        headers.fields.map { field in
            let isSecret = SecretNames.tells(field.name) || field.name.lowercased().contains("cookie")
            return .init(name: field.name, value: isSecret ? SecretNames.mark : clean(field.value))
        }
    }

    private func body(_ bytes: [UInt8], _ mediaType: String?, _ schema: Schema?) -> TraceEvent.Body {
        guard !bytes.isEmpty else { return .none }
        guard mediaType?.hasSuffix("json") ?? true, let value = try? JSONValue(parsing: bytes),
            let text = try? value.redacted(schema, in: group).jsonText
        else { return .other(mediaType: mediaType, byteCount: bytes.count) }
        return .json(clean(text))
    }

    private var group: Group? { operation.flatMap { Catalog.standard.group($0.group) } }

    private func mediaType(_ headers: HTTPHeaders) -> String? { HTTPResponse(status: 200, headers: headers).mediaType }

    /// A server, or a proxy in its place, may send back what it was sent.
    private func clean(_ text: String) -> String {
        let text = call.server?.redacted(from: text) ?? text
        return (token?.redacted(from: text) ?? text).withoutTokens
    }
}
