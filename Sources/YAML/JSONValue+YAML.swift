public import JSON

extension JSONValue {
    /// Reads a YAML document.
    ///
    /// Plain scalars have the meaning of the core schema of YAML 1.2: `true`, `false`, `null`, `~` and numbers; `yes`,
    /// `no`, `on` and `off` are strings. Aliases stand for copies of their nodes; `<<` is a name like any other. Names
    /// are the text of scalar keys. A stream without a document is null.
    ///
    /// - Parameter bytes: The text, in UTF-8 (or UTF-16 with a byte order mark).
    /// - Throws: ``YAMLError`` with line and column: for a text that is not YAML, a name given twice, a key that is no
    ///   scalar, a tag beyond the core schema, a second document, more than 512 levels of nesting, and more than a
    ///   million values, aliases counted each time.
    public init(yaml bytes: some Collection<UInt8>) throws(YAMLError) {
        let contiguous = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(YAMLError) in try Self.read(UnsafeRawBufferPointer(buffer)) }
        }
        let result =
            contiguous
            ?? Array(bytes).withUnsafeBytes { buffer in
                Result { () throws(YAMLError) in try Self.read(buffer) }
            }
        self = try result.get()
    }

    /// Reads a YAML document, as ``init(yaml:)`` does its bytes.
    public init(yaml text: some StringProtocol) throws(YAMLError) { try self.init(yaml: text.utf8) }

    private static func read(_ text: UnsafeRawBufferPointer) throws(YAMLError) -> JSONValue {
        var reader = YAMLReader(text)
        return try reader.document()
    }

    /// The YAML text of this value: one document in block style, the members in order.
    ///
    /// Readers of YAML 1.1 and of 1.2 get the same values from it: whatever either could take for something but a string
    /// is quoted. Strings of several lines are literal blocks where nothing gets lost.
    public var yamlText: String {
        var writer = YAMLWriter()
        writer.document(self)
        return writer.text
    }
}
