/// Whether what was typed so far is a chunk, the beginning of one, or a mistake.
package enum Continuation: Sendable, Equatable {
    /// Loads, as an expression (`return TEXT`) or as it is.
    case complete(isExpression: Bool)
    /// More text can make it a chunk.
    case incomplete
    /// No text after it can help; the message is the one for the text as it is.
    case invalid(message: String)

    /// What became of compiling one text.
    package enum LoadResult: Sendable, Equatable {
        case success
        /// `isIncomplete`: the message ends in `<eof>`.
        case failure(message: String, isIncomplete: Bool)
    }

    /// Decides about `text`.
    ///
    /// A line end is put after the text, because a string or a comment that has no end stays open without one. Stock
    /// `lua` asks only whether the statement is incomplete, so that it cannot continue `{` or `1 +`.
    /// - Parameter load: compiles a text without running it; text chunks only.
    package static func of(_ text: String, load: (String) -> LoadResult) -> Continuation {
        let asExpression = load("return \(text)\n")
        if asExpression == .success { return .complete(isExpression: true) }
        switch (asExpression, load(text + "\n")) {
        case (_, .success): return .complete(isExpression: false)
        case (.failure(_, isIncomplete: true), _), (_, .failure(_, isIncomplete: true)): return .incomplete
        case (_, .failure(let message, _)): return .invalid(message: message)
        }
    }
}
