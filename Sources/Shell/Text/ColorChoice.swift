/// When output is colored.
public enum ColorChoice: String, Sendable, CaseIterable {
    /// On a terminal that is not dumb, unless `NO_COLOR` says otherwise.
    case auto
    case always
    case never

    /// Whether a stream gets color.
    ///
    /// - Parameter environment: `NO_COLOR` (any value but the empty one switches color off) and `TERM` are looked at.
    package func isColored(onTerminal isTerminal: Bool, environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: isTerminal && environment["TERM"] != "dumb" && environment["NO_COLOR", default: ""].isEmpty
        }
    }
}
