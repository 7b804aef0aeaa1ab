internal import Glibc

/// A folder that gets generated files.
struct OutputFolder {
    /// Why a file or folder could not be written.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let code: Int32

        var description: String { "cannot write \(TerminalText.visible(path)): \(String(cString: strerror(code)))" }
    }

    let path: String

    /// Makes the folder, and those it is in, where they are not there.
    ///
    /// - Throws: ``Failure`` where that is not possible.
    init(_ path: String) throws(Failure) {
        self.path = path
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o777) == 0 || errno == EEXIST || errno == EISDIR else {
                throw Failure(path: made, code: errno)
            }
        }
    }

    /// Writes a file, over an older one of that name.
    ///
    /// - Throws: ``Failure``, and leaves the file cut short where the disk is full.
    func write(_ text: String, to name: String) throws(Failure) {
        let file = "\(path)/\(name)"
        guard let stream = fopen(file, "we") else { throw Failure(path: file, code: errno) }
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, stream) == $0.count }
        let failure = errno
        guard fclose(stream) == 0, written else { throw Failure(path: file, code: written ? errno : failure) }
    }
}
