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
        append(try JSONValue.object(record).serialized(), number: number, to: &bytes)
    }

    /// Adds a line. Every value in a record came out of JSON, or has gone through a check that it can go into it.
    static func append(_ record: JournalRecord, number: Int, to bytes: inout [UInt8]) {
        if let text = record.plainText { return append(text, number: number, to: &bytes) }
        try? append(record.json, number: number, to: &bytes)
    }

    /// Adds a line with a record that is JSON text already.
    private static func append(_ text: [UInt8], number: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: String(number).utf8)
        bytes.append(UInt8(ascii: " "))
        let sum = checksum(bytes[start...], text[...])
        appendHexadecimal(sum, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes += text
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func checksum(_ number: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> UInt32 {
        var sum = CRC32()
        sum.update(number)
        sum.update(text)
        return sum.checksum
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
            Self.checksum(bytes[..<parts[1].startIndex], parts[2]) == sum,
            let record = try? JSONValue(parsing: parts[2]).object
        else { return nil }
        self.number = number
        self.record = record
    }
}
