internal import Glibc

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
    ///
    /// - Parameter times: The hours that the picture needs: offsets of named zones are looked up for these once.
    init?(_ text: String, times: StrideTo<Int64>) {
        switch text.lowercased() {
        case "utc", "z": self = .utc
        case "local": self.init(name: "local time") { ShortTime.local.offset(Int($0)) }
        default:
            if let seconds = Self.seconds(text) {
                self.init(name: text) { _ in seconds }
            } else if Self.isZone(text) {
                self.init(name: text, offset: Self.offsets(of: text, at: times))
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

    private static func isZone(_ name: String) -> Bool {
        guard !name.isEmpty, !name.hasPrefix("/"), !name.hasPrefix("."), !name.utf8.contains(0),
            !name.split(separator: "/").contains("..")
        else { return false }
        var status = stat()
        return stat("/usr/share/zoneinfo/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The C library knows one time zone, that of `TZ`: it is set to another one while the table is made.
    private static func offsets(of name: String, at times: StrideTo<Int64>) -> @Sendable (Int64) -> Int {
        let before = getenv("TZ").map { String(cString: $0) }
        setenv("TZ", name, 1)
        tzset()
        var table: [(time: Int64, offset: Int)] = []
        for time in times {
            let offset = ShortTime.local.offset(Int(time))
            if table.last?.offset != offset { table.append((time, offset)) }
        }
        if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
        tzset()
        let known = table
        return { time in (known.last { $0.time <= time } ?? known.first)?.offset ?? 0 }
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
