import Lua
import TestSupport
import Testing

/// The patterns that can be interrupted against those of the library.
struct PatternTests {
    private let stock: Interpreter
    private let bounded: Interpreter

    init() throws {
        stock = try Interpreter()
        bounded = try Interpreter(Interpreter.Configuration(boundsLibraries: true))
        for interpreter in [stock, bounded] {
            try interpreter.run(
                """
                local function text(...)
                  local t = table.pack(...)
                  for i = 1, t.n do t[i] = math.type(t[i]) == 'integer' and '#' .. t[i] or tostring(t[i]) end
                  return table.concat(t, '|')
                end
                local function all(s, p)
                  local found = {}
                  for a, b, c in s:gmatch(p) do found[#found + 1] = text(a, b, c) end
                  return table.concat(found, ';')
                end
                function try(s, p, i, r)
                  return table.concat({
                    text(pcall(string.find, s, p, i)), text(pcall(string.match, s, p, i)), text(pcall(all, s, p)),
                    text(pcall(string.gsub, s, p, r)), text(pcall(string.gsub, s, p, string.upper, 2)),
                    text(pcall(string.gsub, s, p, { a = 'A', ab = false, b = 7 })), text(pcall(string.find, s, p, i, true))
                  }, '\\n')
                end
                """)
        }
    }

    private func both(_ subject: String, _ pattern: String, _ start: Int, _ replacement: String) throws -> (
        String, String
    ) {
        func result(_ interpreter: Interpreter) throws -> String {
            interpreter.stack.push(global: subject, pattern, start, replacement)
            return try interpreter.run("return try(SUBJECT, PATTERN, START, REPLACEMENT)").stack.string(at: 1) ?? ""
        }
        return (try result(stock), try result(bounded))
    }

    @Test(arguments: 0..<40)
    func randomPatternsGiveTheSame(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let parts = [
            "a", "b", "ab", ".", "%a", "%A", "%d", "%s", "%S", "%w", "[ab]", "[^a]", "[a-c]", "[%a_]", "[]a]", "[^]a]",
            "[a-]",
            "[%]x]", "(", ")", "()", "(a", "b)", "*", "+", "-", "?", "^", "$", "%1", "%2", "%b()", "%bxx", "%f[%a]",
            "%f[%w_]",
            "%%", "%", "[", "]", "%f", "%b", "%g", "%p", "%x", "%z", "%.", "\0", "é"
        ]
        let letters = ["a", "b", "c", "1", " ", "(", ")", "x", "_", "\0", "é", "\n"]
        let replacements = ["<%0>", "%1", "%2%%", "x", "%", "%z", "", "%9"]
        for _ in 0..<150 {
            let pattern = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                parts.randomElement(using: &generator)!
            }
            let subject = (0..<Int.random(in: 0...10, using: &generator)).map { _ in
                letters.randomElement(using: &generator)!
            }
            let start = Int.random(in: -12...13, using: &generator)
            let replacement = replacements.randomElement(using: &generator)!
            let (expected, found) = try both(subject.joined(), pattern.joined(), start, replacement)
            #expect(found == expected, "subject \(subject.joined()), pattern \(pattern.joined()), start \(start)")
        }
    }

    @Test func anInterruptStopsAMatch() throws {
        let error = #expect(throws: LuaError.self) {
            try bounded.run("return ('a'):rep(3000):find('.-.-.-.-b')", timeLimit: .milliseconds(20))
        }
        #expect(error?.kind == .timeLimit)
    }

    @Test func theLibraryIsAsItWasWithoutBounds() throws {
        let results = try stock.run(
            "return setmetatable({}, { __gc = function() end }) and collectgarbage() and table.move({}, 1, 2, 3) and 1")
        #expect(results.stack.integer(at: 1) == 1)
    }
}

extension Stack {
    fileprivate func push(global subject: String, _ pattern: String, _ start: Int, _ replacement: String) {
        for (name, value) in [("SUBJECT", subject), ("PATTERN", pattern), ("REPLACEMENT", replacement)] {
            push(value)
            setRaw(global: name)
        }
        push(start)
        setRaw(global: "START")
    }
}
