/// What of a paste becomes text.
package enum PastedText {
    /// Line ends are unified, tabs become two spaces, control characters and the newlines at the end go.
    package static func clean(_ bytes: [UInt8]) -> String {
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
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
