import Shell
import Testing

struct EntryErrorTests {
    private let notFound =
        "entry:1: droplets.get: 404 not_found: The resource you requested could not be found. "
        + "(GET /v2/droplets/1, request 3658f204-e5d0-4889-8764-a327b1d6efb5, 2 attempts); ask again"

    private func text(_ parts: ErrorParts, of entry: String, width: Int? = 60, context: String? = nil) -> String {
        var error = EntryError(parts, calls: [], text: entry)
        error.width = width
        error.context = context
        return error.lines.joined(separator: "\n")
    }

    @Test func showsAFailedCallAsHeadlinePlaceRequestAndHint() {
        let parts = ErrorParts(notFound, request: "GET /v2/droplets/1", operation: "droplets.get", status: 404)
        #expect(
            text(parts, of: "x = droplets.get(1)", context: "context prod") == """
                error: droplets.get: 404 not_found: The resource you
                  requested could not be found.
                  1 | x = droplets.get(1)
                    |              ^^^
                  GET /v2/droplets/1 · request
                    3658f204-e5d0-4889-8764-a327b1d6efb5 · 2 attempts · in
                    context prod
                  ask again
                """)
    }

    @Test(arguments: [
        ("attempt to call a nil value (global 'pirnt')", "pirnt(1)", "pirnt(1)", "^^^^^"),
        ("attempt to index a nil value (field 'b')", "return a.b.c", "return a.b.c", "         ^"),
        (
            "functions has no operation 'lst'; did you mean 'list'?", "日本 = functions.lst{}", "日本 = functions.lst{}",
            "                 ^^^"
        ),
        ("f: 2 problems:\n  unknown parameter 'nmae'\n  missing: x", "f{ nmae = 1 }", "f{ nmae = 1 }", "   ^^^^")
    ])
    func pointsAtTheNameThatAMessageIsAbout(message: String, entry: String, line: String, carets: String) {
        let lines = text(ErrorParts("entry:1: " + message), of: entry).split(separator: "\n").map(String.init)
        #expect(lines.contains("  1 | " + line))
        #expect(lines.contains("    | " + carets))
    }

    @Test func pointsNowhereWhereTheNameIsThereTwice() {
        let parts = ErrorParts("entry:2: attempt to call a nil value (global 'f')")
        #expect(text(parts, of: "x = 1\nf(f)") == "error: line 2: attempt to call a nil value (global 'f')")
    }

    @Test func cutsALongLineAroundThePlace() {
        let entry = String(repeating: "a = 1 ", count: 30) + "pirnt(1) b = 2"
        let parts = ErrorParts("entry:1: attempt to call a nil value (global 'pirnt')")
        let lines = text(parts, of: entry, width: 40).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 40 })
        let caret = lines.last?.firstIndex(of: "^").map { $0.utf16Offset(in: lines[lines.count - 1]) }
        #expect(lines.dropLast().last?.dropFirst(caret ?? 0).hasPrefix("pirnt(1)") == true)
    }

    @Test func keepsTheHintApart() {
        let parts = ErrorParts("functions has no operation 'lst'; did you mean 'list'?", hint: "or not")
        #expect(parts.headline == "functions has no operation 'lst'")
        #expect(parts.hints == ["did you mean 'list'?", "or not"])
        #expect(text(ErrorParts("entry:1: boom"), of: "error('boom')") == "error: boom")
    }
}
