import Glibc
import TestSupport
import Testing

/// The manual page.
struct ManualTests {
    private let folder = TemporaryFolder()

    private func page() throws -> String {
        let outcome = try Moontide.run(["man"], in: folder)
        #expect(outcome.status == 0 && outcome.errorOutput.isEmpty)
        return outcome.output
    }

    private static let hasMandoc = access("/usr/bin/mandoc", X_OK) == 0

    @Test func isWhatGroffTakesWithoutAWord() throws {
        let outcome = try RunningProgram.run("groff", ["-ww", "-mdoc", "-Tutf8", "-z"], input: page())
        #expect(outcome == .init(status: 0))
    }

    @Test(.enabled(if: hasMandoc)) func isWhatMandocHasNothingAgainst() throws {
        folder.write(try page(), to: "moontide.1")
        let outcome = try RunningProgram.run("mandoc", ["-Tlint", "-W", "style", folder.file("moontide.1")])
        // Its index of the system's pages is no matter of this page.
        let complaints = outcome.output.split(separator: "\n").filter { $0.contains("moontide.1:") }
        #expect(complaints.isEmpty, "\(outcome.output)")
    }

    @Test(.enabled(if: hasMandoc)) func hasEveryCommandAndOption() throws {
        folder.write(try page(), to: "moontide.1")
        let text = try RunningProgram.run("mandoc", ["-Tascii", "-O", "width=200", folder.file("moontide.1")]).output
        // Bold and underlined are as a typewriter does it: a letter, a step back, the letter.
        var letters: [Unicode.Scalar] = []
        for letter in text.unicodeScalars {
            if letter == "\u{8}" { letters.removeLast() } else { letters.append(letter) }
        }
        let plain = String(String.UnicodeScalarView(letters))
        for command in ["", "run", "serve", "token", "annotations", "reference", "complete", "man"] {
            let help = try Moontide.run((command.isEmpty ? [] : [command]) + ["--help"], in: folder).output
            let words = help.split { $0 == " " || $0 == "\n" || $0 == "," || $0 == "]" || $0 == "[" }
            for option in Set(words.filter { $0.hasPrefix("--") && $0.count > 3 }) {
                #expect(plain.contains(option), "\(command) \(option)")
            }
            #expect(plain.contains("\n   \(command.isEmpty ? "run" : command)\n"), "\(command)")
        }
    }

    @Test func hasTheSectionsThatPeopleLookFor() throws {
        let sections = try page().split(separator: "\n").filter { $0.hasPrefix(".Sh ") }.map { $0.dropFirst(4) }
        #expect(
            sections == [
                "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT", "FILES", "EXIT STATUS",
                "EXAMPLES", "SEE ALSO"
            ])
    }
}
