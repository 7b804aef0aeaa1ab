internal import JSON

/// The way to a member of a record: `name`, `scheduled_details.cron`, `networks.v4.ip_address`, `rules.1.port`.
struct MemberPath {
    let text: String
    private let names: [String]

    init(_ text: String) {
        self.text = text
        names = text.split(separator: ".").map(String.init)
    }

    /// The value it leads to; within a list that of every item, or of one where the path has its number, from 1. A member
    /// whose own name has a dot is found before the path is split. A row that is no record is its own `value`.
    func value(in row: JSONValue) -> JSONValue? {
        guard let record = row.object else { return text == "value" ? row : nil }
        if let value = record[text] { return value }
        return names.count > 1 ? Self.value(of: names[...], in: row) : nil
    }

    private static func value(of names: ArraySlice<String>, in value: JSONValue) -> JSONValue? {
        guard let name = names.first else { return value }
        guard case .array(let items) = value else {
            return value[name].flatMap { self.value(of: names.dropFirst(), in: $0) }
        }
        if let number = Int(name) {
            return items.indices.contains(number - 1) ? self.value(of: names.dropFirst(), in: items[number - 1]) : nil
        }
        let values = items.compactMap { self.value(of: names, in: $0) }
        let texts = values.compactMap(\.string)
        return texts.count == values.count ? .string(texts.joined(separator: ", ")) : .array(values)
    }
}
