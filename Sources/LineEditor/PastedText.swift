/// What of a paste becomes text.
package enum PastedText {
    /// Line ends are unified, tabs become two spaces, control characters and the newlines at the end go; lines that
    /// start with the prompt, as in a pasted transcript, lose it.
    package static func clean(_ bytes: [UInt8], prompt: String) -> String {
        var scalars: [Unicode.Scalar] = []
        var afterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            defer { afterReturn = scalar == "\r" }
            switch scalar {
            case "\n" where afterReturn: continue
            case "\r", "\n": scalars.append("\n")
            case "\t": scalars += [" ", " "]
            case "\0"..<" ", "\u{7f}"..."\u{9f}": continue
            default: scalars.append(scalar)
            }
        }
        while scalars.last == "\n" { scalars.removeLast() }
        return strip(prompt: Array(prompt.unicodeScalars), from: scalars)
    }

    private static func strip(prompt: [Unicode.Scalar], from scalars: [Unicode.Scalar]) -> String {
        var result = String.UnicodeScalarView()
        let isUseful = prompt.contains { $0 != " " }
        for (number, line) in scalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { result.append("\n") }
            let isPrompted = isUseful && line.starts(with: prompt)
            result += isPrompted ? line.dropFirst(prompt.count) : line
        }
        return String(result)
    }
}
