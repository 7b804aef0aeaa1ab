import Shell
import Testing

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("ｶﾅ", 2), ("🐳", 2), ("한국", 4), ("a\u{200B}b", 2),
        ("▁▂▃", 3), ("…", 1), ("\u{1112}\u{1161}\u{11AB}", 2)
    ])
    func countsTheCellsOfATerminal(text: String, cells: Int) {
        #expect(DisplayWidth.of(text) == cells)
    }

    @Test(arguments: [
        ("nightly", 7, "nightly"), ("nightly", 6, "night…"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"), ("ab", 0, "")
    ])
    func cutsAtACharacterAndSaysSo(text: String, width: Int, expected: String) {
        #expect(DisplayWidth.truncate(text, to: width) == expected)
    }
}

struct TerminalTextTests {
    @Test(arguments: [
        ("plain — text", "plain — text"), ("a\u{1B}[31mred", "a\\027[31mred"), ("a\nb\t", "a\\nb\\t"),
        ("\u{9B}2J", "\\u{9B}2J"), ("x\u{202E}y", "x\\u{202E}y"), ("\u{0}1", "\\0001"), ("\r\n", "\\r\\n")
    ])
    func leavesNothingATerminalCouldObey(text: String, expected: String) {
        #expect(TerminalText.visible(text) == expected)
    }

    @Test func keepsLinesWhereAsked() {
        #expect(TerminalText.visible("a\n\tb\u{7}", keepingLines: true) == "a\n\tb\\a")
    }
}

struct ColorChoiceTests {
    @Test(arguments: [
        (ColorChoice.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
        (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
        (.always, false, ["NO_COLOR": "1"], true), (.never, true, [:], false)
    ])
    func followsTheStreamAndTheEnvironment(
        choice: ColorChoice, isTerminal: Bool, environment: [String: String], isColored: Bool
    ) {
        #expect(choice.isColored(onTerminal: isTerminal, environment: environment) == isColored)
    }
}

struct ShortTimeTests {
    @Test(arguments: [
        ("2026-11-21T04:05:06Z", "2026-11-21 04:05"), ("2026-11-21T04:05:06.123456Z", "2026-11-21 04:05"),
        ("2026-11-21T00:30:00+02:00", "2026-11-20 22:30"), ("2024-02-29T23:59:60Z", "2024-03-01 00:00")
    ])
    func readsADateTime(text: String, expected: String) {
        #expect(ShortTime.utc.text(text) == expected)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-13-21T04:05:06Z", "2026-11-21T04:05:06", "nightly-of-2026-11-21",
        "2026-11-21T04:05:06Zx"
    ])
    func leavesOtherTextsAlone(text: String) {
        #expect(ShortTime.utc.text(text) == nil)
    }

    @Test func addsTheOffsetOfTheTimeZone() {
        #expect(ShortTime(offset: { _ in 5400 }).text("2026-11-21T23:00:00Z") == "2026-11-22 00:30")
    }

    @Test func leavesOutTheYearThatGoesWithoutSaying() {
        let time = ShortTime(offset: { _ in 5400 }, impliedYear: 2026)
        #expect(time.text("2026-11-21T23:00:00Z") == "11-22 00:30")
        #expect(time.text("2026-12-31T23:00:00Z") == "2027-01-01 00:30")
    }
}

struct RedactionTests {
    static let hex = String(repeating: "0123456789abcdef", count: 4)

    @Test(arguments: [
        ("x = 'dop_v1_\(hex)'", "x = 'dop_v1_[redacted]'"),
        ("curl -H \"Authorization: Bearer doo_v1_\(hex)\"", "curl -H \"Authorization: Bearer [redacted]\""),
        ("Authorization: Bearer abcdefghijklmnop1234.x", "Authorization: Bearer [redacted]"),
        ("key = 'dof_v1_\(hex.prefix(32)):s3cr3tS3cr3t'", "key = 'dof_v1_\(hex.prefix(32)):[redacted]'"),
        (
            "functions.delete_access_key(ns, 'dof_v1_\(hex.prefix(32))')",
            "functions.delete_access_key(ns, 'dof_v1_\(hex.prefix(32))')"
        ),
        ("id = 'DO00QQQQWWWWEEEERRRR'", "id = 'DO[redacted]'"),
        ("f{ password = 'hunter2', name = 'x' }", "f{ password = '[redacted]', name = 'x' }"),
        ("f{ authorization = 'Bearer k' }", "f{ authorization = '[redacted]' }"),
        ("f{ upload_url = 'https://a.example/b?c=d' }", "f{ upload_url = '[redacted]' }"),
        ("f{ [\"secret_key\"] = \"abc\" }", "f{ [\"secret_key\"] = \"[redacted]\" }"),
        ("x = 'postgres://u:s3cr3t@db:25060/x'", "x = 'postgres://u:[redacted]@db:25060/x'"),
        ("x = 'http://127.0.0.1:8080/v2?a=b@c'", "x = 'http://127.0.0.1:8080/v2?a=b@c'"),
        ("f{ private_key = pem, credentials = 'u:p' }", "f{ private_key = pem, credentials = '[redacted]' }"),
        ("certificates.create{ private_key = [[-----BEGIN]] }", "certificates.create{ private_key = [[[redacted]]] }"),
        ("my_token = [==[a]b]==]", "my_token = [==[[redacted]]==]"),
        ("{\"token\": \"abc\"}", "{\"token\": \"[redacted]\"}"),
        ("token = 'unfinished", "token = '[redacted]")
    ])
    func takesSecretsOut(text: String, expected: String) {
        #expect(Redaction.mask(text) == expected)
    }

    @Test(arguments: [
        "token = os.getenv('TOKEN')", "print('the token is gone')", "page_token = next", "f{ token = token }",
        "DONE = 'DOxxxxxxxxxxxxxxxxxx'", "basic training", "dop_v1_"
    ])
    func leavesHarmlessTextAlone(text: String) {
        #expect(Redaction.mask(text) == text)
    }
}
