internal import APIClient
internal import Scripting

/// What is under way, as one line.
struct ProgressText {
    /// The oldest first.
    let activities: [Activity]
    let rateWait: RateWait?
    let now: ContinuousClock.Instant

    /// What takes less is not mentioned beside what takes longer.
    private static let patience = Duration.milliseconds(300)
    private static let frames = ["|", "/", "-", "\\"]

    /// A line of at most `width` cells; empty where nothing is under way.
    ///
    /// - Parameter frame: Turns what shows that there is life.
    func line(width: Int, frame: Int) -> String {
        guard let subject else { return "" }
        let turning = Self.frames[frame % Self.frames.count]
        let texts = [20, 10, 0].map { cells in
            let bar = cells > 0 ? bar(of: subject, cells: cells) : nil
            return parts(bar: bar, mark: turning).joined(separator: "  ")
        }
        return texts.first { DisplayWidth.of($0) <= width } ?? Self.cut(texts[2], to: width)
    }

    /// The same for a file.
    var sentence: String { subject == nil ? "" : parts(bar: nil, mark: nil).joined(separator: "  ") }

    /// What the line is about: the oldest that will take several steps, or else the oldest.
    private var subject: Activity? { activities.first { $0.progress.kind != .call } ?? activities.first }

    private func parts(bar: String?, mark: String?) -> [String] {
        guard let subject else { return [] }
        var parts = [name(of: subject)]
        if let mark, bar == nil { parts[0] = mark + " " + parts[0] }
        parts += [bar].compactMap(\.self) + numbers(of: subject) + rateText
        let others = activities.filter {
            $0.progress.activity != subject.progress.activity && now - $0.beginning >= Self.patience
        }
        if others.count == 1 {
            parts.append("·  " + ([name(of: others[0])] + numbers(of: others[0])).joined(separator: "  "))
        } else if others.count > 1 {
            parts.append("·  \(ProgressNumbers.count(others.count)) more")
        }
        return parts
    }

    private func name(of activity: Activity) -> String {
        let progress = activity.progress
        let what = TerminalText.visible(progress.what.split(separator: "_").joined(separator: " "))
        switch progress.kind {
        case .call, .list, .run, .plan: return TerminalText.visible(progress.what)
        case .wait, .deletion:
            let several = progress.total.map { $0 != 1 } ?? false
            let ending = several ? nil : progress.kind == .deletion ? "not gone yet" : progress.state
            return ending.map { "waiting for \(what): \(TerminalText.visible($0))" } ?? "waiting for \(what)"
        }
    }

    private func numbers(of activity: Activity) -> [String] {
        let (progress, elapsed) = (activity.progress, now - activity.beginning)
        let age = elapsed >= .seconds(1) ? [ProgressNumbers.duration(elapsed)] : []
        switch progress.kind {
        case .call: return age
        case .wait, .deletion:
            guard let total = progress.total, total != 1 else { return age }
            return ["\(progress.done)/\(total) \(progress.kind == .deletion ? "gone" : "ready")"] + age
        case .list, .run, .plan:
            guard progress.done > 0 || progress.total != nil else { return age }
            let total = progress.total.map { "/" + ProgressNumbers.count($0) } ?? ""
            let failed = progress.failed > 0 ? [ProgressNumbers.count(progress.failed) + " failed"] : []
            return [ProgressNumbers.count(progress.done) + total] + failed + speed(of: activity)
        }
    }

    private func speed(of activity: Activity) -> [String] {
        guard let rate = activity.rate.rate(at: now) else { return [] }
        // The time that a rate limit takes is not in the estimate.
        let left = rateText.isEmpty ? activity.progress.total.map { $0 - activity.progress.done } ?? 0 : 0
        guard left > 0, let remaining = activity.rate.remaining(left, at: now) else {
            return [ProgressNumbers.rate(rate)]
        }
        return [ProgressNumbers.rate(rate), Self.roundedUp(remaining) + " left"]
    }

    private static func roundedUp(_ duration: Duration) -> String {
        ProgressNumbers.duration(.seconds(max(1, (duration / .seconds(1)).rounded(.up))))
    }

    /// `[#####.....]`; nil where the size is unknown.
    private func bar(of activity: Activity, cells: Int) -> String? {
        let progress = activity.progress
        let least = progress.kind.isCounted ? 0 : 1
        guard progress.kind != .call, let total = progress.total, total > least else { return nil }
        let filled = min(cells, max(0, progress.done) * cells / total)
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled) + "]"
    }

    private var rateText: [String] {
        guard let rateWait else { return [] }
        let wait = rateWait.start - now
        guard wait > .zero else { return [] }
        return ["\(Self.cause(rateWait.limit)): next request in \(Self.roundedUp(wait))"]
    }

    private static func cause(_ limit: String) -> String {
        switch limit {
        case "minute", "hour": "rate limit of the \(limit)"
        case "server": "the API asks for a pause"
        default: "rate limit \(TerminalText.visible(limit))"
        }
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard width > 1 else { return "" }
        var result = ""
        var cells = 1
        for character in text {
            cells += DisplayWidth.of(String(character))
            guard cells <= width else { break }
            result.append(character)
        }
        while result.hasSuffix(" ") { result.removeLast() }
        return result + "…"
    }
}
