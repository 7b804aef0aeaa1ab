import Glibc
import TestSupport
import Testing

/// `init.lua`: when it is run, and what is said of one that cannot be.
@Suite(.serialized)
struct StartupFileTests {
    private let prompt = ConfiguredPrompt()
    private var folder: TemporaryFolder { prompt.folder }

    @Test func runsBeforeTheFirstPrompt() throws {
        let terminal = try prompt.start("print('settings') answer = 42")
        try terminal.expect("settings\nlocal>")
        try terminal.enter("answer", shows: "42")
    }

    @Test func isLeftOutOnRequestAndReplacedByANamedOne() throws {
        let without = try prompt.start("print('settings')", ["--norc"])
        try without.expect("local>")
        let other = folder.write("print('others')", to: "other.lua")
        let replaced = try prompt.start("print('settings')", ["--rc", other])
        try replaced.expect("others\nlocal>")
    }

    @Test func isNotReadByScripts() throws {
        folder.write("print('settings')", to: "config/moontide/init.lua")
        let script = folder.write("print('script', answer)", to: "script.lua")
        #expect(try Moontide.run([script], in: folder) == .init(status: 0, output: "script\tnil\n"))
        #expect(try Moontide.run([], in: folder, input: "print(answer)").output == "nil\n")
        let named = folder.write("answer = 42", to: "named.lua")
        let outcome = try Moontide.run(["--rc", named, script], in: folder)
        #expect(outcome == .init(status: 0, output: "script\t42\n"))
    }

    @Test func aPromptAfterAScriptReadsItThen() throws {
        let script = folder.write("print('script')", to: "script.lua")
        let terminal = try prompt.start("print('settings')", ["-i", script])
        try terminal.expect("script\nsettings\nlocal>")
        let named = folder.write("print('named')", to: "named.lua")
        let first = try prompt.start("print('settings')", ["-i", "--rc", named, script])
        try first.expect("named\nscript\nlocal>")
    }

    @Test(arguments: [
        ("x = = 1", "error: FILE:1: unexpected symbol near '='"),
        ("\n\nnothing.x = 1", "error: FILE:3: attempt to index a nil value (global 'nothing')"),
        ("\nconfig.hints = 'yes'", "error: FILE:2: config.hints: expected true or false, found 'yes'"),
        ("config.hnts = false", "error: FILE:1: config has no setting 'hnts'\n  did you mean 'hints'?"),
        ("\u{1b}Lua", "error: FILE: expected Lua source, found a compiled chunk; compiled chunks are not run")
    ])
    func anErrorIsShownWithItsPlaceAndThePromptComes(_ settings: String, _ error: String) throws {
        let terminal = try prompt.start(settings)
        let shown = error.replacing("FILE", with: prompt.file)
        try terminal.expect("\(shown)\nlocal>")
        try terminal.enter("1 + 1", shows: "2")
    }

    @Test func theCallsThatWereOpenAreShown() throws {
        let terminal = try prompt.start("local function f() error('broken') end\nf()\n")
        try terminal.expect(
            """
            error: \(prompt.file):1: broken
              \(prompt.file):1: in local 'f'
              \(prompt.file):2: in main chunk
            local>
            """)
    }

    @Test func whatCannotBeReadIsToldAndThePromptComes() throws {
        folder.write("", to: "config/moontide/x")
        mkdir(prompt.file, 0o700)
        try prompt.start(nil).expect(
            "error: cannot use \(prompt.file): it is a directory; put a file there\nlocal>")
        rmdir(prompt.file)
        mkfifo(prompt.file, 0o600)
        try prompt.start(nil).expect("error: cannot use \(prompt.file): it is no regular file\nlocal>")
        remove(prompt.file)
        symlink("init.lua", prompt.file)
        try prompt.start(nil).expect(
            "error: cannot open \(prompt.file): Too many levels of symbolic links\nlocal>")
        remove(prompt.file)
        symlink("nowhere", prompt.file)
        try prompt.start(nil).expect("local>")
    }

    @Test func oneThatOthersMayWriteIsNotRun() throws {
        folder.write("print('settings')", to: "config/moontide/init.lua")
        chmod(prompt.file, 0o620)
        try prompt.start(nil).expect(
            "error: cannot use \(prompt.file): others may write it; chmod go-w makes it yours\nlocal>")
        chmod(prompt.file, 0o644)
        try prompt.start(nil).expect("settings\nlocal>")
        // A folder of settings that is kept elsewhere is linked to.
        rename(prompt.file, folder.file("kept.lua"))
        symlink(folder.file("kept.lua"), prompt.file)
        try prompt.start(nil).expect("settings\nlocal>")
    }

    @Test func textThatIsNotUTF8AndTooMuchOfItAreRefused() throws {
        try write([0x78, 0x0A, 0xFF, 0x0A])
        try prompt.start(nil).expect("error: \(prompt.file):2: expected UTF-8 text; save the file as UTF-8\nlocal>")
        try write([UInt8](repeating: 0x20, count: 1 << 20 + 1))
        try prompt.start(nil).expect(
            "error: cannot use \(prompt.file): it is larger than 1 MiB; let it load what is large with dofile\nlocal>")
    }

    private func write(_ bytes: [UInt8]) throws {
        folder.write("", to: "config/moontide/init.lua")
        let descriptor = open(prompt.file, O_WRONLY | O_TRUNC | O_CLOEXEC)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    @Test func aNamedOneThatIsNotThereIsAnErrorAndEndsAScript() throws {
        let missing = folder.file("missing.lua")
        let terminal = try prompt.start(nil, ["--rc", missing])
        try terminal.expect("error: cannot open \(missing): No such file or directory\nlocal>")
        let outcome = try Moontide.run(["--rc", missing, "-e", "return 1"], in: folder)
        #expect(
            outcome
                == .init(status: 2, errorOutput: "moontide: cannot open \(missing): No such file or directory\n"))
        let broken = folder.write("error('broken')", to: "broken.lua")
        let failed = try Moontide.run(["--rc", broken, "-e", "return 1"], in: folder)
        #expect(failed == .init(status: 1, errorOutput: "\(broken):1: broken\n"))
        #expect(try Moontide.run(["--rc", "/dev/null", "-e", "return 1"], in: folder).output == "1\n")
        #expect(
            try Moontide.run(["--rc", broken, "--norc"], in: folder).errorOutput
                .hasPrefix("Error: --norc and --rc: expected one of them, found both\n"))
    }

    @Test func controlCStopsItAndThePromptComes() throws {
        let terminal = try prompt.start("print('begun') while true do end")
        try terminal.expect(lastRow: "begun")
        try terminal.type("\u{3}")
        try terminal.expect("begun\n^C\nerror: interrupted\nlocal>")
        try terminal.enter("1 + 1", shows: "2")
    }

    @Test func asksNothingOfTheNetwork() throws {
        // Whoever connected here would be refused, and that would be said.
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--api-url", "http://127.0.0.1:1"],
            environment: Moontide.environment(in: folder, ["DIGITALOCEAN_TOKEN": exampleToken]), columns: 120)
        try terminal.expect("digitalocean>")
    }
}
