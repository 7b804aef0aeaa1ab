internal import LineEditor

/// What can stand at the cursor.
struct Offer {
    /// One thing that can, and what it is found by.
    struct Candidate {
        var candidate: CompletionCandidate
        /// `(` or `{` where the name is a function's; empty for others.
        var opening = ""
        /// What it is found by beside its label and its text.
        var otherNames: [String] = []

        init(_ candidate: CompletionCandidate, opening: String = "", otherNames: [String] = []) {
            self.candidate = candidate
            self.opening = opening
            self.otherNames = otherNames
        }

        init(_ symbol: Symbol) {
            self.init(CompletionCandidate(text: symbol.name, description: symbol.summary))
        }

        fileprivate func isFound(_ matches: (String) -> Bool) -> Bool {
            matches(candidate.label) || matches(candidate.text) || otherNames.contains(where: matches)
        }
    }

    /// What is typed of it: the part of the text before the cursor that a candidate replaces.
    var stem: String
    var candidates: [Candidate] = []
    /// What there is to say beside them.
    var note = ""
    /// Whether more may come.
    var isPartial = false

    init(_ stem: String, _ candidates: [Candidate] = []) {
        self.stem = stem
        self.candidates = candidates
    }

    /// Those of some candidates that fit what is typed.
    init(best candidates: [Candidate], for stem: String) {
        self.init(stem, Self.best(candidates, stem))
    }

    /// Those that begin with `stem`; if there are none, those that do so in another case; then those that have its letters
    /// in this order.
    static func best(_ all: [Candidate], _ stem: String) -> [Candidate] {
        guard !stem.isEmpty else { return all }
        let exact = all.filter { $0.isFound { $0.hasPrefix(stem) } }
        if !exact.isEmpty { return exact }
        let folded = stem.lowercased()
        let insensitive = all.filter { $0.isFound { $0.lowercased().hasPrefix(folded) } }
        // One letter is in nearly everything.
        if !insensitive.isEmpty || stem.utf8.count < 2 { return insensitive }
        let letters = Array(folded.utf8)
        return all.filter { $0.isFound { $0.hasSubsequence(letters) } }
    }
}

extension String {
    /// Whether it has these bytes in this order, whatever stands between them.
    fileprivate func hasSubsequence(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        for byte in lowercased().utf8 where byte == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }
}
