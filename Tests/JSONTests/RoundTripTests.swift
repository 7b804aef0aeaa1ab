import JSON
import TestSupport
import Testing

/// What is written reads back the same.
struct RoundTripTests {
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func keepsRandomTrees(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tree = JSONValue.random(using: &random)
        for options in [[], .pretty, .sortedKeys, [.pretty, .sortedKeys]] as [JSONWriter.Options] {
            let text = try tree.serialized(options)
            let read = try JSONValue(parsing: text)
            #expect(read == tree)
            // Equality of numbers is blind to the sign of zero and to the order of members; texts are not.
            #expect(try read.serialized(options) == text)
        }
    }

    @Test func failsCleanlyWhereverATextIsCut() throws {
        var random = SeededGenerator(seed: 7)
        var text: [UInt8] = []
        while text.count < 2000 {
            let tree: JSONValue = ["a": .random(using: &random), "b": [1.5e10, true]]
            text = try tree.serialized(.pretty)
        }
        for end in text.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: text[..<end]) }
        }
    }

    @Test func survivesAnyFlippedByte() throws {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",null,true],"\u00e9":{"b":false}}"#.utf8)
        for index in text.indices {
            for value in 0...255 as ClosedRange<UInt8> {
                var changed = text
                changed[index] = value
                if let read = try? JSONValue(parsing: changed) {
                    #expect(try JSONValue(parsing: read.serialized()) == read)
                }
            }
        }
    }

    @Test func keepsEveryBitOfRandomDoubles() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let read = try JSONValue(parsing: JSONValue.number(value).serialized())
            #expect(read.integer == nil)
            #expect(read.number?.bitPattern == value.bitPattern)
        }
    }

    /// The reader's own arithmetic against the standard library's, for the numbers of 1 to 19 digits it is used for.
    @Test func roundsDecimalsCorrectly() throws {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<50_000 {
            let digits = String(random.next() >> UInt64.random(in: 0...62, using: &random))
            let text = "\(digits)e\(Int.random(in: -40...30, using: &random))"
            let read = try #require(try JSONValue(parsing: text).number)
            #expect(read.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    /// Enough numbers of so many digits that some lie next to the middle of two doubles.
    @Test func roundsDecimalsNearTheMiddleOfTwoDoublesCorrectly() throws {
        var random = SeededGenerator(seed: 19)
        for _ in 0..<50_000 {
            let digits = UInt64.random(in: 1 << 53...9_999_999_999_999_999_999, using: &random)
            let text = "\(digits)e-\(random.next() % 28)"
            let read = try #require(try JSONValue(parsing: text).number)
            #expect(read.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    /// The writer's own arithmetic against the standard library's shortest description.
    @Test func writesShortDecimalsInTheirShortestForm() throws {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<50_000 {
            let scale: Double = [1.0, 10, 100, 1000, 10_000].randomElement(using: &random) ?? 1
            let digits = Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)
            let value = Double(digits) / scale
            guard value.magnitude >= 1e-3 else { continue }
            #expect(try JSONValue.number(value).jsonText == value.description)
        }
    }
}
