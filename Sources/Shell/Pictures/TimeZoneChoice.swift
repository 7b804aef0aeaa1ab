/// A time zone that a picture is drawn in.
struct TimeZoneChoice: Sendable {
    /// As it is named in the picture: `UTC`, `+02:00`, `Europe/Berlin`.
    let name: String
    /// Seconds east of UTC at a time in Unix seconds.
    let offset: @Sendable (Int64) -> Int

    static let utc = TimeZoneChoice(name: "UTC") { _ in 0 }

    private init(name: String, offset: @escaping @Sendable (Int64) -> Int) {
        (self.name, self.offset) = (name, offset)
    }

    /// Reads `utc`, `local`, an offset such as `+02:00`, or a name of the system's time zone database.
    init?(_ text: String) {
        switch text.lowercased() {
        case "utc", "z": self = .utc
        case "local": self.init(name: "local time") { ShortTime.local.offset(Int($0)) }
        default:
            if let seconds = Self.seconds(text) {
                self.init(name: text) { _ in seconds }
            } else if let file = TimeZoneFile(named: text) {
                self.init(name: text) { file.offset(at: $0) }
            } else {
                return nil
            }
        }
    }

    /// Of `+02:00` and `-0330`.
    private static func seconds(_ text: String) -> Int? {
        guard text.hasPrefix("+") || text.hasPrefix("-") else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 4 || digits.count == 2, let number = Int(digits), digits.allSatisfy(\.isNumber) else {
            return nil
        }
        let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
        guard hours <= 14, minutes < 60 else { return nil }
        return (text.hasPrefix("-") ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }
}

/// A moment in a time zone, in parts.
struct CivilMoment {
    /// Days since 1970-01-01, there.
    let day: Int
    /// 0 to 1,439.
    let minuteOfDay: Int

    init(_ unixSeconds: Int64, in zone: TimeZoneChoice) {
        let minutes = (Int(unixSeconds) + zone.offset(unixSeconds)).quotientFlooring(60)
        day = minutes.quotientFlooring(1_440)
        minuteOfDay = minutes - day * 1_440
    }

    var hour: Int { minuteOfDay / 60 }

    /// `03:15`
    var clock: String {
        func pad(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(pad(hour)):\(pad(minuteOfDay % 60))"
    }
}

extension Int {
    func quotientFlooring(_ divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
