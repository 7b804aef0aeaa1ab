import LineEditor
import Testing

@Suite struct KeyDecoderTests {
    private static let cases: [(bytes: [UInt8], events: [KeyEvent])] = [
        (text("a"), [.character("a")]),
        (text("ä触🙂"), [.character("ä"), .character("触"), .character("🙂")]),
        ([0x01, 0x0d, 0x7f], [.character("\u{1}"), .character("\r"), .character("\u{7f}")]),
        (text("\u{1b}b"), [.alt("b")]),
        (text("\u{1b}ä"), [.alt("ä")]),
        (text("\u{1b}\r"), [.alt("\r")]),
        (text("\u{1b}_"), [.alt("_")]),
        (text("\u{1b}[A\u{1b}OB"), [.key(.up), .key(.down)]),
        (text("\u{1b}[1;5C"), [.key(.right, .control)]),
        (text("\u{1b}[1;4D"), [.key(.left, [.shift, .alt])]),
        (text("\u{1b}[H\u{1b}[4~\u{1b}[7~"), [.key(.home), .key(.end), .key(.home)]),
        (text("\u{1b}[3~\u{1b}[3;5~"), [.key(.delete), .key(.delete, .control)]),
        (text("\u{1b}[Z"), [.key(.backTab)]),
        (
            text("\u{1b}OP\u{1b}[11~\u{1b}[[A\u{1b}[1;2P"),
            [.key(.function(1)), .key(.function(1)), .key(.function(1)), .key(.function(1), .shift)]
        ),
        (
            text("\u{1b}[17~\u{1b}[21~\u{1b}[24;2~\u{1b}[34~\u{1b}[22~"),
            [.key(.function(6)), .key(.function(10)), .key(.function(12), .shift), .key(.function(20)), .unknown]
        ),
        (text("\u{1b}Oc"), [.key(.right, .control)]),
        // kitty's protocol and xterm's modifyOtherKeys.
        (text("\u{1b}[13;3u"), [.alt("\r")]),
        (text("\u{1b}[99;5u"), [.character("\u{3}")]),
        (text("\u{1b}[27;5;97~"), [.character("\u{1}")]),
        (text("\u{1b}[9;2u"), [.key(.backTab)]),
        (text("\u{1b}[97:65;1u"), [.character("a")]),
        (text("\u{1b}[57399u"), [.unknown]),
        (text("\u{1b}[99999999999999999999;9999999999999999999u"), [.unknown]),
        // What is no key.
        (text("\u{1b}[<35;10;10M"), [.unknown]),
        (text("\u{1b}[M !!x"), [.unknown, .character("x")]),
        (text("\u{1b}[I"), [.unknown]),
        (text("\u{1b}]11;rgb:0/0/0\u{1b}\\x"), [.unknown, .character("x")]),
        (text("\u{1b}]11;a\u{07}x"), [.unknown, .character("x")]),
        (text("\u{1b}P1+r\u{1b}\\x"), [.unknown, .character("x")]),
        (text("\u{1b}[?62;c"), [.unknown]),
        (text("\u{1b}[200~a\r\nb\u{1b}[A\u{1b}[201~c"), [.paste(text("a\r\nb\u{1b}[A")), .character("c")]),
        (text("\u{1b}[200~\u{1b}[201~"), [.paste([])]),
        // A sequence that is broken off by the next one.
        (text("\u{1b}[1\u{1b}[A"), [.unknown, .key(.up)]),
        (text("\u{1b}\u{1b}[A"), [.escape, .key(.up)]),
        // Bytes that are not UTF-8.
        ([0xff, 0x61], [.unknown, .character("a")]),
        ([0xc3, 0x61], [.character("a")]),
        ([0xed, 0xa0, 0x80, 0x61], [.unknown, .character("a")]),
        ([0xc0, 0xaf, 0x61], [.unknown, .unknown, .character("a")])
    ]

    private static func text(_ string: String) -> [UInt8] { Array(string.utf8) }

    @Test(arguments: cases.indices)
    func decodesWhereverTheBytesAreSplit(_ index: Int) {
        let (bytes, events) = Self.cases[index]
        for split in 0...bytes.count {
            var decoder = KeyDecoder()
            var decoded: [KeyEvent] = []
            decoder.decode(bytes[..<split], into: &decoded)
            decoder.decode(bytes[split...], into: &decoded)
            #expect(decoded == events, "split at \(split)")
            #expect(!decoder.isWaiting)
        }
    }

    @Test(arguments: [
        ("\u{1b}", KeyEvent.escape), ("\u{1b}[", .alt("[")), ("\u{1b}O", .alt("O")), ("\u{1b}]", .alt("]")),
        ("\u{1b}[1;", .unknown), ("\u{1b}]11", .unknown), ("\u{1b}[M ", .unknown)
    ])
    func endsWhatHasBegunWhenNothingFollows(_ typed: String, _ expected: KeyEvent) {
        var decoder = KeyDecoder()
        var events: [KeyEvent] = []
        decoder.decode(typed.utf8, into: &events)
        #expect(events.isEmpty)
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == expected)
        #expect(decoder.flush() == nil)
        decoder.decode("a".utf8, into: &events)
        #expect(events == [.character("a")])
    }

    @Test func pasteHasNoTimeout() {
        var decoder = KeyDecoder()
        var events: [KeyEvent] = []
        decoder.decode("\u{1b}[200~half".utf8, into: &events)
        #expect(!decoder.isWaiting)
        #expect(decoder.flush() == nil)
        decoder.decode(" and half\u{1b}[201~".utf8, into: &events)
        #expect(events == [.paste(Array("half and half".utf8))])
    }

    @Test func anyBytesGiveEventsAndNeverStopTheDecoder() {
        var decoder = KeyDecoder()
        var events: [KeyEvent] = []
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                decoder.decode([0x1b, first, second], into: &events)
                while decoder.flush() != nil {}
                // A paste or a string of a terminal may have begun.
                decoder.decode(Array("\u{1b}[201~\u{1b}\\".utf8), into: &events)
                while decoder.flush() != nil {}
                events.removeAll()
                decoder.decode("a".utf8, into: &events)
                #expect(events == [.character("a")], "after \(first) \(second)")
            }
        }
    }
}
