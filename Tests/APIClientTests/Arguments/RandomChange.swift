import JSON

/// Makes one random change somewhere in a value.
enum RandomChange {
    private static let strangers: [JSONValue] = [
        .null, true, 0, -1, 9_223_372_036_854_775_807, 1e308, .number(.nan), "", "\0", "é\u{301}\u{202E}", "..", "[]",
        [],
        [.null], [[[]]], [:], ["": .null], ["type": "x"], .string(String(repeating: "a", count: 5_000))
    ]

    static func made(in value: JSONValue, _ generator: inout some RandomNumberGenerator) -> JSONValue {
        switch value {
        case .object(var object) where !object.isEmpty && Int.random(in: 0..<8, using: &generator) > 0:
            guard let member = object.members.randomElement(using: &generator) else { return value }
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: object[member.name] = nil
            case 1: object[member.name + "_"] = member.value
            default: object[member.name] = made(in: member.value, &generator)
            }
            return .object(object)
        case .array(var items) where !items.isEmpty && Bool.random(using: &generator):
            let index = items.indices.randomElement(using: &generator) ?? 0
            items[index] = made(in: items[index], &generator)
            return .array(items)
        default: return strangers.randomElement(using: &generator) ?? .null
        }
    }
}
