/// One of the five fields, in the order they are written.
public enum CronField: Int, Sendable, Hashable, CaseIterable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    /// The numbers the field takes. 0 and 7 are both Sunday.
    public var range: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        }
    }
}

extension CronField: CustomStringConvertible {
    /// `day of month`, as it reads in a sentence.
    public var description: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day of month"
        case .month: "month"
        case .dayOfWeek: "day of week"
        }
    }

    /// The number that `name` stands for where cron takes names: `mon` is 1, `dec` is 12. Letter case is ignored.
    func number(ofName name: String) -> Int? {
        let names =
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: [String]()
            }
        return names.firstIndex(of: String(name.lowercased().prefix(3))).map { $0 + range.lowerBound }
    }
}
