internal import Glibc

/// A file that gets what is entered and what comes of it.
///
/// It is Lua that can be run again: entries stand as they were typed, everything else in comments. Secrets are masked.
final class Transcript {
    /// Why there is none.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String

        var description: String { "cannot write the transcript \(TerminalText.visible(path)): \(reason)" }
    }

    let path: String
    private let descriptor: Int32
    /// Why writing failed; nothing is written after that.
    private(set) var failure: Failure?

    /// Opens a file for its owner alone, and goes on at the end of one that is there.
    ///
    /// - Throws: ``Failure``, also for a symbolic link and for what is no file.
    init(_ path: String, title: String) throws(Failure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno))
            throw Failure(path: path, reason: reason)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Failure(path: path, reason: "it is no file")
        }
        // One that others may read is closed to them before anything is added.
        if status.st_mode & 0o077 != 0, fchmod(descriptor, 0o600) != 0 {
            let code = errno
            close(descriptor)
            throw Failure(path: path, reason: String(cString: strerror(code)))
        }
        write((status.st_size > 0 ? "\n" : "") + "-- \(TerminalText.visible(title))\n")
    }

    deinit { close(descriptor) }

    /// What somebody has typed, or the chunk of a command line.
    ///
    /// - Parameter isLua: false for commands of the shell, which become comments.
    func add(entry: String, isLua: Bool = true) {
        let text = Redaction.mask(entry)
        write("\n" + (isLua ? text + "\n" : Self.commented(text, mark: "-- ")))
    }

    /// What was written to standard output.
    func add(output bytes: [UInt8]) {
        let text = String(decoding: Self.withoutStyles(bytes), as: UTF8.self)
        write(Self.commented(Redaction.mask(text), mark: "--> "))
    }

    /// What was said on standard error.
    func add(error bytes: [UInt8]) {
        let text = String(decoding: Self.withoutStyles(bytes), as: UTF8.self)
        write(Self.commented(Redaction.mask(text), mark: "--! "))
    }

    private static func commented(_ text: String, mark: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.map { mark + $0 + "\n" }.joined()
    }

    private static func withoutStyles(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x1B) else { return bytes }
        var isEscaped = false
        return bytes.filter { byte in
            if byte == 0x1B { isEscaped = true }
            defer { if isEscaped, byte == UInt8(ascii: "m") { isEscaped = false } }
            return !isEscaped
        }
    }

    private func write(_ text: String) {
        guard failure == nil else { return }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = Failure(path: path, reason: String(cString: strerror(errno)))
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
