import Cron
import JSON

/// What a journal says, one record a line.
enum JournalRecord {
    /// The first line: what the run is.
    case header(JournalHeader)
    /// A step of the plan, by its index. All of them come right after the header.
    case step(Int, PlanStep)
    /// A process has begun to carry out the plan, or to go on with it.
    case session(JournalSession)
    /// The steps up to this one may begin before the next record of this kind is on disk.
    case ahead(through: Int)
    /// What was there of the kind, before the first step that creates one.
    case existing(JSONValue, of: String)
    /// The request of a step is about to leave.
    case started(Int, at: Int64)
    /// What became of a step.
    case settled(Int, at: Int64, StepSettlement)
    /// A step that was started has not left after all.
    case withdrawn(Int)
    /// A process has ended its part, whatever is left to do.
    case end(at: Int64, isInterrupted: Bool)
}

/// An outcome, and what came with it.
struct StepSettlement {
    var outcome: StepOutcome
    var result: JSONValue?
    var requestID: String?
    /// Whether the outcome was found by looking at the resource.
    var isFound = false
}

struct JournalHeader {
    var title: String?
    var target: PlanTarget?
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var time: Int64
    var stepCount: Int
    var unchangedCount = 0
    /// The name of the journal that the plan takes back.
    var undoes: String?

    /// What the first line says that it is.
    static let format = "moontide journal"
    /// Raised when a reader of the former version would misunderstand.
    static let version: Int64 = 1
}

struct JournalSession {
    var time: Int64
    /// Tells this start of the machine from others; empty where it is not known.
    var boot: String
    var process: Int32
}

/// Changes the form of the times in records, milliseconds since 1970: `2026-11-21T08:30:01.123Z`.
package enum JournalTime {
    package static func text(_ milliseconds: Int64) -> String {
        let second = milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
        let time = UTCTime(unixSeconds: second)
        // By hand, because every record has one.
        return String(unsafeUninitializedCapacity: 32) { text in
            var count = 0
            func append(_ number: Int, _ digits: Int, _ separator: Unicode.Scalar) {
                var divisor = (1..<digits).reduce(1) { power, _ in power * 10 }
                while divisor > 0 {
                    text[count] = UInt8(ascii: "0") + UInt8(number / divisor % 10)
                    (count, divisor) = (count + 1, divisor / 10)
                }
                text[count] = UInt8(ascii: separator)
                count += 1
            }
            append(max(0, time.year), 4, "-")
            append(time.month, 2, "-")
            append(time.day, 2, "T")
            append(time.hour, 2, ":")
            append(time.minute, 2, ":")
            append(time.second, 2, ".")
            append(Int(milliseconds - second * 1_000), 3, "Z")
            return count
        }
    }

    static func milliseconds(_ text: String) -> Int64? {
        guard let time = UTCTime(rfc3339: text) else { return nil }
        let fraction = text.drop { $0 != "." }.dropFirst().prefix { $0 != "Z" }
        return time.unixSeconds * 1_000 + (fraction.count == 3 ? Int64(fraction) ?? 0 : 0)
    }
}
