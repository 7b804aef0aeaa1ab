extension JSONValue {
    /// How deep arrays and objects may nest unless the caller says otherwise.
    public static let defaultDepthLimit = 512
    /// The highest depth limit a caller may choose; reading and writing recurse, so it bounds the thread's stack.
    public static let maximumDepthLimit = 2048

    /// Reads a JSON text (RFC 8259, strictly: UTF-8 without a byte order mark, no comments, no trailing commas).
    ///
    /// Of several members of one name the last wins. Integers that fit 64 bits are exact, other numbers become the
    /// nearest double.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - depthLimit: How deep arrays and objects may nest, 1...``maximumDepthLimit``.
    /// - Throws: ``JSONError`` with the line and column of the first mistake.
    public init(
        parsing bytes: some Collection<UInt8>, depthLimit: Int = defaultDepthLimit
    ) throws(JSONError) {
        let contiguous = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(JSONError) in try Self.parse(UnsafeRawBufferPointer(buffer), depthLimit) }
        }
        let result =
            contiguous
            ?? Array(bytes).withUnsafeBytes { buffer in
                Result { () throws(JSONError) in try Self.parse(buffer, depthLimit) }
            }
        self = try result.get()
    }

    /// Reads a JSON text, as ``init(parsing:depthLimit:)`` does its bytes.
    public init(parsing text: some StringProtocol, depthLimit: Int = defaultDepthLimit) throws(JSONError) {
        try self.init(parsing: text.utf8, depthLimit: depthLimit)
    }

    private static func parse(_ text: UnsafeRawBufferPointer, _ depthLimit: Int) throws(JSONError) -> JSONValue {
        var parser = JSONParser(text, sink: JSONTreeSink(), depthLimit: depthLimit)
        do throws(JSONFailure) {
            return try parser.document()
        } catch {
            throw JSONError(error, in: text)
        }
    }
}
