internal import Glibc

/// Lua source as it comes from a file, a pipe or the command line, made ready to load.
struct SourceText: Equatable {
    /// UTF-8 without byte order mark and without a first line that begins with `#`.
    var text: String
    /// How messages name it, in Lua's form: `@script.lua`, `=stdin`.
    var name: String

    /// Checks `bytes`, which are those of a file or of standard input.
    ///
    /// - Throws: ``SourceError`` for compiled chunks and for what is not UTF-8.
    init(_ bytes: [UInt8], name: String) throws(SourceError) {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let file = String(name.dropFirst())
        guard bytes.first != 0x1B else { throw SourceError(file: file, reason: .compiled) }
        // The line end stays, so that messages count lines as the file does.
        if bytes.first == UInt8(ascii: "#") { bytes = bytes.drop { $0 != 0x0A } }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SourceError(file: file, reason: .notUTF8(line: Self.firstBadLine(bytes)))
        }
        self.init(chunk: text, name: name)
    }

    /// Text that is taken as it is: an entry, an argument of the command line.
    init(chunk: String, name: String) {
        text = chunk
        self.name = name
    }

    /// Reads the file at `path`.
    static func file(_ path: String) throws(SourceError) -> SourceText {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SourceError(file: path, reason: .unreadable(errno: errno)) }
        defer { close(descriptor) }
        guard let bytes = StandardStreams.readAll(descriptor) else {
            throw SourceError(file: path, reason: .unreadable(errno: errno))
        }
        return try SourceText(bytes, name: "@" + path)
    }

    private static func firstBadLine(_ bytes: ArraySlice<UInt8>) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        return line
    }
}

/// Source that is not loaded.
struct SourceError: Error, Equatable, CustomStringConvertible {
    enum Reason: Equatable {
        case unreadable(errno: Int32)
        /// A file that is none of those that are read here.
        case unusable(String)
        case compiled
        case notUTF8(line: Int)
    }

    var file: String
    var reason: Reason

    var description: String {
        switch reason {
        case .unreadable(let number): "cannot open \(file): \(String(cString: strerror(number)))"
        case .unusable(let reason): "cannot use \(file): \(reason)"
        case .compiled: "\(file): expected Lua source, found a compiled chunk; compiled chunks are not run"
        case .notUTF8(let line): "\(file):\(line): expected UTF-8 text; save the file as UTF-8"
        }
    }

    /// A file that is not there is a wrong command line; one with the wrong content is like one with a syntax error.
    var exitCode: ExitCode {
        switch reason {
        case .unreadable, .unusable: .usage
        case .compiled, .notUTF8: .failure
        }
    }
}
