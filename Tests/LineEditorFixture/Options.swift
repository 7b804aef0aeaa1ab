import Glibc
import LineEditor

/// `--history FILE`, `--limit N`, `--prompt TEXT`, `--events FIFO`, `--plain`, `--batch`, `--tty`.
struct Options {
    var configuration = LineEditor.Configuration(name: "fixture", features: .all)
    var prompt = "\u{1b}[1;36mdo\u{1b}[0m> "
    var events: Int32?
    var isBatch = false

    init(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let option = rest.popFirst() {
            switch option {
            case "--plain": configuration.features = []
            case "--menu": configuration.features = .menu
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
}
