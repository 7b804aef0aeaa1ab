import Cron
import JSON

/// JSON text put together from texts that are there already, which is how stored documents become answers: parsing and
/// writing them again would cost more than all the rest of a request.
struct JSONText: Sendable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let emptyObject = JSONText(Array("{}".utf8))
    static let null = JSONText(Array("null".utf8))

    /// An object with one member. `name` needs no escapes.
    static func object(_ name: String, _ value: JSONText) -> JSONText {
        var object = emptyObject
        object.bytes.reserveCapacity(name.utf8.count + value.bytes.count + 5)
        object.add(name, value)
        return object
    }

    static func array(_ elements: [JSONText]) -> JSONText {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(elements.reduce(2) { $0 + $1.bytes.count + 1 })
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: element.bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return JSONText(bytes)
    }

    /// Each object as text. They must have no infinite numbers, which are all that cannot be written.
    static func list(of objects: [JSONObject]) -> [JSONText] {
        objects.map { (try? JSONValue.object($0).serialized()).map(JSONText.init) ?? .emptyObject }
    }

    /// `text` needs no escapes.
    static func string(_ text: String) -> JSONText { JSONText(Array("\"\(text)\"".utf8)) }

    static func integer(_ value: some BinaryInteger) -> JSONText { JSONText(Array("\(value)".utf8)) }

    /// Adds a member to an object. `name` needs no escapes.
    mutating func add(_ name: String, _ value: JSONText) {
        open(name)
        bytes.append(contentsOf: value.bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Adds a member that is an RFC 3339 date-time, or null.
    mutating func add(_ name: String, time unixSeconds: Int64?) {
        guard let unixSeconds else { return add(name, .null) }
        open(name)
        appendTime(UTCTime(unixSeconds: unixSeconds))
        bytes.append(UInt8(ascii: "}"))
    }

    /// Takes the object's end away and writes a member's name.
    private mutating func open(_ name: String) {
        bytes.removeLast()
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Digit by digit: a list has hundreds of times, and the strings of `description` would take longer than all the rest.
    private mutating func appendTime(_ time: UTCTime) {
        bytes.append(UInt8(ascii: "\""))
        append(time.year / 100, then: nil)
        append(time.year % 100, then: "-")
        append(time.month, then: "-")
        append(time.day, then: "T")
        append(time.hour, then: ":")
        append(time.minute, then: ":")
        append(time.second, then: "Z")
        bytes.append(UInt8(ascii: "\""))
    }

    /// Two digits and a separator.
    private mutating func append(_ number: Int, then separator: Unicode.Scalar?) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
        if let separator { bytes.append(UInt8(ascii: separator)) }
    }
}
