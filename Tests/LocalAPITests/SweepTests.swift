import LocalAPI
import Testing

/// Every operation of the reference, through the real server.
@Suite struct SweepTests {
    /// How many operations hold at least: all.
    private static let floor = 294

    @Test func thePlanHasEveryOperationOfTheReference() {
        let names = SweepStep.all.compactMap { step -> String? in
            if case .call(let call) = step { call.operation } else { nil }
        }
        #expect(Set(names).count == SweepPlan.size)
    }

    @Test func answersAreAsTheCatalogSays() throws {
        var sweep = try Sweep()
        try sweep.run()
        print("\(sweep.held.count) of \(SweepPlan.size) operations hold")
        for problem in sweep.problems { print(problem) }
        #expect(sweep.held.count >= Self.floor)
    }
}
