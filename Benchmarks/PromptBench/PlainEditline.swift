import CEditline
import CLibEdit
import Glibc

/// A prompt with nothing but libedit.
enum PlainEditline {
    static func run() {
        setlocale(LC_CTYPE, "")
        guard let input = fdopen(0, "r"), let output = fdopen(1, "w"),
            let editor = el_init_fd("bench", input, output, output, 0, 1, 1)
        else { exit(2) }
        _ = edit_set_prompt(editor) { _ in PlainEditline.prompt }
        var count: Int32 = 0
        while el_wgets(editor, &count) != nil, count > 0 {}
        el_end(editor)
    }

    // Made before the editor and never changed.
    nonisolated(unsafe) private static let prompt: UnsafeMutablePointer<wchar_t> = {
        let text = "libedit> ".unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
        let copy = UnsafeMutablePointer<wchar_t>.allocate(capacity: text.count)
        copy.initialize(from: text, count: text.count)
        return copy
    }()
}
