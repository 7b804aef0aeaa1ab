internal import APIClient

// `--trace`: what goes over the wire, on standard error.
extension Session {
    func installTrace() {
        guard options.connection.isTraced else { return }
        connector.traceHandler = { [unowned self] event in
            eraseProgress()
            StandardStreams.writeError(TraceText(style: errorStyle).lines(of: event).map { $0 + "\n" }.joined())
        }
    }
}

/// A trace as text: `>` is sent, `<` has come, and a number says what belongs together.
struct TraceText {
    let style: Emphasis
    /// Of longer bodies only the beginning is shown.
    private static let bodyLimit = 4_000

    func lines(of event: TraceEvent) -> [String] {
        switch event {
        case .request(let request):
            let repeated = request.attempt > 1 ? ", attempt \(request.attempt)" : ""
            let first = "> \(request.number)\(repeated)  \(request.method) \(request.url)"
            return [safe(first)] + details(">", request.headers, request.body)
        case .answer(let answer):
            return ["< \(answer.number)  \(answer.status) in \(Self.milliseconds(answer.duration))"]
                + details("<", answer.headers, answer.body)
        case .failure(let number, let reason, let duration):
            return [safe("< \(number)  no answer in \(Self.milliseconds(duration)): \(reason)")]
        }
    }

    private func details(_ sign: String, _ headers: [TraceEvent.Header], _ body: TraceEvent.Body) -> [String] {
        var lines = headers.map { "\($0.name): \($0.value)" }
        switch body {
        case .none: break
        case .json(let text): lines.append(Self.shortened(text))
        case .other(let type, let count): lines.append("(\(count) bytes\(type.map { " of \($0)" } ?? ""))")
        }
        return lines.map { style.dim(safe("\(sign)   \($0)")) }
    }

    private static func shortened(_ text: String) -> String {
        text.utf8.count > bodyLimit
            ? String(text.prefix(bodyLimit)) + "… (\(text.utf8.count) bytes)" : text
    }

    private func safe(_ text: String) -> String { Redaction.mask(TerminalText.visible(text)) }

    private static func milliseconds(_ duration: Duration) -> String {
        "\(duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000) ms"
    }
}
