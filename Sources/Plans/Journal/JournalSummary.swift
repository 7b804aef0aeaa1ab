import Glibc

/// A journal in a list of them.
public struct JournalSummary: Sendable {
    public let name: String
    /// When the run began, in milliseconds since 1970-01-01T00:00:00Z.
    public let startTime: Int64
    public let title: String?
    public let target: PlanTarget?
    public let counts: StepCounts
    public internal(set) var state: Journal.State
    /// The name of the journal that the run took back.
    public let undoes: String?
    /// The name of the run that has taken this one back, or has begun to.
    public internal(set) var undoneBy: String?
}

/// The journals of a folder.
public struct JournalList: Sendable {
    /// The newest first.
    public internal(set) var journals: [JournalSummary] = []
    /// Those that cannot be read, and why.
    public internal(set) var unreadable: [JournalError] = []
}

extension JournalFolder {
    /// All journals. Reads each of them.
    public func journals() -> JournalList {
        var list = JournalList()
        for name in names().sorted(by: >) {
            do throws(JournalError) {
                list.journals.append(try summary(of: name))
            } catch {
                list.unreadable.append(error)
            }
        }
        for undoing in list.journals {
            guard let index = list.journals.firstIndex(where: { $0.name == undoing.undoes }) else { continue }
            if list.journals[index].undoneBy == nil { list.journals[index].undoneBy = undoing.name }
            if undoing.state == .finished { list.journals[index].state = .undone }
        }
        return list
    }

    private func summary(of name: String) throws(JournalError) -> JournalSummary {
        let journal = try read(name)
        return JournalSummary(
            name: name, startTime: journal.startTime, title: journal.plan.title, target: journal.plan.target,
            counts: journal.counts, state: isRunning(name) ? .running : journal.ownState, undoes: journal.undoes)
    }

    private func isRunning(_ name: String) -> Bool {
        guard let file = try? JournalFile(file(name), isNew: false), let isFree = try? file.lock() else { return false }
        return !isFree
    }

    private func names() -> [String] {
        fileNames().filter { !$0.hasPrefix(".") && $0.hasSuffix(Self.ending) }.map {
            String($0.dropLast(Self.ending.count))
        }
    }

    /// Everything in the folder.
    func fileNames() -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }
}
