import Glibc
import TestSupport

/// libedit's own history functions, to compare files with. They are variadic, which Swift cannot call; on the platforms
/// we build for, integer and pointer arguments travel the same way in both conventions.
final class LibeditHistory {
    private struct Event {
        var number: Int32 = 0
        var text: UnsafePointer<wchar_t>?
    }

    private typealias Make = @convention(c) () -> OpaquePointer?
    private typealias End = @convention(c) (OpaquePointer?) -> Void
    private typealias Call = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, Int32, Int) -> Int32

    private static let setSize: Int32 = 1
    private static let previous: Int32 = 5
    private static let last: Int32 = 4
    private static let load: Int32 = 17
    private static let save: Int32 = 18

    private let history: OpaquePointer?
    private let call: Call
    private let end: End

    init() throws {
        setlocale(LC_CTYPE, "C.UTF-8")
        guard let make = dlsym(nil, "history_winit"), let call = dlsym(nil, "history_w"),
            let end = dlsym(nil, "history_wend")
        else { throw PseudoTerminal.Failure(description: "libedit is not linked") }
        self.call = unsafeBitCast(call, to: Call.self)
        self.end = unsafeBitCast(end, to: End.self)
        history = unsafeBitCast(make, to: Make.self)()
        _ = perform(Self.setSize, 100)
    }

    deinit { end(history) }

    private func perform(_ operation: Int32, _ argument: Int = 0) -> String? {
        var event = Event()
        let result = withUnsafeMutablePointer(to: &event) { call(history, $0, operation, argument) }
        guard result >= 0, var text = event.text else { return nil }
        var scalars = String.UnicodeScalarView()
        while text.pointee != 0 {
            scalars.append(Unicode.Scalar(UInt32(bitPattern: text.pointee)) ?? "\u{fffd}")
            text += 1
        }
        return String(scalars)
    }

    /// The entries of a file, oldest first.
    func load(_ path: String) -> [String] {
        _ = path.withCString { perform(Self.load, Int(bitPattern: $0)) }
        var entries: [String] = []
        var entry = perform(Self.last)
        while let text = entry {
            entries.append(text)
            entry = perform(Self.previous)
        }
        return entries
    }

    func save(_ path: String) {
        _ = path.withCString { perform(Self.save, Int(bitPattern: $0)) }
    }
}
