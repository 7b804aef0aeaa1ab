internal import Cron
internal import Glibc
internal import JSON
internal import Lua

extension Engine {
    /// Installs `cron`: what schedules say, when they run, and how to move them. All times are UTC.
    ///
    /// A schedule is a text of five fields, or a trigger. A moment is a time of RFC 3339 or seconds since 1970.
    func installCron(on stack: Stack) {
        let functions: [(String, Function)] = [
            ("next", { try pushRuns($0) { expression, moment in expression.next(after: moment) } }),
            ("previous", { try pushRuns($0) { expression, moment in expression.previous(before: moment) } }),
            ("count", countRuns), ("describe", describe), ("validate", validate), ("shift", shift), ("spread", spread)
        ]
        stack.pushTable(fields: functions.count)
        for (name, function) in functions {
            stack.push(function: function)
            stack.setRaw(field: name, of: -2)
        }
        stack.setRaw(global: "cron")
    }
}

/// `cron.next(schedule, n, from)`: the first run after `from` (now without it), or a list of `n`; nil where there is none.
private func pushRuns(_ stack: Stack, _ step: (CronExpression, Int64) -> Int64?) throws -> Int {
    let expression = try stack.cronExpression(at: 1)
    var moment = try stack.moment(at: 3) ?? Int64(time(nil))
    guard !stack.isNil(at: 2) else {
        guard let run = step(expression, moment) else { return 0 }
        stack.push(UTCTime(unixSeconds: run).description)
        return 1
    }
    guard let count = stack.integer(at: 2), (0...100_000).contains(count) else {
        throw LuaError("cron: expected a number of runs up to 100000")
    }
    stack.pushTable(elements: count)
    if count == 0 { LuaJSON.markAsArray(stack.state, at: -1) }
    for index in 0..<count {
        guard let run = step(expression, moment) else {
            if index == 0 { LuaJSON.markAsArray(stack.state, at: -1) }
            break
        }
        stack.push(UTCTime(unixSeconds: run).description)
        stack.setRaw(element: index + 1, of: -2)
        moment = run
    }
    return 1
}

/// `cron.count(schedule, from, to)`: the runs from the one moment on that come before the other.
private func countRuns(_ stack: Stack) throws -> Int {
    let expression = try stack.cronExpression(at: 1)
    guard let start = try stack.moment(at: 2), let end = try stack.moment(at: 3) else {
        throw LuaError("cron.count: expected two times, from and to")
    }
    stack.push(expression.runs(from: start, to: end).count)
    return 1
}

private func describe(_ stack: Stack) throws -> Int {
    stack.push(try stack.cronExpression(at: 1).describe())
    return 1
}

/// `cron.validate(schedule)`: true, or nil and what is wrong with it.
private func validate(_ stack: Stack) throws -> Int {
    do {
        _ = try CronExpression(try stack.cronText(at: 1))
        stack.push(true)
        return 1
    } catch let error as CronError {
        stack.pushNil()
        stack.push(error.description)
        return 2
    }
}

/// `cron.shift(schedule, minutes)`
private func shift(_ stack: Stack) throws -> Int {
    let expression = try stack.cronExpression(at: 1)
    let minutes = try stack.argument(2, as: Int.self)
    do {
        stack.push(try expression.shifted(byMinutes: minutes).description)
        return 1
    } catch {
        throw LuaError(error.description)
    }
}

/// `cron.spread(schedules, minutes)`, `cron.spread(schedule, minutes, n)`: a list of schedules.
private func spread(_ stack: Stack) throws -> Int {
    let interval = try stack.argument(2, as: Int.self)
    guard (1...1_440).contains(interval) else {
        throw LuaError("cron.spread: the interval is 1 to 1440 minutes")
    }
    let expressions: [CronExpression]
    if stack.isNil(at: 3) {
        expressions = try stack.cronExpressions(ofListAt: 1)
    } else {
        let count = try stack.argument(3, as: Int.self)
        guard (0...100_000).contains(count) else { throw LuaError("cron.spread: expected a number up to 100000") }
        expressions = Array(repeating: try stack.cronExpression(at: 1), count: count)
    }
    let result = CronExpression.spread(expressions, overMinutes: interval)
    stack.pushTable(elements: result.count)
    if result.isEmpty { LuaJSON.markAsArray(stack.state, at: -1) }
    for (index, expression) in result.enumerated() {
        stack.push(expression.description)
        stack.setRaw(element: index + 1, of: -2)
    }
    return 1
}

extension Stack {
    /// Stack: unchanged.
    fileprivate func cronExpression(at position: Int) throws -> CronExpression {
        do {
            return try CronExpression(try cronText(at: position))
        } catch let error as CronError {
            throw LuaError(error.description)
        }
    }

    /// A text of five fields, or that of a trigger. Stack: unchanged.
    fileprivate func cronText(at position: Int) throws -> String {
        if let text = string(at: position) { return text }
        let base = top
        defer { truncate(to: base) }
        if kind(at: position) == .table {
            if pushRaw(field: "scheduled_details", of: position) == .table,
                pushRaw(field: "cron", of: top) == .string, let text = string(at: top)
            {
                return text
            }
        }
        throw typeError(at: position, expected: "schedule or trigger")
    }

    /// Stack: unchanged.
    fileprivate func cronExpressions(ofListAt position: Int) throws -> [CronExpression] {
        guard kind(at: position) == .table else { throw typeError(at: position, expected: "list of schedules") }
        return try (0..<rawLength(at: position)).map { index in
            pushRaw(element: index + 1, of: position)
            defer { pop() }
            do {
                return try cronExpression(at: top)
            } catch is ArgumentError {
                throw LuaError("cron.spread: element \(index + 1) is no schedule and no trigger")
            }
        }
    }

    /// Unix seconds; nil where there is no value. Stack: unchanged.
    fileprivate func moment(at position: Int) throws -> Int64? {
        guard !isNil(at: position) else { return nil }
        if let text = string(at: position) {
            guard let time = UTCTime(rfc3339: text) else {
                throw LuaError("cron: expected a time such as 2026-11-21T03:15:00Z, found '\(text)'")
            }
            return time.unixSeconds
        }
        guard let seconds = number(at: position), seconds.magnitude < 1e15 else {
            throw typeError(at: position, expected: "time")
        }
        return Int64(seconds.rounded(.down))
    }
}
