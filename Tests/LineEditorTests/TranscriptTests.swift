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
        ("do> a\n1\n2\ndo> b", "a\nb"), ("do> f(\n  1)\nanswer\ndo> g", "f(\n  1)\ng"),
        ("do> a\ndo>\ndo> b\ndo>", "a\nb"),
        // A session with another prompt.
        ("prod> a\nanswer\nprod> b", "a\nb"), ("do:prod.2> a", "a"), ("do> a\nprod> b", "a\nb"),
        ("do> f(\n\n1)\n2\ndo> b", "f(\n\n1)\nb"), ("do> f(\ndo>   1)\n2", "f(\n  1)"), ("do> f(\n  1^C\ndo> b", "b"),
        // No transcript: only prompts go.
        ("a\ndo> b\nc do> d", "a\nb\nc do> d"), ("a\nprod> b", "a\nprod> b"), ("-- x> y", "-- x> y"), ("1> 2", "1> 2"),
        ("a >b", "a >b"), ("", ""), ("do>x", "do>x")
    ])
    func keepsTheEntries(_ pasted: String, _ expected: String) {
        #expect(transcript().entries(of: pasted) == expected)
    }

    @Test func insideAnEntryANameBeforeAnAngleIsAnOperand() {
        #expect(transcript(isAtStart: false).entries(of: "x> 3\ny") == "x> 3\ny")
        #expect(transcript(isAtStart: false).entries(of: "do> x\nanswer") == "x")
    }

    @Test func aBlankPromptIsNone() {
        #expect(transcript(prompt: "  ").entries(of: "  a\n  b") == "  a\n  b")
    }
}
