import Glibc
import JSON

/// A journal that is being written. It is locked against every other process until its run has ended.
///
/// What is committed survives the death of the process at once, and the loss of power when it has been synchronized. A step
/// that may have begun is always covered by a record that survives both: steps are announced ``window`` by window, each
/// synchronized before its first step begins. A thread does that while the steps of the window before are under way.
public final class OpenJournal {
    /// What it said when it was opened.
    public let journal: Journal
    /// Nil when it is closed.
    private var file: JournalFile?
    private let hiding: SecretHiding
    private var lineCount: Int
    private var pending: [UInt8] = []
    /// Whether the next commit is to return when all is on disk.
    private var mustSynchronize = false
    /// The steps up to this one are announced on disk.
    private var ahead = -1
    /// The same for what is written, and may not be on disk yet.
    private var announced = -1
    /// The last step that has begun.
    private var begun = -1
    private var flush: (work: BackgroundFlush, through: Int)?
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
        (ahead, announced, begun) = (-1, -1, -1)
        append(.session(JournalSession(time: WallClock.milliseconds, boot: Boot.identifier, process: getpid())))
    }

    /// Writes that the request of a step is about to leave.
    func start(_ index: Int, at time: Int64) {
        if index > announced {
            announce(from: index)
        } else if announced == ahead, index > ahead - Self.window / 2 {
            announce(from: ahead + 1)
        }
        begun = max(begun, index)
        append(.started(index, at: time))
    }

    private func announce(from index: Int) {
        guard index < journal.plan.steps.count else { return }
        announced = min(index + Self.window, journal.plan.steps.count) - 1
        append(.ahead(through: announced))
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
        mustSynchronize = true
    }

    func end(isInterrupted: Bool) {
        append(.end(at: WallClock.milliseconds, isInterrupted: isInterrupted))
    }

    private func append(_ record: JournalRecord) {
        lineCount += 1
        JournalLine.append(record, number: lineCount, to: &pending)
    }

    /// Puts everything that was written so far where it survives the death of the process.
    ///
    /// - Throws: ``JournalError`` of kind `unusable`, as for a full disk. Then nothing of it is there, and it is kept.
    func commit() throws(JournalError) {
        guard let file, !pending.isEmpty else { return }
        do throws(JournalFile.Failure) {
            try file.append(pending)
            pending.removeAll(keepingCapacity: true)
            try synchronize(file)
        } catch {
            throw JournalError(.unusable, name, "cannot be written: \(error.reason)")
        }
    }

    private func synchronize(_ file: JournalFile) throws(JournalFile.Failure) {
        // What was announced first may be on disk by now, which is all that is waited for.
        if let flush, mustSynchronize || begun > ahead || flush.work.hasEnded {
            self.flush = nil
            try flush.work.wait()
            ahead = max(ahead, flush.through)
        }
        let now = ContinuousClock.now
        if mustSynchronize || begun > ahead {
            try file.synchronize()
            (ahead, mustSynchronize, lastSynchronization) = (announced, false, now)
        } else if flush == nil, announced > ahead || now - lastSynchronization > .seconds(1) {
            flush = (file.synchronizeInBackground(), announced)
            lastSynchronization = now
        }
    }

    /// Gives back the lock, and what space was reserved and not used. The last records get to the disk soon after: if they do
    /// not, a resumed run looks up what they say.
    func close() {
        flush = nil
        file?.close()
        file = nil
    }
}
