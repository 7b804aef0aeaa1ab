public import Catalog
import Glibc
import JSON

/// The folder with the journals: one file for each run.
public struct JournalFolder: Sendable {
    /// `$XDG_STATE_HOME/moontide/journals`. Made with mode 0700 where it is missing.
    public let path: String

    public init(_ path: String) { self.path = path }

    static let ending = ".journal"
    /// Of a file that is not whole yet.
    private static let newEnding = ".new"

    func file(_ name: String) -> String { "\(path)/\(name)\(Self.ending)" }

    /// Makes a journal for a plan that is about to be carried out. The whole plan is on disk when this returns.
    ///
    /// - Parameter undoes: The name of the journal that the plan takes back.
    /// - Throws: ``JournalError`` of kind `unusable`, also where the disk has no space for what the run will write.
    public func create(
        for plan: Plan, undoing undoes: String? = nil, catalog: Catalog = .standard
    ) throws(JournalError) -> OpenJournal {
        makeFolders()
        removeAbandoned()
        let time = WallClock.milliseconds
        let name = Self.newName(at: time)
        let hiding = SecretHiding(StepCatalog(catalog))
        var recorded = plan
        recorded.steps = plan.steps.map(hiding.hidden)
        let temporary = "\(path)/.\(name)\(Self.newEnding)"
        do throws(JournalFile.Failure) {
            let file = try JournalFile(temporary, isNew: true)
            do throws(JournalFile.Failure) {
                guard try file.lock() else { throw JournalFile.Failure(EWOULDBLOCK) }
                try file.append(Self.beginning(of: recorded, undoes, time))
                try file.reserve(plan.steps.count * Self.bytesForStep)
                try file.synchronize()
                guard rename(temporary, self.file(name)) == 0 else { throw JournalFile.Failure() }
            } catch {
                unlink(temporary)
                throw error
            }
            synchronizeFolder()
            let journal = Journal(
                name: name, plan: recorded, startTime: time, lastTime: time, undoes: undoes,
                outcomes: Array(repeating: .notStarted, count: plan.steps.count))
            return OpenJournal(journal, file, lineCount: plan.steps.count + 1, hiding: hiding)
        } catch {
            throw JournalError(.unusable, name, "cannot be written in \(path): \(error.reason)")
        }
    }

    /// What the records of a step take: that it began, and what became of it.
    private static let bytesForStep = 256

    private static func beginning(of plan: Plan, _ undoes: String?, _ time: Int64) -> [UInt8] {
        let header = JournalHeader(
            title: plan.title, target: plan.target, time: time, stepCount: plan.steps.count,
            unchangedCount: plan.unchangedCount, undoes: undoes)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plan.steps.count * 1_024)
        JournalLine.append(JournalRecord.header(header), number: 1, to: &bytes)
        for (index, step) in plan.steps.enumerated() {
            JournalLine.append(JournalRecord.step(index, step), number: index + 2, to: &bytes)
        }
        return bytes
    }

    /// The time to the millisecond, and four random digits for runs that begin within one.
    private static func newName(at time: Int64) -> String {
        let text = JournalTime.text(time).filter { $0.isNumber || $0 == "T" || $0 == "." }
        let parts = text.map { $0.isNumber ? String($0) : "-" }.joined()
        let random = String(UInt16.random(in: .min ... .max), radix: 16)
        return "\(parts)-\(String(repeating: "0", count: 4 - random.count))\(random)"
    }

    private func makeFolders() {
        for end in path.indices where path[end] == "/" && end > path.startIndex { mkdir(String(path[..<end]), 0o700) }
        // Failure shows when the file is opened.
        mkdir(path, 0o700)
    }

    /// Removes what processes left that were killed before their journals were whole. Nothing was sent by then.
    private func removeAbandoned() {
        for name in fileNames() where name.hasPrefix(".") && name.hasSuffix(Self.newEnding) {
            let path = "\(path)/\(name)"
            if let file = try? JournalFile(path, isNew: false), let isFree = try? file.lock(), isFree { unlink(path) }
        }
    }

    private func synchronizeFolder() {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

// Journals that are there.
extension JournalFolder {
    /// Opens a journal in order to go on with its run.
    ///
    /// - Throws: ``JournalError``; of kind `busy` where a process carries it out.
    public func open(_ name: String, catalog: Catalog = .standard) throws(JournalError) -> OpenJournal {
        let file = try opened(name)
        guard try using(name, file.lock) else {
            throw JournalError(.busy, name, "is carried out by another process right now")
        }
        let reader = try JournalReader(name, using(name, file.read), boot: Boot.identifier)
        let counts = reader.journal.counts
        try using(name) { () throws(JournalFile.Failure) in
            try file.truncate(to: reader.size)
            try file.reserve((counts.total - counts.done) * Self.bytesForStep)
        }
        return OpenJournal(
            reader.journal, file, lineCount: reader.lineCount, hiding: SecretHiding(StepCatalog(catalog)))
    }

    /// Reads a journal, also one that is being written.
    public func read(_ name: String) throws(JournalError) -> Journal {
        let file = try opened(name)
        return try JournalReader(name, using(name, file.read), boot: Boot.identifier).journal
    }

    private func using<Result>(
        _ name: String, _ body: () throws(JournalFile.Failure) -> Result
    ) throws(JournalError) -> Result {
        do throws(JournalFile.Failure) {
            return try body()
        } catch {
            throw JournalError(.unusable, name, "cannot be used: \(error.reason)")
        }
    }

    /// Names may come from people: they never lead out of the folder.
    private func opened(_ name: String) throws(JournalError) -> JournalFile {
        guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(UInt8(ascii: "/")) else {
            throw JournalError(.notFound, name, "is not in \(path)")
        }
        do throws(JournalFile.Failure) {
            return try JournalFile(file(name), isNew: false)
        } catch {
            if error.code == ENOENT { throw JournalError(.notFound, name, "is not in \(path)") }
            throw JournalError(.unusable, name, "cannot be opened: \(error.reason)")
        }
    }
}
