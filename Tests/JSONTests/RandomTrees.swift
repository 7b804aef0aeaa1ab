import JSON
import TestSupport

extension JSONValue {
    /// A tree of every kind of value, at most `depth` levels deep.
    static func random(using random: inout SeededGenerator, depth: Int = 5) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random))
        case 3:
            let value = Double(bitPattern: random.next())
            return .number(value.isFinite ? value : -0.0)
        case 4: return .number(Double(Int.random(in: -9999...9999, using: &random)) / 100)
        case 5, 6: return .string(.random(using: &random))
        case 7:
            let count = Int.random(in: 0...6, using: &random)
            return .array((0..<count).map { _ in .random(using: &random, depth: depth - 1) })
        default:
            let count = Int.random(in: 0...6, using: &random)
            return .object(
                JSONObject(
                    (0..<count).map { _ in (.random(using: &random), .random(using: &random, depth: depth - 1)) }))
        }
    }
}

extension String {
    private static let pieces = [
        "a", "name", "created_at", "Z", " ", "\"", "\\", "/", "\n", "\u{0}", "\u{1f}", "\u{7f}", "\u{e9}", "\u{20ac}",
        "\u{1F600}", "0123456789abcdef", "\u{FFFF}", "e\u{301}"
    ]

    static func random(using random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...5, using: &random)
        return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
}
