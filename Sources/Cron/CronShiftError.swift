/// Why a schedule cannot be shifted: what it would become is not one expression.
public struct CronShiftError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// More than a year.
        case tooFar
        /// It would take these.
        case several([CronExpression])
        /// The runs come to a day so many days later, and no expression names those days.
        case days(Int)
    }

    public let kind: Kind
    public let expression: CronExpression
    public let minutes: Int

    init(_ kind: Kind, _ expression: CronExpression, _ minutes: Int) {
        self.kind = kind
        self.expression = expression
        self.minutes = minutes
    }
}

extension CronShiftError: CustomStringConvertible {
    /// `cron "0,30 9 * * *" shifted by 40 minutes is no single expression; write "40 9 * * *" and "10 10 * * *"`
    public var description: String {
        let shift = "cron \"\(expression)\" shifted by \(minutes) minute\(minutes.magnitude == 1 ? "" : "s")"
        switch kind {
        case .tooFar: return "\(shift): more than a year"
        case .several(let expressions):
            let texts = expressions.map { "\"\($0)\"" }
            return "\(shift) is no single expression; write "
                + texts.dropLast().joined(separator: ", ") + " and \(texts.last ?? "")"
        case .days(let count):
            return "\(shift) is no expression: it would run \(Self.distance(count)) \(expression.daysInWords), "
                + "which five fields cannot say"
        }
    }

    private static func distance(_ days: Int) -> String {
        let words = days < 0 ? "before" : "after"
        return days.magnitude == 1 ? "on the day \(words)" : "\(days.magnitude) days \(words)"
    }
}
