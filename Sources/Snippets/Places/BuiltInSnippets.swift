internal import CSnippetData

/// The collection that is part of this program.
enum BuiltInSnippets {
    /// In the order of their names.
    static let names: [String] = files.map { String(cString: $0.name) }

    static func text(of name: String) -> String? {
        files.first { String(cString: $0.name) == name }.map { file in
            String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.length), as: UTF8.self)
        }
    }

    /// They last as long as the program.
    private static var files: UnsafeBufferPointer<snippet_file> {
        UnsafeBufferPointer(start: snippet_file_table(), count: snippet_file_count())
    }
}
