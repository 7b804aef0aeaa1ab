import Glibc
import Plans
import TestSupport
import Testing

/// Runs of 500 triggers that are killed at any moment, and resumed.
struct KilledRunTests {
    /// `MOONTIDE_KILLS=1000` takes its time.
    private static let count = getenv("MOONTIDE_KILLS").flatMap { Int(String(cString: $0)) } ?? 20
    private static let stepCount = getenv("MOONTIDE_KILLS") == nil ? 200 : 500

    /// The first runs are killed at a moment between their start and their journal, all others when their journals have so
    /// many bytes: wherever a request leaves or an answer comes, one byte of a journal is the last.
    @Test func endAsPlannedWhereverTheyAreKilled() throws {
        let subject = try PlanSubject(steps: Self.stepCount)
        #expect(try subject.apply().wait() == .init(status: 0, output: subject.completion))
        #expect(try subject.differences() == [])
        let sizes = try sizes(subject)
        try removeJournals(subject)
        var random = SeededGenerator(seed: 42)
        var tally = Tally()
        for round in 0..<Self.count {
            try subject.restore()
            let lower = round % 10 == 0 ? 0 : sizes.plan
            let size = Int.random(in: lower..<sizes.whole, using: &random)
            try kill(subject.apply(), when: size, subject)
            try finish(subject, &tally, &random, sizes)
            let differences = try subject.differences()
            #expect(differences == [], "round \(round)")
            if round % 100 == 99 { tell("killed \(round + 1) runs: \(tally)") }
        }
        tell("killed \(Self.count) runs: \(tally)")
        #expect(tally.inTheMiddle * 2 > Self.count)
    }

    private func tell(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// What the kills have met.
    private struct Tally {
        var beforeTheJournal = 0
        var inTheMiddle = 0
        var afterTheEnd = 0
        var unknownSteps = 0
        var resumesKilled = 0
    }

    /// How many bytes the journal of a whole run has, and how many of them are the plan's.
    private func sizes(_ subject: PlanSubject) throws -> (plan: Int, whole: Int) {
        let name = try #require(subject.journals.journals().journals.first).name
        let plan = try subject.journals.create(for: subject.plan)
        defer { unlink("\(subject.journals.path)/\(plan.name).journal") }
        return (written(plan.name, in: subject), written(name, in: subject))
    }

    private func written(_ name: String, in subject: PlanSubject) -> Int {
        let descriptor = open("\(subject.journals.path)/\(name).journal", O_RDONLY)
        defer { close(descriptor) }
        var (end, buffer) = (lseek(descriptor, 0, SEEK_END), [UInt8](repeating: 0, count: 1))
        while end > 0, pread(descriptor, &buffer, 1, end - 1) == 1, buffer[0] == 0 { end -= 1 }
        return end
    }

    /// Kills a process when its journal has got so long, or has come to its end.
    private func kill(_ process: RunningProgram, when size: Int, _ subject: PlanSubject) throws {
        let limit = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < limit, !isWritten(size, subject) { usleep(50) }
        process.signal(SIGKILL)
        _ = try process.wait()
    }

    private func isWritten(_ size: Int, _ subject: PlanSubject) -> Bool {
        guard let folder = opendir(subject.journals.path) else { return false }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".journal") || name.hasSuffix(".new") else { continue }
            let descriptor = open("\(subject.journals.path)/\(name)", O_RDONLY)
            guard descriptor >= 0 else { return false }
            defer { close(descriptor) }
            var byte: UInt8 = 0
            // Beyond the end there is reserved space, which is given back after the last record.
            let count = pread(descriptor, &byte, 1, size)
            return name.hasSuffix(".journal") && count == 0 || count == 1 && byte != 0
        }
        return false
    }

    private func finish(
        _ subject: PlanSubject, _ tally: inout Tally, _ random: inout SeededGenerator, _ sizes: (plan: Int, whole: Int)
    ) throws {
        guard let summary = subject.journals.journals().journals.first else {
            tally.beforeTheJournal += 1
            #expect(try subject.apply().wait().output == subject.completion)
            return try removeJournals(subject)
        }
        if summary.counts.isComplete { tally.afterTheEnd += 1 } else { tally.inTheMiddle += 1 }
        tally.unknownSteps += summary.counts.unknown
        // Every third resumed run is killed as well.
        if !summary.counts.isComplete, Int.random(in: 0..<3, using: &random) == 0 {
            tally.resumesKilled += 1
            let now = written(summary.name, in: subject)
            let size = now + Int.random(in: 1..<max(2, sizes.whole - now), using: &random)
            try kill(subject.beginResuming(summary.name), when: size, subject)
        }
        #expect(try subject.beginResuming(summary.name).wait() == .init(status: 0, output: subject.completion))
        #expect(try subject.journals.read(summary.name).counts.isComplete)
        try removeJournals(subject)
    }

    private func removeJournals(_ subject: PlanSubject) throws {
        guard let folder = opendir(subject.journals.path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { unlink("\(subject.journals.path)/\(name)") }
        }
    }
}
