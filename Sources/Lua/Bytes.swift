/// The bytes of a Lua string, lent to a typed function for the time of its call without copying or checking them.
/// They must not be kept.
public struct Bytes: LuaReadable, LuaPushable {
    public let buffer: UnsafeRawBufferPointer

    @inlinable public init(_ buffer: UnsafeRawBufferPointer) {
        self.buffer = buffer
    }

    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Bytes {
        guard let bytes = stack.borrowedBytes(at: position) else {
            throw stack.typeError(at: position, expected: "string")
        }
        return Bytes(bytes)
    }

    @inlinable public func push(to stack: Stack) -> Int {
        stack.push(bytes: buffer)
        return 1
    }
}
