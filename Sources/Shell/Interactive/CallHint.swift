internal import Catalog

/// The parameters of the call around the cursor, in one line.
struct CallHint {
    let source: any SymbolSource

    /// `create_trigger{ name*, type*, is_enabled }`; nil outside of calls of the API. Required ones have a star.
    func text(for before: String) -> String? {
        guard let argument = argument(CompletionContext(before)),
            let target = source.callTarget(argument.callee.path, isMethod: argument.callee.isMethod)
        else { return nil }
        let fields = CallParameters(target: target).open(in: argument)
        guard !fields.isEmpty else { return nil }
        let names = fields.map { $0.preferredLuaName + ($0.isRequired ? "*" : "") }
        let place = ([argument.callee.path.last?.name ?? ""] + argument.nesting).joined(separator: ".")
        return "\(place){ \(names.joined(separator: ", ")) }"
    }

    private func argument(_ context: CompletionContext) -> CompletionContext.Argument? {
        switch context.kind {
        case .name(let argument): argument
        case .value(let argument, _, _): argument
        default: nil
        }
    }
}
