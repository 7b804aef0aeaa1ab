import LineEditor
import Testing

@Suite struct TranscriptTests {
    private func transcript(prompt: String = "do> ", isAtStart: Bool = true) -> Transcript {
        Transcript(prompt: prompt, isAtStart: isAtStart) { entry in
            entry.count { $0 == "(" } <= entry.count { $0 == ")" }
        }
    }

    @Test(arguments: [
        // Entries only, whatever the program answered, and of an entry all its lines.
        ("do> a\n1\n2\ndo> b", "a\ndo> b"), ("do> f(\n  1)\nanswer\ndo> g", "f(\n  1)\ndo> g"),
        ("do> a\ndo>\ndo> b\ndo>", "a\ndo> b"),
        // A session with another prompt.
        ("prod> a\nanswer\nprod> b", "a\ndo> b"), ("do:prod.2> a", "a"), ("do> a\nprod> b", "a\ndo> b"),
        ("do> f(\n\n1)\n2\ndo> b", "f(\n\n1)\ndo> b"),
        ("do> f(\ndo>   1)\n2", "f(\n  1)"), ("do> f(\n  1^C\ndo> b", "b"),
        // Copied from behind the first prompt.
        ("a\n1\ndo> b\nc do> d", "a\ndo> b"), ("f(\n1)\n2\ndo>", "f(\n1)"),
        // No transcript.
        ("a\nprod> b", "a\nprod> b"), ("-- x> y", "-- x> y"), ("1> 2", "1> 2"),
        ("a >b", "a >b"), ("", ""), ("do>x", "do>x")
    ])
    func keepsTheEntries(_ pasted: String, _ expected: String) {
        #expect(transcript().text(of: pasted) == expected)
    }

    @Test func insideAnEntryANameBeforeAnAngleIsAnOperand() {
        #expect(transcript(isAtStart: false).text(of: "x> 3\ny") == "x> 3\ny")
        #expect(transcript(isAtStart: false).text(of: "do> x\nanswer") == "x")
    }

    @Test func aBlankPromptIsNone() {
        #expect(transcript(prompt: "  ").text(of: "  a\n  b") == "  a\n  b")
        #expect(transcript(prompt: "  ").divided("  a\n  b") == ["  a\n  b"])
    }

    @Test(arguments: [
        ("a", ["a"]), ("a\nb", ["a\nb"]), ("a\ndo> b", ["a", "b"]), ("do> a\ndo> b\nc", ["a", "b\nc"]),
        ("a\n\ndo>\ndo> b", ["a\n", "b"]),
        // Within what is open a prompt is none.
        ("f(\ndo> 1)\ndo> b", ["f(\ndo> 1)", "b"]), ("a\nprod> b", ["a\nprod> b"]), ("\n", [])
    ])
    func dividesATextAtPrompts(_ text: String, _ expected: [String]) {
        #expect(transcript().divided(text) == expected)
    }
}
