/// JSON text put together from texts that are there already, which is how stored documents become answers: parsing and
/// writing them again would cost more than all the rest of a request.
struct JSONText {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// An object with one member. `name` needs no escapes.
    static func object(_ name: String, _ value: JSONText) -> JSONText {
        JSONText(Array("{\"\(name)\":".utf8) + value.bytes + [UInt8(ascii: "}")])
    }

    static func array(_ elements: [JSONText]) -> JSONText {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        bytes.reserveCapacity(elements.reduce(2) { $0 + $1.bytes.count + 1 })
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: element.bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return JSONText(bytes)
    }

    /// `text` needs no escapes.
    static func string(_ text: String?) -> JSONText { JSONText(Array((text.map { "\"\($0)\"" } ?? "null").utf8)) }

    static func integer(_ value: some BinaryInteger) -> JSONText { JSONText(Array("\(value)".utf8)) }

    static let emptyObject = JSONText(Array("{}".utf8))

    /// Adds a member to an object. `name` needs no escapes.
    mutating func add(_ name: String, _ value: JSONText) {
        bytes.removeLast()
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: "\"\(name)\":".utf8)
        bytes.append(contentsOf: value.bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}
