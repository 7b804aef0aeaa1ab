internal import JSON
internal import Lua

/// Data that draws itself on a terminal.
protocol Picture {
    /// The numbers that are drawn, for programs.
    var data: JSONValue { get }

    /// The drawing, in lines of at most `width` cells where that is possible.
    func lines(width: Int, style: Emphasis) -> [String]
}

/// Pictures as Lua tables: scripts see their numbers, `tostring` and the prompt the drawing.
final class PictureTables {
    private final class Box {
        let picture: any Picture
        init(_ picture: any Picture) { self.picture = picture }
    }

    private static let field = "moontide.picture"
    private let boxes: ObjectClass<Box>

    init(_ stack: Stack) { boxes = ObjectClass<Box>("picture", on: stack) }

    /// Stack: pushes 1.
    func push(_ picture: any Picture, named name: String, on stack: Stack) throws {
        try LuaJSON.push(picture.data, onto: stack.state)
        stack.pushTable(fields: 3)
        stack.push(name)
        stack.setRaw(field: "__name", of: -2)
        draw(picture, ofMetatableOn: stack)
        stack.setMetatable(of: -2)
    }

    /// Lets the tables of the metatable on top draw themselves. Stack: unchanged.
    func draw(_ picture: any Picture, ofMetatableOn stack: Stack) {
        boxes.push(Box(picture), to: stack)
        stack.setRaw(field: Self.field, of: -2)
        stack.push(function: { stack in
            stack.push(picture.lines(width: 80, style: .plain).joined(separator: "\n"))
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
    }

    /// The picture at `position`; nil for every other value. Stack: unchanged.
    func picture(at position: Int, on stack: Stack) -> (any Picture)? {
        guard stack.kind(at: position) == .table, stack.pushMetatable(of: position) else { return nil }
        defer { stack.pop(2) }
        stack.pushRaw(field: Self.field, of: -1)
        return boxes.object(at: -1, of: stack)?.picture
    }
}
