import TestSupport

/// Single key presses in a line of 200 characters: going on with the suggestion and back at its end, and inserting and
/// deleting in its middle.
struct Keys {
    private let subject: Subject

    init(_ subject: Subject) {
        self.subject = subject
    }

    static let line: String = {
        var text = "x = { "
        while text.utf8.count < 180 { text += "name = \"web-1\", size = 12, on = true, " }
        return String(text.prefix(200))
    }()

    static let rest = "region = 'nyc1', -- and so on }"

    func times() throws -> [Duration] {
        let terminal = try subject.open()
        for key in Self.line { _ = try terminal.timeToAnswer(String(key)) }
        var times: [Duration] = []
        for _ in 0..<250 {
            times.append(try terminal.timeToAnswer("r"))
            times.append(try terminal.timeToAnswer("\u{7f}"))
        }
        for _ in 0..<100 { _ = try terminal.timeToAnswer("\u{02}") }
        for _ in 0..<250 {
            times.append(try terminal.timeToAnswer("y"))
            times.append(try terminal.timeToAnswer("\u{7f}"))
        }
        return times
    }
}

/// Times in milliseconds.
struct Distribution {
    private let sorted: [Double]

    init(_ times: [Duration]) {
        sorted = times.map { Double($0.components.seconds) * 1e3 + Double($0.components.attoseconds) / 1e15 }.sorted()
    }

    var median: Double { percentile(50) }

    func percentile(_ percent: Int) -> Double { sorted[min(sorted.count - 1, sorted.count * percent / 100)] }
}
