import Glibc
import JSON

/// A journal that is being written. It is locked against every other process until its run has ended.
///
/// What is committed survives the death of the process at once, and the loss of power when it has been synchronized. That
/// is done before the first step of each ``window`` begins and after the last one, and once a second in between: a step
/// that may have begun is always covered by a record that survives both.
public final class OpenJournal {
    /// What it said when it was opened.
    public let journal: Journal
    /// Nil when it is closed.
    private var file: JournalFile?
    private let hiding: SecretHiding
    private var lineCount: Int
    private var pending: [UInt8] = []
    private var isSynchronizationNeeded = false
    /// The steps up to this one are announced.
    private var ahead = -1
    private var lastSynchronization: ContinuousClock.Instant = .now

    /// How many steps are announced at once.
    static let window = 256

    init(_ journal: Journal, _ file: JournalFile, lineCount: Int, hiding: SecretHiding) {
        self.journal = journal
        self.file = file
        self.hiding = hiding
        self.lineCount = lineCount
    }

    /// The journal's name.
    public var name: String { journal.name }

    /// Writes that this process goes to work.
    func begin() {
        ahead = -1
        append(.session(JournalSession(time: WallClock.milliseconds, boot: Boot.identifier, process: getpid())))
        isSynchronizationNeeded = true
    }

    /// Writes that the request of a step is about to leave.
    func start(_ index: Int, at time: Int64) {
        if index > ahead {
            ahead = min(index + Self.window, journal.plan.steps.count) - 1
            append(.ahead(through: ahead))
            isSynchronizationNeeded = true
        }
        append(.started(index, at: time))
    }

    /// Writes what became of a step; `step` tells which of its values are secret.
    func settle(_ index: Int, _ settlement: StepSettlement, of step: PlanStep, at time: Int64) {
        var settlement = settlement
        settlement.result = settlement.result.map { hiding.hidden($0, of: step) }
        if case .failed(var failure) = settlement.outcome {
            failure.message = hiding.hidden(failure.message, of: step)
            settlement.outcome = .failed(failure)
        }
        append(.settled(index, at: time, settlement))
    }

    func withdraw(_ index: Int) { append(.withdrawn(index)) }

    /// Writes what is there already of what is to be created.
    func note(existing items: JSONValue, of list: String) {
        append(.existing(items, of: list))
        isSynchronizationNeeded = true
    }

    func end(isInterrupted: Bool) {
        append(.end(at: WallClock.milliseconds, isInterrupted: isInterrupted))
        isSynchronizationNeeded = true
    }

    private func append(_ record: JournalRecord) {
        lineCount += 1
        // Every value in a record came out of JSON or has gone through a check that it can go into it.
        try? JournalLine.append(record.json, number: lineCount, to: &pending)
    }

    /// Puts everything that was written so far where it survives the death of the process.
    ///
    /// - Throws: ``JournalError`` of kind `unusable`, as for a full disk. Then nothing of it is there, and it is kept.
    func commit() throws(JournalError) {
        guard let file, !pending.isEmpty else { return }
        do throws(JournalFile.Failure) {
            try file.append(pending)
            pending.removeAll(keepingCapacity: true)
            let now = ContinuousClock.now
            guard isSynchronizationNeeded || now - lastSynchronization > .seconds(1) else { return }
            try file.synchronize()
            isSynchronizationNeeded = false
            lastSynchronization = now
        } catch {
            throw JournalError(.unusable, name, "cannot be written: \(error.reason)")
        }
    }

    /// Gives back the lock, and what space was reserved and not used.
    func close() {
        file?.giveBackReserve()
        file = nil
    }
}
