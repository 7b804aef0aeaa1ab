import Glibc
import LineEditor

/// `--history FILE`, `--limit N`, `--prompt TEXT`, `--right TEXT`, `--events FIFO`, `--bind KEY`, `--ticks N`, `--pause
/// MILLISECONDS`, `--plain`, `--menu`, `--highlight`, `--batch`, `--tty`, `--file-size BYTES`.
struct Options {
    var configuration = LineEditor.Configuration(name: "fixture", features: .all)
    var prompt = "\u{1b}[1;36mdo\u{1b}[0m> "
    var events: Int32?
    var isBatch = false
    var rightPrompt = ""
    var keys: [String] = []
    var ticks = 0
    /// The milliseconds between two ticks; the first comes at once.
    var pause = 1

    init(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let option = rest.popFirst() {
            switch option {
            case "--plain": configuration.features = []
            case "--menu": configuration.features = .menu
            case "--highlight": configuration.features = .highlighting
            case "--right": rightPrompt = rest.popFirst() ?? ""
            case "--bind": keys.append(rest.popFirst() ?? "")
            case "--ticks": ticks = rest.popFirst().flatMap { Int($0) } ?? 1
            case "--pause": pause = rest.popFirst().flatMap { Int($0) } ?? 1
            case "--file-size": Self.limitFiles(to: rest.popFirst().flatMap { Int($0) } ?? 0)
            case "--batch": isBatch = true
            case "--tty": configuration.terminal = .controlling
            case "--history": configuration.historyPath = rest.popFirst()
            case "--limit": configuration.historyLimit = rest.popFirst().flatMap { Int($0) } ?? 10
            case "--prompt": prompt = rest.popFirst() ?? ""
            // Open for writing too, so that it never comes to an end.
            case "--events": events = rest.popFirst().map { open($0, O_RDWR | O_NONBLOCK) }
            default: fatalError("unknown option \(option)")
            }
        }
    }

    /// From here on files cannot grow beyond so many bytes, as if the disk were full.
    private static func limitFiles(to bytes: Int) {
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }
}
