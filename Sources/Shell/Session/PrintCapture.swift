internal import Lua

/// Lets somebody see what scripts write with `print`, while it is entered.
final class PrintCapture {
    private var original: Reference?
    private var replacement: Reference?

    /// Puts a function in the place of the global `print` that writes the same, and hands it on.
    func enter(_ stack: Stack, _ seen: @escaping ([UInt8]) -> Void) {
        leave(stack)
        stack.pushGlobals()
        stack.pushRaw(field: "print", of: -1)
        original = stack.popReference()
        stack.push(function: { stack in
            var line: [UInt8] = []
            for position in 1..<(stack.top + 1) {
                if position > 1 { line.append(0x09) }
                try stack.pushDescription(of: position)
                line += stack.bytes(at: -1) { Array($0) } ?? []
                stack.pop()
            }
            line.append(0x0A)
            seen(line)
            StandardStreams.write(line)
            return 0
        })
        replacement = stack.reference(at: -1)
        stack.setRaw(field: "print", of: -2)
        stack.pop()
    }

    /// Puts the old `print` back, unless a script has put in another since.
    func leave(_ stack: Stack) {
        guard let original, let replacement else { return }
        stack.pushGlobals()
        stack.pushRaw(field: "print", of: -1)
        stack.push(replacement)
        let isOurs = stack.identity(at: -1) == stack.identity(at: -2)
        stack.pop(2)
        if isOurs {
            stack.push(original)
            stack.setRaw(field: "print", of: -2)
        }
        stack.pop()
        (self.original, self.replacement) = (nil, nil)
    }
}
