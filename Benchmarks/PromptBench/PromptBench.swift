import Glibc
import TestSupport

/// The prompt on a terminal of its own: what a key press, a paste and a start take, beside plain libedit and `cat` on the
/// same kind of terminal.
///
/// `prompt-bench PROGRAM`: the path of the shell. `prompt-bench --libedit` is one of the references.
@main
struct PromptBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.last == "--libedit" { return PlainEditline.run() }
        guard arguments.count == 2 else {
            print("usage: prompt-bench PROGRAM")
            exit(2)
        }
        let shell = Subject.shell(arguments[1], state: makeHistory())
        let libedit = Subject.plainEditline(arguments[0])
        try keys(shell, libedit)
        try start(shell, libedit)
        try paste(shell)
    }

    // MARK: - Rows

    private static func keys(_ shell: Subject, _ libedit: Subject) throws {
        let ours = try Distribution(Keys(shell).times())
        let plain = try Distribution(Keys(libedit).times())
        let echo = try Distribution(Keys(.cat).times())
        row(
            "prompt: key press to screen, median (ms)", ours.median,
            "plain libedit: \(text(plain.median)), `cat`: \(text(echo.median))", difference(ours.median - plain.median),
            "1")
        row(
            "prompt: key press to screen, 99th percentile (ms)", ours.percentile(99),
            "plain libedit: \(text(plain.percentile(99)))", difference(ours.percentile(99) - plain.percentile(99)), "3")
    }

    private static func start(_ shell: Subject, _ libedit: Subject) throws {
        let ours = try Distribution((0..<30).map { _ in try startTime(shell) }).median
        let plain = try Distribution((0..<30).map { _ in try startTime(libedit) }).median
        row(
            "prompt: start to first prompt, 10,000 history entries (ms)", ours,
            "plain libedit, no history: \(text(plain))",
            difference(ours - plain), "15")
    }

    private static func startTime(_ subject: Subject) throws -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        _ = try subject.open()
        return clock.now - start
    }

    private static func paste(_ shell: Subject) throws {
        let lines = (0..<2_000).map { "value_\($0) = { name = 'entry', number = \($0) }" }.joined(separator: "\n")
        let text = lines.utf8.prefix(100_000)
        let ours = try Distribution(
            (0..<5).map { _ in
                let terminal = try shell.open()
                let bytes = Array("\u{1b}[200~".utf8) + text + Array(" -- the end\u{1b}[201~".utf8)
                return try terminal.timeUntil("the paste", typing: bytes) { $0.text.contains("-- the end") }
            }
        ).median
        let echo = try Distribution(
            (0..<5).map { _ in
                let terminal = try Subject.cat.open()
                return try terminal.timeUntil("the echo", typing: Array(text) + Array("-- the end".utf8)) {
                    $0.text.contains("-- the end")
                }
            }
        ).median
        row("prompt: paste 100 KB (ms)", ours, "`cat`: \(PromptBench.text(echo))", PromptBench.text(ours / echo), "300")
    }

    private static func row(_ what: String, _ value: Double, _ reference: String, _ ratio: String, _ goal: String) {
        print("\(what)\t\(text(value))\t\(reference)\t\(ratio)\t\(goal)")
    }

    private static func difference(_ value: Double) -> String { (value < 0 ? "" : "+") + text(value) }

    private static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = String(abs(hundredths % 100))
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths / 100)).\(digits.count < 2 ? "0" : "")\(digits)"
    }
}
