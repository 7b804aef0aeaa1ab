/// How the program ends: the codes a calling script can rely on.
public enum ExitCode: Int32, Sendable, CaseIterable {
    case success = 0
    /// A syntax or runtime error of Lua that no script caught, or another failure.
    case failure = 1
    /// The command line is wrong.
    case usage = 2
    /// The API refused a call, or could not be reached.
    case apiError = 3
    /// No token, or one the API does not accept.
    case credentials = 4
    /// A confirmation is needed that nobody can give, or it was refused.
    case confirmation = 5
    /// Some of the steps of a bulk run failed.
    case partlyFailed = 6
    /// Ended by Ctrl-C.
    case interrupted = 130
    /// The reader of standard output went away.
    case brokenPipe = 141
}

extension ExitCode {
    /// The sentence about it in the manual.
    package var meaning: String {
        switch self {
        case .success: "Everything was done."
        case .failure: "An error of Lua that no script caught, or a result that could not be written."
        case .usage: "The command line is wrong, or names a file that is not there."
        case .apiError: "The API refused a call, or could not be reached, and no script caught the error."
        case .credentials: "There is no token for the context, or the API rejects it."
        case .confirmation:
            "A confirmation is needed that nobody can give, the answer was no, or the context is read-only."
        case .partlyFailed: "Some steps of a plan or some items of parallel failed."
        case .interrupted: "It was interrupted with Ctrl-C."
        case .brokenPipe: "The program that reads the output went away."
        }
    }
}
