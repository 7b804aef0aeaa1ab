/// A command of the program's own at the prompt: a line that begins with a dot, `.status web`.
///
/// For what a person types and a script never needs; everything else is better as a ``Function``.
public struct Command {
    let name: String
    let summary: String
    let completions: () -> [Completion]
    let body: (String) throws -> Void

    /// - Parameters:
    ///   - name: Without the dot: letters, digits, `_` and `-`.
    ///   - summary: A few words for `.help`.
    ///   - completions: What the first word of the argument can be, asked when Tab is pressed.
    ///   - body: Gets what follows the name without the blanks around it, perhaps nothing. What it throws is shown as an
    ///     error.
    public init(
        _ name: String, _ summary: String, completions: @escaping () -> [Completion] = { [] },
        body: @escaping (_ argument: String) throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.completions = completions
        self.body = body
    }
}
