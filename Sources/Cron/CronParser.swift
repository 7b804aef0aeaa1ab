/// Reads the text of an expression.
struct CronParser {
    let text: String
    private let bytes: [UInt8]

    init(text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The places of the five fields.
    func fields() throws(CronError) -> [Range<Int>] {
        let fields = parts(of: bytes.indices, separatedBy: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
            .filter { !$0.isEmpty }
        if let first = fields.first, bytes[first.lowerBound] == UInt8(ascii: "@") {
            throw error(.nickname, in: nil, at: first)
        }
        guard fields.count == CronField.allCases.count else {
            let sixth = fields.count > 5 ? fields[5] : bytes.count..<bytes.count
            throw error(.fieldCount(fields.count), in: nil, at: sixth)
        }
        return fields
    }

    /// The numbers that one field allows.
    func values(of field: CronField, in fields: [Range<Int>]) throws(CronError) -> CronValues {
        let place = fields[field.rawValue]
        var values = CronValues()
        for term in parts(of: place, separatedBy: { $0 == UInt8(ascii: ",") }) {
            values.formUnion(try self.values(of: term, in: field))
        }
        if field == .dayOfWeek, values.contains(7) {
            values.insert(0)
            values.bits &= 0x7F
        }
        if field == .dayOfMonth || field == .dayOfWeek {
            values.isStarred = bytes[place.lowerBound] == UInt8(ascii: "*")
        }
        return values
    }

    /// A term is `*`, `n` or `n-m`; the first and the last may have a step behind them.
    private func values(of term: Range<Int>, in field: CronField) throws(CronError) -> CronValues {
        let slash = bytes[term].firstIndex(of: UInt8(ascii: "/"))
        let base = term.lowerBound..<(slash ?? term.upperBound)
        let step = try slash.map { slash throws(CronError) in
            try self.step(in: field, at: slash + 1..<term.upperBound)
        }
        let (bounds, isSingle) = try range(in: field, at: base)
        if isSingle, step != nil { throw error(.stepWithoutRange, in: field, at: term) }
        return CronValues(from: bounds.lowerBound, through: bounds.upperBound, by: step ?? 1)
    }

    private func range(in field: CronField, at place: Range<Int>) throws(CronError) -> (ClosedRange<Int>, Bool) {
        if bytes[place].elementsEqual("*".utf8) { return (field.range, false) }
        guard let dash = bytes[place].firstIndex(of: UInt8(ascii: "-")) else {
            let value = try number(in: field, at: place)
            return (value...value, true)
        }
        let first = try number(in: field, at: place.lowerBound..<dash)
        let last = try number(in: field, at: dash + 1..<place.upperBound)
        guard first <= last else { throw error(.reversedRange, in: field, at: place) }
        return (first...last, false)
    }

    private func number(in field: CronField, at place: Range<Int>) throws(CronError) -> Int {
        guard !place.isEmpty else { throw error(.missingNumber, in: field, at: place) }
        guard let value = decimal(at: place) else {
            let name = String(decoding: bytes[place], as: UTF8.self)
            throw error(field.number(ofName: name).map { .name($0) } ?? .notANumber, in: field, at: place)
        }
        guard field.range.contains(value) else { throw error(.outOfRange, in: field, at: place) }
        return value
    }

    private func step(in field: CronField, at place: Range<Int>) throws(CronError) -> Int {
        guard let value = decimal(at: place), value > 0 else { throw error(.badStep, in: field, at: place) }
        return value
    }

    /// Nil unless every byte is a digit and there is at least one. Great numbers saturate: they are out of every range.
    private func decimal(at place: Range<Int>) -> Int? {
        guard !place.isEmpty else { return nil }
        var value = 0
        for byte in bytes[place] {
            guard let digit = byte.decimalDigit else { return nil }
            value = min(value * 10 + digit, 1_000_000)
        }
        return value
    }

    private func parts(of place: Range<Int>, separatedBy isSeparator: (UInt8) -> Bool) -> [Range<Int>] {
        bytes[place].split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map(\.indices)
    }

    private func error(_ kind: CronError.Kind, in field: CronField?, at place: Range<Int>) -> CronError {
        CronError(
            kind: kind, expression: text, field: field, found: String(decoding: bytes[place], as: UTF8.self),
            position: place.lowerBound)
    }
}
