import Lua
import Scripting
import Testing

/// `cron` in Lua.
struct CronModuleTests {
    private func value(_ source: String) throws -> String {
        let engine = try FakeVendor().engine()
        do {
            let results = try engine.interpreter.run(source, named: "=test")
            return try (0..<results.count).map { try results.stack.description(of: $0 + 1) }.joined(separator: " ")
        } catch let error as LuaError {
            return error.message
        }
    }

    private static let calls: [(String, String)] = [
        ("return cron.next('15 3 * * 1-5', nil, '2026-11-20T04:00:00Z')", "2026-11-23T03:15:00Z"),
        (
            "return table.concat(cron.next('0 */12 * * *', 3, '2026-11-20T04:00:00Z'), ' ')",
            "2026-11-20T12:00:00Z 2026-11-21T00:00:00Z 2026-11-21T12:00:00Z"
        ),
        ("return cron.next('* * * * *', nil, 0)", "1970-01-01T00:01:00Z"),
        ("return #cron.next('* * * * *', 5)", "5"),
        ("return cron.next('0 0 30 2 *')", ""), ("return json.encode(cron.next('0 0 30 2 *', 2))", "[]"),
        (
            "return table.concat(cron.previous('0 0 1 * *', 2, '2026-11-20T04:00:00Z'), ' ')",
            "2026-11-01T00:00:00Z 2026-10-01T00:00:00Z"
        ),
        ("return cron.count('*/5 * * * *', '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z')", "288"),
        ("return cron.describe('15 3 * * 1-5')", "at 03:15 on weekdays"),
        ("return cron.describe{ scheduled_details = { cron = '0 0 * * *' } }", "at 00:00 every day"),
        ("return cron.validate('*/5 * * * *')", "true"),
        (
            "return cron.validate('61 * * * *')",
            "nil cron \"61 * * * *\", column 1: minute 61 is out of range; write 0 to 59"
        ),
        ("return cron.shift('55 23 * * 1-5', 10)", "5 0 * * 2-6"),
        ("return table.concat(cron.spread('0 * * * *', 15, 3), '; ')", "0 * * * *; 5 * * * *; 10 * * * *"),
        (
            "return table.concat(cron.spread({ '0 * * * *', { scheduled_details = { cron = '0 6 * * *' } } }, 30), '; ')",
            "0 * * * *; 15 6 * * *"
        ),
        ("return json.encode(cron.spread({}, 5))", "[]")
    ]

    @Test(arguments: calls)
    func answers(source: String, expected: String) throws {
        #expect(try value(source) == expected)
    }

    private static let mistakes: [(String, String)] = [
        (
            "cron.next('x')",
            "test:1: cron \"x\", column 2: expected 5 fields (minute, hour, day of month, month, day of week), found 1"
        ),
        ("cron.next(5)", "test:1: bad argument #1 to 'next' (schedule or trigger expected, got number)"),
        ("cron.next('* * * * *', 1e9)", "test:1: cron: expected a number of runs up to 100000"),
        (
            "cron.next('* * * * *', 1, 'tomorrow')",
            "test:1: cron: expected a time such as 2026-11-21T03:15:00Z, found 'tomorrow'"
        ),
        ("cron.count('* * * * *')", "test:1: cron.count: expected two times, from and to"),
        (
            "cron.shift('0,30 9 * * *', 40)",
            "test:1: cron \"*/30 9 * * *\" shifted by 40 minutes is no single expression; write \"40 9 * * *\" and "
                + "\"10 10 * * *\""
        ),
        ("cron.shift('* * * * *')", "test:1: bad argument #2 to 'shift' (number expected, got no value)"),
        ("cron.spread({ 5 }, 10)", "test:1: cron.spread: element 1 is no schedule and no trigger"),
        ("cron.spread({}, 0)", "test:1: cron.spread: the interval is 1 to 1440 minutes")
    ]

    @Test(arguments: mistakes)
    func saysWhatIsWrong(source: String, expected: String) throws {
        #expect(try value(source) == expected)
    }
}
