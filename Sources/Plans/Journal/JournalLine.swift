package import JSON

/// One line of a journal: its number, the checksum of the number and the record, and the record.
///
///     7 5f3b21c4 {"done":3,"at":"2026-11-21T08:30:01.123Z","request":"7f0c..."}
package struct JournalLine {
    /// From 1.
    package let number: Int
    package let record: JSONObject

    /// Adds a line to what is to be written.
    ///
    /// A record that JSON cannot hold, such as one with an infinite number, never comes here: requests are JSON as well.
    package static func append(_ record: JSONObject, number: Int, to bytes: inout [UInt8]) throws(JSONError) {
        let text = try JSONValue.object(record).serialized()
        let numbered = Array("\(number) ".utf8)
        bytes += numbered
        appendHexadecimal(CRC32.checksum([numbered, text].joined()), to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes += text
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func appendHexadecimal(_ value: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(28), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> shift & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Reads a line, which is given without its end; nil for one that is damaged.
    package init?(_ bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].count == 8, let number = Int(String(decoding: parts[0], as: UTF8.self)),
            let sum = UInt32(String(decoding: parts[1], as: UTF8.self), radix: 16),
            CRC32.checksum([Array(parts[0]) + [UInt8(ascii: " ")], Array(parts[2])].joined()) == sum,
            let record = try? JSONValue(parsing: parts[2]).object
        else { return nil }
        self.number = number
        self.record = record
    }
}
