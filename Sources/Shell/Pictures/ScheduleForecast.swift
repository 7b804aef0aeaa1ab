internal import Cron
internal import JSON

/// When schedules run in the days to come: the numbers behind the picture.
struct ScheduleForecast {
    struct Day {
        /// Since 1970-01-01, in the time zone.
        var number: Int
        /// Runs in each hour; nil for hours outside of the span.
        var hours: [Int?]

        var total: Int { hours.reduce(0) { $0 + ($1 ?? 0) } }
    }

    /// Minutes in which the same schedules run.
    struct BusyMinutes {
        var names: [String]
        /// In Unix seconds.
        var times: [Int64]
    }

    let schedules: Schedules
    let start: Int64
    let end: Int64
    let zone: TimeZoneChoice
    private(set) var days: [Day] = []
    private(set) var busiest: [BusyMinutes] = []
    private(set) var next: [(time: Int64, names: [String])] = []

    /// - Parameters:
    ///   - start: The first second, in Unix seconds.
    ///   - dayCount: How many days of the zone, that of `start` included.
    ///   - runCount: How many of the next times at which something runs are listed.
    init(_ schedules: Schedules, from start: Int64, days dayCount: Int, zone: TimeZoneChoice, runs runCount: Int) {
        self.schedules = schedules
        self.zone = zone
        self.start = start
        let first = CivilMoment(start, in: zone)
        // The end of the last day, by its own offset.
        let noon = Int64(first.day + dayCount - 1) * 86_400 + 43_200
        end = Int64(first.day + dayCount) * 86_400 - Int64(zone.offset(noon))
        let crons = schedules.items.map(\.cron)
        let load = CronLoad(of: crons, from: start, to: end)
        count(load, firstDay: first.day, dayCount: dayCount)
        findBusiest(load)
        findNext(runCount)
    }

    private mutating func count(_ load: CronLoad, firstDay: Int, dayCount: Int) {
        days = (0..<dayCount).map { Day(number: firstDay + $0, hours: Array(repeating: nil, count: 24)) }
        // An offset changes on the hour of UTC at the finest.
        var index = 0
        while index < load.runs.count {
            let moment = CivilMoment(load.time(ofMinute: index), in: zone)
            let length = min(60 - moment.minuteOfDay % 60, load.runs.count - index)
            let runs = load.runs[index..<index + length].reduce(0) { $0 + Int($1) }
            let day = moment.day - firstDay
            if days.indices.contains(day) { days[day].hours[moment.hour] = (days[day].hours[moment.hour] ?? 0) + runs }
            index += length
        }
    }

    private mutating func findBusiest(_ load: CronLoad) {
        // Many triggers share few expressions.
        let members = Dictionary(grouping: schedules.items.indices) { schedules.items[$0].cron }
        var places: [[Int]: Int] = [:]
        for minute in load.busiestMinutes(limit: 1_000) where minute.runs > 1 {
            let running = members.filter { $0.key.runs(at: minute.time) }.flatMap(\.value).sorted()
            if let place = places[running] {
                busiest[place].times.append(minute.time)
            } else if busiest.count < 5 {
                places[running] = busiest.count
                let names = running.map { schedules.items[$0].name }
                busiest.append(BusyMinutes(names: names, times: [minute.time]))
            }
        }
    }

    private mutating func findNext(_ count: Int) {
        let members = Dictionary(grouping: schedules.items.indices) { schedules.items[$0].cron }
        let crons = members.sorted { $0.value[0] < $1.value[0] }.map(\.key)
        var running: [(time: Int64, items: [Int])] = []
        for run in UpcomingRuns(of: crons, after: start - 1) {
            let items = members[crons[run.schedule]] ?? []
            if running.last?.time == run.time {
                running[running.count - 1].items += items
            } else {
                guard running.count < count else { break }
                running.append((run.time, items))
            }
        }
        next = running.map { run in (run.time, run.items.sorted().map { schedules.items[$0].name }) }
    }

    var total: Int { days.reduce(0) { $0 + $1.total } }
}

extension ScheduleForecast: Picture {
    var data: JSONValue {
        [
            "from": .string(Self.text(start)), "to": .string(Self.text(end)), "zone": .string(zone.name),
            "schedules": .integer(Int64(schedules.items.count)), "disabled": .integer(Int64(schedules.disabled)),
            "unscheduled": .integer(Int64(schedules.unscheduled)), "total": .integer(Int64(total)),
            "days": .array(days.map(Self.data)), "busiest": .array(busiest.map(Self.data)),
            "next": .array(
                next.map { ["time": .string(Self.text($0.time)), "names": .array($0.names.map { .string($0) })] })
        ]
    }

    private static func data(_ day: Day) -> JSONValue {
        [
            "date": .string(String(text(Int64(day.number) * 86_400).prefix(10))), "runs": .integer(Int64(day.total)),
            "hours": .array(day.hours.map { .integer(Int64($0 ?? 0)) })
        ]
    }

    private static func data(_ busy: BusyMinutes) -> JSONValue {
        [
            "runs": .integer(Int64(busy.names.count)), "names": .array(busy.names.map { .string($0) }),
            "times": .array(busy.times.sorted().map { .string(text($0)) })
        ]
    }

    private static func text(_ time: Int64) -> String { UTCTime(unixSeconds: time).description }

    func lines(width: Int, style: Emphasis) -> [String] {
        ScheduleDrawing(forecast: self, width: max(20, width), style: style).lines
    }
}
