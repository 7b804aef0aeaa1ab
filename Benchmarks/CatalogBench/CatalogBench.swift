import Catalog
import Glibc

/// What the uses of the catalog cost, a row each: that of the program, or with an argument the files of a folder.
@main
struct CatalogBench {
    static func main() {
        let start = ContinuousClock().measure { _ = Catalog.standard.aliasGroupNames }
        row("catalog: made, with the names of all groups (ms)", start, "0.1")
        let files = CommandLine.arguments.dropFirst().first.map(files(of:)) ?? CatalogFile.standard
        let catalog = Catalog(unchecked: files)
        let count = catalog.allOperations.count
        row("catalog: index of \(count) operations (ms)", best { _ = Catalog(unchecked: files).operationNames }, "2")
        row("catalog: names of all operations once more (ms)", best { _ = catalog.operationNames }, "2")
        let uses = files.map { file in (file.group, firstUse(of: file.group, in: files)) }
        for (group, time) in uses.sorted(by: { $0.1 > $1.1 }).prefix(5) {
            row("catalog: first use of \(group), a call of its dearest operation (ms)", time, "1")
        }
        let lists = files.map { file in (file.group, listing(of: file.group, in: files)) }
        for (group, time) in lists.sorted(by: { $0.1 > $1.1 }).prefix(2) {
            row("catalog: all operations of \(group), for completion (ms)", time, "2")
        }
        row("catalog: all groups read (ms)", best { _ = Catalog(unchecked: files).allOperations }, "150")
        row("catalog: all groups read and checked (ms)", best { _ = try? Catalog(files: files) }, "150")
    }

    private static func row(_ what: String, _ time: Duration, _ reach: String) {
        let microseconds = time / .microseconds(1)
        print("\(what)\t\((microseconds).rounded() / 1_000)\t-\t-\t\(reach)")
    }

    /// The best of some runs: what disturbs one only makes it longer.
    private static func best(_ body: () -> Void) -> Duration {
        (0..<20).map { _ in ContinuousClock().measure(body) }.min() ?? .zero
    }

    /// What a script pays that calls one operation of the group: of all, the one that takes longest.
    private static func firstUse(of group: String, in files: [CatalogFile]) -> Duration {
        let names = Catalog(unchecked: files).group(group)?.operationNames ?? []
        return names.map { name in
            best(of: files) { catalog in
                guard let group = catalog.group(group), let operation = group.operation(named: name) else { return }
                _ = group.argumentFields(of: operation)
                _ = group.resultSchema(of: operation).map { group.resolved($0) }
            }
        }.max() ?? .zero
    }

    private static func listing(of group: String, in files: [CatalogFile]) -> Duration {
        best(of: files) { catalog in _ = catalog.group(group)?.operations }
    }

    /// Each time a catalog that stays: what it takes to free one is no part of its use.
    private static func best(of files: [CatalogFile], _ body: (Catalog) -> Void) -> Duration {
        let catalogs = (0..<5).map { _ in Catalog(unchecked: files) }
        return catalogs.map { catalog in ContinuousClock().measure { body(catalog) } }.min() ?? .zero
    }

    private static func files(of folder: String) -> [CatalogFile] {
        guard let directory = opendir(folder) else { preconditionFailure("no folder '\(folder)'") }
        defer { closedir(directory) }
        var files: [CatalogFile] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".catalog") else { continue }
            files.append(CatalogFile(group: String(name.dropLast(8)), text: text(of: "\(folder)/\(name)")))
        }
        return files.sorted { $0.group < $1.group }
    }

    private static func text(of path: String) -> String {
        guard let file = fopen(path, "r") else { preconditionFailure("cannot read '\(path)'") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
