/// Completes a command line from the program's own description.
struct CommandLineCompletion {
    let program: CommandDescription
    let sources: ValueSources

    /// - Parameter words: The words up to the cursor, without the program's name; the last one is what is being typed.
    func answer(to words: [String]) -> CompletionAnswer {
        let position = CommandLinePosition(words, of: program)
        var answer = CompletionAnswer()
        switch position.place {
        case .value(let option, let prefix):
            add(option.values, after: prefix, at: position, to: &answer)
        case .word:
            addWords(at: position, to: &answer)
        }
        answer.keep(startingWith: position.stem)
        return answer
    }

    private func addWords(at position: CommandLinePosition, to answer: inout CompletionAnswer) {
        let looksLikeOption = position.mayBeOption && position.stem.hasPrefix("-")
        if position.mayNameCommand, !looksLikeOption {
            answer.candidates += position.possibleCommands.filter(\.isShown).map { .init($0.name, $0.summary) }
        }
        if looksLikeOption || position.argument == nil {
            if position.mayBeOption { answer.candidates += options(at: position) }
        }
        guard let argument = position.argument, !looksLikeOption else { return }
        add(argument.values, after: "", at: position, to: &answer)
    }

    /// The options that may still be given, under each one's first spelling, or the other where that is being typed.
    private func options(at position: CommandLinePosition) -> [CompletionAnswer.Candidate] {
        let command = position.command
        var known: Set<String> = []
        let offered = (command.options + (command.defaultCommand?.options ?? [])).filter { option in
            option.isShown && (option.isRepeating || !position.givenOptions.contains(option))
                && known.insert(option.spellings[0]).inserted
        }
        return offered.compactMap { option in
            let spelling = option.spellings.first { $0.hasPrefix(position.stem) }
            return spelling.map { .init($0, option.summary) }
        }
    }

    private func add(
        _ values: ValueKind, after prefix: String, at position: CommandLinePosition, to answer: inout CompletionAnswer
    ) {
        let stem = String(position.stem.dropFirst(prefix.count))
        var found = CompletionAnswer()
        switch values {
        case .any: break
        case .words(let words): found.candidates = words.map { .init($0) }
        case .files(let endings): found.files = .init(ending: endings.first)
        case .folders: found.files = .init(areFolders: true)
        case .source(let source): found = sources.answer(source, stem: stem, arguments: position.arguments)
        }
        answer.candidates += found.candidates.map { .init(prefix + $0.text, $0.summary, isWhole: $0.isWhole) }
        guard var files = found.files else { return }
        files.prefix = prefix + files.prefix
        answer.files = files
    }
}
