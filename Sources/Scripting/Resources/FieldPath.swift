internal import Lua

/// The way to a field of a resource: `name`, or in a table of it, `spec.name`.
struct FieldPath: CustomStringConvertible {
    private let names: [String]

    init(_ text: String) { names = text.split(separator: ".").map(String.init) }

    var description: String { names.joined(separator: ".") }

    /// Pushes the field of the table at `position`, by raw access; nil where a table on the way is missing.
    /// Stack: pushes 1.
    @discardableResult
    func push(of position: Int, on stack: Stack) -> Kind {
        stack.push(valueAt: position)
        for name in names {
            guard stack.kind(at: -1) == .table else {
                stack.pop()
                stack.pushNil()
                break
            }
            stack.pushRaw(field: name, of: -1)
            stack.remove(at: -2)
        }
        return stack.kind(at: -1)
    }
}
