internal import Catalog
internal import Cron
internal import JSON
internal import Lua

/// The Lua functions `schedule(what, options)` and `spark(values, options)`.
struct PictureModule {
    private let tables: PictureTables
    private let now: () -> Int64

    /// - Parameter now: The API's time, in Unix seconds.
    init(_ tables: PictureTables, now: @escaping () -> Int64) {
        (self.tables, self.now) = (tables, now)
    }

    func install(on stack: Stack) {
        stack.push(function: schedule)
        stack.setRaw(global: "schedule")
        stack.push(function: spark)
        stack.setRaw(global: "spark")
    }

    private func schedule(_ stack: Stack) throws -> Int {
        let options = try PictureOptions("schedule", ["days", "from", "zone", "runs", "disabled"], stack, at: 2)
        let days = try options.integer("days", in: 1...92) ?? 7
        let runs = try options.integer("runs", in: 0...1_000) ?? 10
        let start = try options.time("from") ?? now()
        let name = try options.text("zone") ?? "utc"
        guard let zone = TimeZoneChoice(name) else {
            throw LuaError(
                "schedule: zone: expected utc, local, an offset such as +02:00 or a name such as Europe/Berlin, "
                    + "found '\(TerminalText.visible(name))'")
        }
        do {
            let value = try argument(stack, "schedule")
            let schedules = try Schedules(value, includingDisabled: try options.flag("disabled") ?? false)
            let forecast = ScheduleForecast(schedules, from: start, days: days, zone: zone, runs: runs)
            try tables.push(forecast, named: "schedule", on: stack)
        } catch let error as Schedules.Failure {
            throw LuaError("schedule: \(error.description)")
        }
        return 1
    }

    private func spark(_ stack: Stack) throws -> Int {
        let options = try PictureOptions("spark", ["rate", "label"], stack, at: 2)
        do {
            var series = try MetricReader.series(of: argument(stack, "spark"))
            if try options.flag("rate") ?? false { series = series.map(\.rate) }
            if let label = try options.text("label"), series.count == 1 { series[0].label = label }
            try tables.push(SparkPicture(series: series), named: "spark", on: stack)
        } catch let error as MetricReader.Failure {
            throw LuaError("spark: \(error.description)")
        }
        return 1
    }

    private func argument(_ stack: Stack, _ function: String) throws -> JSONValue {
        do throws(JSONError) {
            return try LuaJSON.value(stack.state, at: 1)
        } catch {
            throw LuaError("\(function): \(error.reason)")
        }
    }
}

/// The options of a picture.
private struct PictureOptions {
    private let function: String
    private let values: JSONObject

    /// - Throws: `LuaError` for what is no table, and for a name that is not known.
    init(_ function: String, _ names: [String], _ stack: Stack, at position: Int) throws {
        self.function = function
        guard !stack.isNil(at: position) else {
            values = [:]
            return
        }
        let value = try LuaJSON.value(stack.state, at: Int32(position))
        guard let object = value.array?.isEmpty == true ? [:] : value.object else {
            throw LuaError("\(function): expected a table of options")
        }
        values = object
        for name in object.names where !names.contains(name) {
            let near = Suggestion.nearest(to: name, in: names, limit: 1).first.map { "did you mean '\($0)'?" }
            throw LuaError(
                "\(function): unknown option '\(TerminalText.visible(name))'; "
                    + (near ?? "there are \(names.joined(separator: ", "))"))
        }
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws -> Int? {
        guard let value = values[name] else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw LuaError(
                "\(function): \(name): expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func text(_ name: String) throws -> String? {
        guard let value = values[name] else { return nil }
        guard let text = value.string else { throw LuaError("\(function): \(name): expected a string") }
        return text
    }

    func flag(_ name: String) throws -> Bool? {
        guard let value = values[name] else { return nil }
        guard let flag = value.bool else { throw LuaError("\(function): \(name): expected true or false") }
        return flag
    }

    /// A time of RFC 3339, a day, or Unix seconds.
    func time(_ name: String) throws -> Int64? {
        guard let value = values[name] else { return nil }
        if let seconds = value.integer, (0...250_000_000_000).contains(seconds) { return seconds }
        let text = value.string ?? ""
        guard let time = UTCTime(rfc3339: text) ?? UTCTime(rfc3339: text + "T00:00:00Z") else {
            throw LuaError("\(function): \(name): expected a time such as 2026-11-21T03:15:00Z, or a day 2026-11-21")
        }
        return time.unixSeconds
    }
}
