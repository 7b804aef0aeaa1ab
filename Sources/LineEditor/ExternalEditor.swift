import CEditline
import Glibc

/// The user's own editor ($VISUAL, $EDITOR, or vi) on a temporary file.
package struct ExternalEditor {
    let suffix: String

    package init(suffix: String) { self.suffix = suffix }

    /// Returns the text as it was saved, without newlines at the end; nil when the editor failed or was not found.
    package func edit(_ text: String) -> String? {
        guard let path = write(text) else { return nil }
        defer { unlink(path) }
        guard run(on: path), let saved = read(path) else { return nil }
        return PastedText.clean(saved)
    }

    private var command: String {
        for name in ["VISUAL", "EDITOR"] {
            if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
        }
        return "vi"
    }

    /// Writes a file only this user can read: the text may hold secrets.
    private func write(_ text: String) -> String? {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(directory)/line-XXXXXX\(suffix)".utf8CString)
        let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let bytes = Array((text + "\n").utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            unlink(path)
            return nil
        }
        return path
    }

    /// The command may have arguments of its own, so a shell takes it apart. Control-C and Control-Z are the editor's.
    private func run(on path: String) -> Bool {
        edit_signals_begin_running(nil, nil)
        defer { edit_signals_end_running() }
        let arguments = ["sh", "-c", "\(command) \"$1\"", "sh", path]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child = pid_t()
        guard posix_spawn(&child, "/bin/sh", nil, nil, &pointers, environ) == 0 else { return false }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return false }
        }
        return status == 0
    }

    private func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return bytes
    }
}
