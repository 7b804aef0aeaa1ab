/// One element of a DER text (ITU-T X.690): a tag and its contents.
struct DERElement {
    static let sequence: UInt8 = 0x30
    static let octets: UInt8 = 0x04
    static let identifier: UInt8 = 0x06
    /// A time with two digits of the year.
    static let shortTime: UInt8 = 0x17
    /// A time with four digits of the year.
    static let longTime: UInt8 = 0x18
    /// The member of a certificate that holds its extensions.
    static let extensions: UInt8 = 0xA3
    /// A host name among the other names of a certificate.
    static let hostName: UInt8 = 0x82

    let tag: UInt8
    let contents: ArraySlice<UInt8>

    /// The elements within it, as far as they can be read.
    var elements: [DERElement] { Self.elements(of: contents) }

    var text: String { String(decoding: contents, as: UTF8.self) }

    /// The elements of a text, as far as they can be read.
    static func elements(of bytes: ArraySlice<UInt8>) -> [DERElement] {
        var rest = bytes
        var elements: [DERElement] = []
        while let element = next(of: &rest) { elements.append(element) }
        return elements
    }

    private static func next(of rest: inout ArraySlice<UInt8>) -> DERElement? {
        guard let tag = rest.popFirst(), let length = length(from: &rest), length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return DERElement(tag: tag, contents: rest.prefix(length))
    }

    /// A length has one byte, or the number of its bytes in front.
    private static func length(from rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}
