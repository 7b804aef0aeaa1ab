/// A regular expression as a machine of a few instructions (Thompson's construction).
struct PatternProgram {
    enum Instruction {
        /// Takes one character of the set, then goes on behind.
        case take(SymbolSet)
        /// Goes on behind where the condition holds.
        case check(PatternNode.Assertion)
        /// Goes on at both places.
        case split(Int, Int)
        case jump(Int)
        case accept
    }

    private(set) var instructions: [Instruction] = []
    private static let maximumLength = 4096

    /// Nil where the machine would be unreasonably large.
    init?(_ node: PatternNode) {
        guard append(node) else { return nil }
        instructions.append(.accept)
    }

    private mutating func append(_ node: PatternNode) -> Bool {
        guard instructions.count < Self.maximumLength else { return false }
        switch node {
        case .symbol(let set): instructions.append(.take(set))
        case .assertion(let assertion): instructions.append(.check(assertion))
        case .sequence(let parts):
            for part in parts where !append(part) { return false }
        case .choice(let branches): return append(choice: branches)
        case .repetition(let part, let atLeast, let atMost):
            for _ in 0..<atLeast where !append(part) { return false }
            guard let atMost else { return append(endless: part) }
            return append(part, optionally: atMost - atLeast)
        }
        return true
    }

    private mutating func append(choice branches: [PatternNode]) -> Bool {
        var jumps: [Int] = []
        for branch in branches.dropLast() {
            let split = placeholder()
            guard append(branch) else { return false }
            jumps.append(placeholder())
            instructions[split] = .split(split + 1, instructions.count)
        }
        guard let last = branches.last, append(last) else { return false }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
        return true
    }

    private mutating func append(endless part: PatternNode) -> Bool {
        let split = placeholder()
        guard append(part) else { return false }
        instructions.append(.jump(split))
        instructions[split] = .split(split + 1, instructions.count)
        return true
    }

    private mutating func append(_ part: PatternNode, optionally count: Int) -> Bool {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(placeholder())
            guard append(part) else { return false }
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
        return true
    }

    /// The place of an instruction that is known later.
    private mutating func placeholder() -> Int {
        instructions.append(.jump(instructions.count + 1))
        return instructions.count - 1
    }
}
