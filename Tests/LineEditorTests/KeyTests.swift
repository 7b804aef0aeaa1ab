import LineEditor
import Testing

@Suite struct KeyTests {
    @Test(arguments: [
        ("^T", "C-t"), ("C-t", "C-t"), ("c-T", "C-t"), ("Ctrl-t", "C-t"), ("\\C-t", "C-t"), ("^_", "C-_"),
        ("C-/", "C-_"),
        ("M-x", "M-x"), ("Alt-x", "M-x"), ("M-X", "M-X"), ("M-ä", "M-ä"), ("C-M-x", "M-C-x"), ("M--", "M--"),
        ("F5", "F5"), ("S-f12", "S-F12"), ("C-Up", "C-Up"), ("Ctrl-Alt-PageUp", "C-M-PageUp"), ("S-Tab", "S-Tab"),
        ("Tab", "Tab"), ("^I", "Tab"), ("Delete", "Delete"), ("^?", "Backspace"), ("C-Space", "C-Space"),
        ("^X^T", "C-x C-t"), ("C-x C-t", "C-x C-t"), ("^X t", "C-x t"), ("C-x F5", "C-x F5"), (" ^T ", "C-t")
    ])
    func readsEmacsNotationAndWritesItOneWay(_ notation: String, _ expected: String) throws {
        let key = try Key(notation)
        #expect(key.description == expected)
        #expect(try Key(key.description) == key)
    }

    @Test(arguments: [
        "", " ", "F0", "F21", "C-ä", "C-1", "Hyper-x", "C-", "^T^X^T", "^T x", "C-x C-x C-x", "S-x", "word"
    ])
    func refusesWhatIsNoKey(_ notation: String) {
        let error = #expect(throws: LineEditorError.self) { try Key(notation) }
        #expect(error?.description == "expected a key such as ^T, M-x, F5 or ^X^T, found '\(notation)'")
    }

    @Test(arguments: [
        ("t", "it types a character"), ("^", "it types a character"),
        ("ä", "it types a character"), ("Space", "it types a character"),
        ("Enter", "it ends the entry"), ("^M", "it ends the entry"), ("^J", "it ends the entry"),
        ("^C", "it stops what runs"), ("C-x C-c", "it stops what runs"),
        ("^Z", "the terminal makes a signal of it"), ("^\\", "the terminal makes a signal of it"),
        ("^X", "other keys begin with it, such as ^X^T"),
        ("^[", "the keys of a terminal begin with it")
    ])
    func refusesKeysThatKeepTheirMeaningWithTheReason(_ notation: String, _ reason: String) {
        let error = #expect(throws: LineEditorError.self) { try Key(notation) }
        #expect(
            error?.description
                == "'\(notation)' cannot be bound, because \(reason); expected a key such as ^T, M-x, F5 or ^X^T")
    }

    @Test func aBoundKeyHidesTheMeaningItHas() throws {
        var interpreter = KeyInterpreter()
        let (control, sequence) = try (Key("^U"), Key("^X^E"))
        interpreter.bind(control)
        interpreter.bind(sequence)
        #expect(interpreter.interpret(.character("\u{15}")) == .command(.bound(control)))
        #expect(interpreter.interpret(.character("\u{18}")) == .nothing)
        #expect(interpreter.interpret(.character("\u{05}")) == .command(.bound(sequence)))
        #expect(interpreter.interpret(.character("\u{05}")) == .command(.lineEnd))
        // What is quoted is text.
        #expect(interpreter.interpret(.character("\u{16}")) == .nothing)
        #expect(interpreter.interpret(.character("\u{15}")) == .command(.insert(["\u{15}"])))
        interpreter.unbind(control)
        #expect(interpreter.interpret(.character("\u{15}")) == .command(.killText))
    }
}
