import Cron
import JSON

/// The metrics of droplets. Each is a function of the droplet and the time alone, so that two requests for one range agree.
extension Monitoring {
    static let metricHandlers: [String: Handler] = [
        "monitoring.get_droplet_bandwidth_metrics": metric { droplet, call in
            let (interface, direction) = (call.query("interface") ?? "", call.query("direction") ?? "")
            let wave = Wave(droplet.id, interface + direction)
            let megabits = interface == "public" ? 4.0 : 0.5
            return [
                MetricSeries(["direction": direction, "interface": interface]) { megabits * wave.value(at: $0) }
            ]
        },
        "monitoring.get_droplet_cpu_metrics": metric { droplet, _ in cpu(of: droplet) },
        "monitoring.get_droplet_filesystem_free_metrics": metric { droplet, _ in
            let size = droplet.diskBytes
            let wave = Wave(droplet.id, "disk")
            return [MetricSeries(disk, digits: 0) { size * (0.72 + 0.04 * wave.value(at: $0)) }]
        },
        "monitoring.get_droplet_filesystem_size_metrics": metric { droplet, _ in
            let size = droplet.diskBytes
            return [MetricSeries(disk, digits: 0) { _ in size }]
        },
        "monitoring.get_droplet_load1_metrics": load(over: 60),
        "monitoring.get_droplet_load5_metrics": load(over: 300),
        "monitoring.get_droplet_load15_metrics": load(over: 900),
        "monitoring.get_droplet_memory_available_metrics": memory { total, wave in total * (0.6 - 0.3 * wave) },
        "monitoring.get_droplet_memory_cached_metrics": memory { total, wave in total * (0.2 + 0.05 * wave) },
        "monitoring.get_droplet_memory_free_metrics": memory { total, wave in total * (0.35 - 0.25 * wave) },
        "monitoring.get_droplet_memory_total_metrics": memory { total, _ in total }
    ]

    private static let disk = ["device": "/dev/vda1", "fstype": "ext4", "mountpoint": "/"]

    /// The parts of a second of one processor that the modes get beside the idle one.
    private static let modes = [
        ("iowait", 0.004), ("irq", 0), ("nice", 0.001), ("softirq", 0.001), ("steal", 0.002), ("system", 0.03),
        ("user", 0.12)
    ]

    /// Seconds since the droplet was made, for each mode: they only grow.
    private static func cpu(of droplet: Resource) -> [MetricSeries] {
        let made = droplet.madeAt
        let processors = Double(droplet.document.integer("vcpus") ?? 1)
        let wave = Wave(droplet.id, "cpu")
        @Sendable func busy(_ share: Double, _ time: Int64) -> Double {
            processors * share * wave.sum(from: made, to: time)
        }
        let all = modes.reduce(0) { $0 + $1.1 }
        let idle = MetricSeries(["mode": "idle"]) { processors * Double($0 - made) - busy(all, $0) }
        return [idle] + modes.map { mode, share in MetricSeries(["mode": mode]) { busy(share, $0) } }
    }

    /// - Parameter seconds: What the average is taken over.
    private static func load(over seconds: Int64) -> Handler {
        metric { droplet, _ in
            let processors = Double(droplet.document.integer("vcpus") ?? 1)
            let wave = Wave(droplet.id, "cpu")
            return [
                MetricSeries { processors * 0.15 * wave.sum(from: $0 - seconds, to: $0) / Double(seconds) }
            ]
        }
    }

    private static func memory(_ value: @escaping @Sendable (_ total: Double, _ wave: Double) -> Double) -> Handler {
        metric { droplet, _ in
            let total = Double(droplet.document.integer("memory") ?? 0) * 1_048_576
            let wave = Wave(droplet.id, "memory")
            return [MetricSeries(digits: 0) { value(total, wave.value(at: $0)) }]
        }
    }

    private static func metric(_ series: @escaping @Sendable (Resource, Call) -> [MetricSeries]) -> Handler {
        .reading { call, connection in
            let id = call.query("host_id") ?? ""
            let droplet = try connection.get(Droplets.kind, id)
            let range = try MetricRange(call, since: droplet.madeAt)
            let results = series(droplet, call).map { $0.document(over: range, labels: ["host_id": id]) }
            return try call.answer([
                "status": "success", "data": ["resultType": "matrix", "result": .array(results)]
            ])
        }
    }
}

extension Resource {
    /// Unix seconds.
    fileprivate var madeAt: Int64 { UTCTime(rfc3339: document.string("created_at") ?? "")?.unixSeconds ?? 0 }
    fileprivate var diskBytes: Double { Double(document.integer("disk") ?? 0) * 1_073_741_824 }
}
