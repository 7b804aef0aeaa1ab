import Glibc
import Plans
import TestSupport
import Testing

/// Runs of 500 triggers that are killed at any moment, and resumed.
struct KilledRunTests {
    /// `MOONTIDE_KILLS=1000` takes its time.
    private static let count = getenv("MOONTIDE_KILLS").flatMap { Int(String(cString: $0)) } ?? 20
    private static let stepCount = getenv("MOONTIDE_KILLS") == nil ? 200 : 500

    @Test func endAsPlannedWhereverTheyAreKilled() throws {
        let subject = try PlanSubject(steps: Self.stepCount)
        let clock = ContinuousClock()
        let whole = try clock.measure {
            let outcome = try subject.apply().wait()
            #expect(outcome == .init(status: 0, output: subject.completion))
        }
        #expect(try subject.differences() == [])
        var random = SeededGenerator(seed: 42)
        var tally = Tally()
        for round in 0..<Self.count {
            try subject.restore()
            let process = try subject.apply()
            pause(whole * Double.random(in: 0..<1.05, using: &random))
            process.signal(SIGKILL)
            _ = try process.wait()
            try finish(subject, &tally)
            let differences = try subject.differences()
            #expect(differences == [], "round \(round)")
            if round % 100 == 99 { print("killed \(round + 1) runs: \(tally)") }
        }
        print("killed \(Self.count) runs: \(tally)")
    }

    /// What the kills have met.
    private struct Tally {
        var beforeTheJournal = 0
        var inTheMiddle = 0
        var afterTheEnd = 0
        var unknownSteps = 0
        var secondKills = 0
    }

    private func finish(_ subject: PlanSubject, _ tally: inout Tally) throws {
        guard let summary = subject.journals.journals().journals.first else {
            tally.beforeTheJournal += 1
            #expect(try subject.apply().wait().output == subject.completion)
            try removeJournals(subject)
            return
        }
        if summary.counts.isComplete { tally.afterTheEnd += 1 } else { tally.inTheMiddle += 1 }
        tally.unknownSteps += summary.counts.unknown
        let outcome = try subject.resume(summary.name)
        #expect(outcome == .init(status: 0, output: subject.completion))
        #expect(subject.journals.journals().journals.first?.state == .finished)
        try removeJournals(subject)
    }

    private func removeJournals(_ subject: PlanSubject) throws {
        for journal in subject.journals.journals().journals {
            unlink("\(subject.journals.path)/\(journal.name).journal")
        }
    }

    private func pause(_ duration: Duration) {
        var time = timespec(
            tv_sec: Int(duration.components.seconds),
            tv_nsec: Int(duration.components.attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
    }
}
