/// A prompt in the form libedit wants: colors between `\1` marks, and the cells it takes.
///
/// libedit's rules for marked sequences: one must be followed by a printable character, and two must not be adjacent.
/// Sequences at the end (usually the reset) therefore move before the last character.
package struct PromptText: Equatable {
    /// The lines above the one that is edited on, with their colors.
    package private(set) var preamble = ""
    /// What libedit gets, without the final NUL.
    package private(set) var marked: [Unicode.Scalar] = []
    /// The printable characters.
    package private(set) var printable: [Unicode.Scalar] = []

    /// What a terminal gets.
    var shown: String { String(String.UnicodeScalarView(marked.filter { $0 != "\u{1}" })) }

    private var pending = ""
    private var sequences: [(index: Int, text: String)] = []

    /// - Parameter color: without it, SGR sequences are dropped.
    package init(_ prompt: String, color: Bool) {
        var line = prompt[...]
        if let newline = prompt.lastIndex(of: "\n") {
            preamble = Self.plain(String(prompt[...newline]), color: color)
            line = prompt[prompt.index(after: newline)...]
        }
        scan(Array(line.unicodeScalars))
        marked = printable
        guard color else { return }
        for (index, text) in sequences.reversed() {
            marked.insert(contentsOf: "\u{1}\(text)\u{1}".unicodeScalars, at: index)
        }
    }

    package static func == (one: PromptText, other: PromptText) -> Bool {
        one.marked == other.marked && one.preamble == other.preamble
    }

    private mutating func scan(_ scalars: [Unicode.Scalar]) {
        var rest = scalars[...]
        while let scalar = rest.first {
            if let length = Self.sequenceLength(rest) {
                pending += String(String.UnicodeScalarView(rest.prefix(length)))
                rest = rest.dropFirst(length)
                continue
            }
            rest.removeFirst()
            guard case .printed(1...) = CellWidth(scalar) else { continue }
            place(at: printable.count)
            printable.append(scalar)
        }
        if !printable.isEmpty { place(at: printable.count - 1) }
    }

    /// Puts the sequences seen so far before the printable character of that index.
    private mutating func place(at index: Int) {
        guard !pending.isEmpty else { return }
        if let last = sequences.last, last.index == index {
            sequences[sequences.count - 1].text += pending
        } else {
            sequences.append((index, pending))
        }
        pending = ""
    }

    /// The length of an SGR sequence (`ESC [ ... m`) at the start, nil when there is none.
    private static func sequenceLength(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        guard scalars.starts(with: ["\u{1b}", "["]) else { return nil }
        let parameters = scalars.dropFirst(2).prefix { "0"..."9" ~= $0 || $0 == ";" || $0 == ":" }
        guard parameters.endIndex < scalars.endIndex, scalars[parameters.endIndex] == "m" else { return nil }
        return parameters.count + 3
    }

    /// Text without control characters other than newlines and, with color, SGR sequences.
    package static func plain(_ text: String, color: Bool) -> String {
        var result = String.UnicodeScalarView()
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.first {
            let length = sequenceLength(rest)
            if length == nil ? CellWidth(scalar).isShown : color { result += rest.prefix(length ?? 1) }
            rest = rest.dropFirst(length ?? 1)
        }
        return String(result)
    }
}

extension CellWidth {
    fileprivate var isShown: Bool {
        if case .spelled = self { false } else { true }
    }
}
