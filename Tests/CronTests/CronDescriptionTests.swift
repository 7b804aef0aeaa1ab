import Cron
import Testing

struct CronDescriptionTests {
    @Test(arguments: [
        ("* * * * *", "every minute"),
        ("*/15 * * * *", "every 15 minutes"),
        ("*/7 * * * *", "every hour at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56"),
        ("0 * * * *", "every hour"),
        ("5 * * * *", "every hour at minute 5"),
        ("5,35 * * * *", "every hour at minutes 5 and 35"),
        ("15 3 * * 1-5", "at 03:15 on weekdays"),
        ("15 3 * * *", "at 03:15 every day"),
        ("0,30 6,18 * * 0,6", "at 06:00, 06:30, 18:00 and 18:30 on weekends"),
        ("0 0 1 1 *", "at 00:00 on the 1st of the month in January"),
        ("0 0 * 6-8 *", "at 00:00 every day from June to August"),
        ("0 12 1,15,22,23 * *", "at 12:00 on the 1st, 15th, 22nd and 23rd of the month"),
        ("0 0 1-7 * 2", "at 00:00 on the 1st to 7th of the month or on Tuesday"),
        ("0 0 */2 * 1", "at 00:00 on Monday when it is every 2nd day of the month from the 1st"),
        ("0 0 2-20/3 * *", "at 00:00 on every 3rd day of the month from the 2nd to the 20th"),
        ("0 0 13 * 0-6", "at 00:00 every day"),
        ("*/15 9-17 * * 1-5", "every 15 minutes from 09:00 to 17:45 on weekdays"),
        ("0 9-17 * * *", "every hour from 09:00 to 17:00"),
        ("* 3 * * *", "every minute from 03:00 to 03:59"),
        ("1,2,3,4,9 3 * * *", "at minutes 1 to 4 and 9 past 03:00"),
        ("1,9 9-17 * * *", "every hour at minutes 1 and 9 from 09:01 to 17:09"),
        ("0 */2 * * *", "every 2 hours"),
        ("10 */6 * * *", "at 00:10, 06:10, 12:10 and 18:10 every day"),
        ("10 */4 * * *", "every 4 hours at minute 10"),
        ("* 1,3 * * *", "every minute in hours 1 and 3"),
        ("0 1,3,5,7,8 * * *", "every hour at minute 0 in hours 1, 3, 5, 7 and 8"),
        ("0 0 * * 1-3,6", "at 00:00 on Monday to Wednesday and Saturday")
    ])
    func readsAsEnglish(text: String, sentence: String) throws {
        #expect(try CronExpression(text).describe() == sentence)
    }
}
