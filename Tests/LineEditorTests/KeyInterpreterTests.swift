import LineEditor
import Testing

@Suite struct KeyInterpreterTests {
    @Test(arguments: [
        ([KeyEvent.character("\r")], [KeyInterpreter.Meaning.command(.accept)]),
        ([.alt("\r")], [.command(.newline)]),
        ([.character("x")], [.raw(["x"])]),
        ([.character("\u{18}"), .character("\u{05}")], [.nothing, .command(.externalEditor)]),
        ([.character("\u{18}"), .character("\u{18}")], [.nothing, .raw(["\u{18}", "\u{18}"])]),
        ([.character("\u{18}"), .key(.up), .character("\u{05}")], [.nothing, .nothing, .command(.lineEnd)]),
        (
            [.character("\u{16}"), .character("\t"), .character("\t")],
            [.nothing, .command(.insert(["\t"])), .command(.complete)]
        ),
        (
            [.character("\u{16}"), .character("\u{18}"), .character("\u{05}")],
            [.nothing, .command(.insert(["\u{18}"])), .command(.lineEnd)]
        ),
        ([.character("\u{16}"), .alt("b")], [.nothing, .command(.insert(["\u{1b}", "b"]))]),
        ([.character("\u{16}"), .escape, .escape], [.nothing, .command(.insert(["\u{1b}"])), .nothing]),
        ([.alt("u")], [.raw(["\u{1b}", "u"])]),
        ([.alt("ä")], [.nothing]),
        ([.key(.left, .control)], [.command(.wordLeft)]),
        ([.key(.function(1))], [.command(.help)]),
        ([.key(.pageUp)], [.nothing]),
        ([.escape], [.nothing]),
        ([.character("\u{1c}")], [.nothing]),
        ([.character("\u{1f}")], [.command(.undo)])
    ])
    func interpretsEmacsKeys(_ events: [KeyEvent], _ meanings: [KeyInterpreter.Meaning]) {
        var interpreter = KeyInterpreter()
        #expect(events.map { interpreter.interpret($0) } == meanings)
    }

    @Test func leavesViItsKeys() {
        var interpreter = KeyInterpreter(isVi: true)
        #expect(interpreter.interpret(.escape) == .raw(["\u{1b}"]))
        #expect(interpreter.interpret(.character("\u{01}")) == .raw(["\u{01}"]))
        #expect(interpreter.interpret(.character("\t")) == .command(.complete))
        #expect(interpreter.interpret(.character("\u{18}")) == .raw(["\u{18}"]))
    }
}
