internal import CCatalogData

/// The text of one catalog file.
public struct CatalogFile: Sendable {
    private enum Content {
        case bytes([UInt8])
        /// An index into the table of embedded files, whose bytes last as long as the program.
        case embedded(Int)
    }

    /// The group the file describes, which is the file's name without its ending: `functions`.
    public let group: String
    private let content: Content

    /// A file from elsewhere than the program itself.
    public init(group: String, text: String) {
        self.group = group
        content = .bytes(Array(text.utf8))
    }

    private init(embedded index: Int, group: String) {
        self.group = group
        content = .embedded(index)
    }

    /// The files this program was built with.
    public static let standard: [CatalogFile] = withEmbeddedFiles { files in
        files.indices.map { CatalogFile(embedded: $0, group: String(cString: files[$0].name)) }
    }

    /// The groups that aliases in the standard files begin with: a program asks for them at its start, when no file should be
    /// read.
    static let standardAliasGroups: [String] = {
        let names = UnsafeBufferPointer(start: catalog_alias_groups(), count: catalog_alias_group_count())
        return names.compactMap { $0.map { String(cString: $0) } }
    }()

    /// The day of the vendor's description that the standard files were last compared with: `2026-08-07`.
    static let standardDate = String(cString: catalog_date())

    /// The name errors give: `functions.catalog`.
    var name: String { group + ".catalog" }

    /// The sentence about the group, which is on the first line but one that says something; nil where it is elsewhere.
    var summary: String? {
        withBytes { bytes in
            var rest = bytes[...]
            var lines = 0
            while lines < 2, !rest.isEmpty {
                let line = rest.prefix { $0 != .newline }
                rest = rest[line.endIndex...].dropFirst()
                guard let first = line.first, first != .hash else { continue }
                lines += 1
                guard lines == 2, line.starts(with: "    about ".utf8) else { continue }
                return String(decoding: line.dropFirst(10), as: UTF8.self)
            }
            return nil
        }
    }

    /// Lends the bytes without a copy.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch content {
        case .bytes(let bytes):
            return try bytes.withUnsafeBufferPointer { buffer throws(Failure) in try body(buffer) }
        case .embedded(let index):
            return try Self.withEmbeddedFiles { files throws(Failure) in
                try body(UnsafeBufferPointer(start: files[index].bytes, count: files[index].length))
            }
        }
    }

    private static func withEmbeddedFiles<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<catalog_file>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(start: catalog_file_table(), count: catalog_file_count()))
    }
}
