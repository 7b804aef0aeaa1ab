import Glibc
import TestSupport
import Testing

/// The packages of the examples build as projects of their own would build them, and do what they say.
///
/// They share one folder of build products, so that the second compiles only what the first has not.
@Suite(.serialized)
struct EmbeddingTests {
    private static let project = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    private static let products = "\(project)/.build/embedding"
    private let folder = TemporaryFolder()

    @Test func engineRunsInAProgram() throws {
        let run = try swift("run", in: "embedding", "--quiet")
        #expect(run.status == 0, "\(run.errorOutput)")
        #expect(run.output == (try text(of: "examples/embedding.expected")))
        let test = try swift("test", in: "embedding")
        #expect(test.status == 0, "\(test.output)\(test.errorOutput)")
        #expect(test.output.contains("Test run with 2 tests in 1 suite passed"), "\(test.output)")
    }

    /// A program's function, its completion, its help and its errors, beside the API's functions.
    @Test func promptRunsInAProgram() throws {
        let build = try swift("build", in: "embedding-shell", "--quiet")
        #expect(build.status == 0, "\(build.output)\(build.errorOutput)")
        let terminal = try PseudoTerminal(
            "\(Self.products)/debug/acme", environment: Moontide.environment(in: folder), columns: 90, rows: 60)
        try terminal.expect(lastRow: "acme>", column: 6)
        try enter(
            "acme.apps()", in: terminal,
            shows: "name  status   replicas\nweb   running         2\napi   running         1\n2 records")
        try enter(
            "acme.deploy('web', { replicas = 12 })", in: terminal,
            shows: "error: acme.deploy: replicas: expected 1 to 9, found 12\n"
                + "  1 | acme.deploy('web', { replicas = 12 })\n    |      ^^^^^^")
        try enter(
            "acme.deploy('wbe')", in: terminal,
            shows: "error: acme.deploy: there is no app 'wbe'\n  1 | acme.deploy('wbe')\n    |      ^^^^^^")
        try enter("#functions.list_namespaces()", in: terminal, shows: "0")
        try enter(".apps", in: terminal, shows: "2 apps")
        try enter(
            "?acme.deploy", in: terminal,
            shows: """
                acme.deploy  Deploys an app.

                  acme.deploy(app, { replicas })

                  app       string, required  Which one.
                  replicas  integer, default 1, 1 to 9  How many of it run.

                  returns  the app

                  example
                  acme.deploy("example")
                """)
        try completes(in: terminal)
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
        #expect(try text(of: "history", in: folder.file("state") + "/acme").contains("acme.apps()"))
    }

    /// The name, the parameter, and values that the program knows, each at the press of Tab.
    private func completes(in terminal: PseudoTerminal) throws {
        try terminal.type("acme.dep\t")
        try terminal.expect(containing: "acme> acme.deploy{")
        try terminal.expect(containing: "deploy{ app*, replicas }")
        try terminal.type("ap\t")
        try terminal.expect(containing: "acme> acme.deploy{ app =")
        try terminal.type("\t")
        try terminal.expect(containing: " web  2 replicas, running")
        // The first leaves the menu.
        try terminal.type("\u{3}")
        try terminal.wait(for: "the end of the menu") { !$0.text.contains("2 replicas, running") }
        try terminal.type("\u{3}")
        try terminal.expect(lastRow: "acme>", column: 6)
    }

    /// Without a terminal there is a sentence instead of a prompt.
    @Test func promptTellsThatItNeedsATerminal() throws {
        let build = try swift("build", in: "embedding-shell", "--quiet")
        #expect(build.status == 0, "\(build.output)\(build.errorOutput)")
        let run = try RunningProgram.run(
            "setsid", ["-w", "\(Self.products)/debug/acme"], environment: Moontide.environment(in: folder), input: "1\n"
        )
        #expect(run.status != 0)
        #expect(run.errorOutput.contains("acme: a prompt needs a terminal, and there is none"), "\(run.errorOutput)")
    }

    /// The article shows what the example does, word for word.
    @Test func articleShowsTheExample() throws {
        let article = try text(of: "Sources/MoontideShell/MoontideShell.docc/Embedding.md")
        for file in ["Acme.swift", "Platform.swift"] {
            #expect(article.contains(try text(of: "examples/embedding-shell/Sources/acme/\(file)")), "\(file)")
        }
    }

    private func enter(_ text: String, in terminal: PseudoTerminal, shows expected: String) throws {
        try terminal.type(text + "\r")
        try terminal.wait(for: "\(text)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let entry = rows.lastIndex(of: "acme> " + text), rows.last == "acme>" else { return false }
            return rows[(entry + 1)...].dropLast().joined(separator: "\n") == expected
        }
    }

    /// What the package manager does with a package of the examples.
    private func swift(_ command: String, in example: String, _ options: String...) throws -> RunningProgram.Outcome {
        try RunningProgram.run(
            "swift",
            [
                command, "--package-path", "\(Self.project)/examples/\(example)", "--scratch-path", Self.products,
                // A kept plan of the build does not notice new files of the package that it depends on.
                "--disable-build-manifest-caching",
                // What nobody looks at would take time. `swift test` looks for tests in the index.
                "-debug-info-format", "none"
            ] + options, environment: environment)
    }

    private func text(of file: String, in folder: String = project) throws -> String {
        try RunningProgram.run("cat", ["\(folder)/\(file)"]).output
    }

    /// The package manager finds its tools and its caches through these.
    private var environment: [String: String] {
        var kept: [String: String] = [:]
        for name in ["PATH", "HOME", "LANG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT"] {
            kept[name] = getenv(name).map { String(cString: $0) }
        }
        return kept
    }
}
