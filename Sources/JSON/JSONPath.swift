/// The way from the outermost value to one inside it: `scheduled_details.body[3]`.
struct JSONPath: CustomStringConvertible {
    enum Step {
        case name(String)
        /// As the language of the reader counts: from 0 in a tree, from 1 in Lua.
        case index(Int64)
    }

    var steps: [Step] = []

    var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name) where Self.isIdentifier(name): text += text.isEmpty ? name : "." + name
            case .name(let name): text += "[\"\(name)\"]"
            }
        }
        return text
    }

    /// The reason with the path before it, where there is one.
    func prefixing(_ reason: String) -> String { steps.isEmpty ? reason : "\(shortened): \(reason)" }

    /// The path, of a very deep one only the beginning.
    var shortened: String { JSONPath(steps: Array(steps.prefix(16))).description + (steps.count > 16 ? "..." : "") }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
    }
}
