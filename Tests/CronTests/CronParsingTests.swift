import Cron
import TestSupport
import Testing

struct CronParsingTests {
    @Test(
        arguments: [
            ("* * * * *", "* * * * *"),
            ("\t0  3 *\t* 1-5 ", "0 3 * * 1-5"),
            ("*/15 03 * * *", "*/15 3 * * *"),
            ("0,15,30,45 3 * * 1,2,3,7", "*/15 3 * * 0-3"),
            ("1-30/2 8-18 1,15 6-8 0", "1-29/2 8-18 1,15 6-8 0"),
            ("0,30 0 * 1-12 *", "*/30 0 * * *"),
            ("0 0 1-31 * 0-6", "0 0 1-31 * 0-6"),
            ("0 0 */2 * 5-7", "0 0 */2 * 0,5,6"),
            ("0 0 *,5 * */3,1", "0 0 * * */3,1"),
            ("0/1 0 1 1 0", nil),
            ("*/90 */24 */40 */12 */7", "0 0 */31 1 */7"),
            ("5-5 7-7/3 * * *", "5 7 * * *")
        ] as [(String, String?)])
    func canonicalTextReadsBackAsAnEqualExpression(text: String, canonical: String?) throws {
        guard let canonical else {
            #expect(throws: CronError.self) { try CronExpression(text) }
            return
        }
        let expression = try CronExpression(text)
        #expect(expression.description == canonical)
        #expect(try CronExpression(canonical) == expression)
    }

    @Test(arguments: [
        ("60 * * * *", "cron \"60 * * * *\", column 1: minute 60 is out of range; write 0 to 59"),
        ("0 24 * * *", "cron \"0 24 * * *\", column 3: hour 24 is out of range; write 0 to 23"),
        ("0 0 0 * *", "cron \"0 0 0 * *\", column 5: day of month 0 is out of range; write 1 to 31"),
        ("0 0 1,32 * *", "cron \"0 0 1,32 * *\", column 7: day of month 32 is out of range; write 1 to 31"),
        ("0 0 * 13 *", "cron \"0 0 * 13 *\", column 7: month 13 is out of range; write 1 to 12"),
        ("0 0 * * 8", "cron \"0 0 * * 8\", column 9: day of week 8 is out of range; write 0 to 7"),
        (
            "99999999999999999999 * * * *",
            "cron \"99999999999999999999 * * * *\", column 1: minute 99999999999999999999 is out of range; "
                + "write 0 to 59"
        ),
        ("0 0 * * mon", "cron \"0 0 * * mon\", column 9: day of week \"mon\" is a name; write 1"),
        ("0 0 * DEC *", "cron \"0 0 * DEC *\", column 7: month \"DEC\" is a name; write 12"),
        ("0 0 * * 1-fri", "cron \"0 0 * * 1-fri\", column 11: day of week \"fri\" is a name; write 5"),
        ("a * * * *", "cron \"a * * * *\", column 1: minute \"a\" is not a number; write * or 0 to 59"),
        ("0 0 ? * *", "cron \"0 0 ? * *\", column 5: day of month \"?\" is not a number; write *"),
        ("-1 * * * *", "cron \"-1 * * * *\", column 1: a minute is missing; write 0 to 59"),
        ("1,,2 * * * *", "cron \"1,,2 * * * *\", column 3: a minute is missing; write 0 to 59"),
        (
            "30-10 * * * *",
            "cron \"30-10 * * * *\", column 1: minute range 30-10 ends before it begins; write the smaller number first"
        ),
        (
            "5/10 * * * *",
            "cron \"5/10 * * * *\", column 1: minute 5/10 has a step without a range; write * or a range before the /, "
                + "such as 5-59/10"
        ),
        (
            "*/0 * * * *",
            "cron \"*/0 * * * *\", column 3: minute step \"0\" is not a number above 0; write one, such as */2"
        ),
        (
            "*/ * * * *",
            "cron \"*/ * * * *\", column 3: minute step \"\" is not a number above 0; write one, such as */2"
        ),
        (
            "0 0 * *",
            "cron \"0 0 * *\", column 8: expected 5 fields (minute, hour, day of month, month, day of week), found 4"
        ),
        ("", "cron \"\", column 1: expected 5 fields (minute, hour, day of month, month, day of week), found 0"),
        (
            "0 15 3 * * 1-5",
            "cron \"0 15 3 * * 1-5\", column 12: expected 5 fields (minute, hour, day of month, month, day of week), "
                + "found 6; cron has no seconds: write \"15 3 * * 1-5\""
        ),
        ("@daily", "cron \"@daily\", column 1: @daily is not accepted; write \"0 0 * * *\""),
        ("@reboot", "cron \"@reboot\", column 1: @reboot is not accepted; write the five fields")
    ])
    func refusalSaysWhereAndWhatToWrite(text: String, message: String) {
        let error = #expect(throws: CronError.self) { try CronExpression(text) }
        #expect(error?.description == message)
    }

    @Test func errorCarriesTheFacts() {
        let error = #expect(throws: CronError.self) { try CronExpression("0 0 1,32 * *") }
        #expect(error?.kind == .outOfRange)
        #expect(error?.field == .dayOfMonth)
        #expect(error?.found == "32")
        #expect(error?.position == 6)
        #expect(error?.allowed == 1...31)
    }

    @Test func noTextCrashesTheParser() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("0123456789*/,-- \t@aM?é")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...14, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? " "
                })
            if let expression = try? CronExpression(text) {
                #expect((try? CronExpression(expression.description)) == expression)
                _ = expression.describe()
            }
        }
    }
}
