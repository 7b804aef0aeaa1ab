import Catalog
import Glibc
import Testing

/// Reads catalog files that are not part of the program: those `scripts/import-catalog` has just made.
///
///     scripts/import-catalog FACTS --all -o DIR
///     MOONTIDE_CATALOG_FOLDER=DIR swift test --filter FolderCatalogTests
@Suite("Catalog files of a folder", .enabled(if: getenv("MOONTIDE_CATALOG_FOLDER") != nil))
struct FolderCatalogTests {
    @Test func haveNoMistakeAndMakeExamples() throws {
        let folder = String(cString: try #require(getenv("MOONTIDE_CATALOG_FOLDER")))
        let files = try catalogFiles(in: folder)
        for file in files { #expect(throws: Never.self) { try Catalog(files: [file]) } }
        var catalog: Catalog?
        let time = try ContinuousClock().measure { catalog = try Catalog(files: files) }
        let operations = try #require(catalog).allOperations
        var mistakes: [String] = []
        for operation in operations {
            let group = try #require(catalog?.group(operation.group))
            mistakes += Conformance(group).mistakes(ofExamplesOf: operation)
        }
        print("\(files.count) files, \(operations.count) operations, read in \(time)")
        let bytes = try files.reduce(0) { try $0 + text(of: "\(folder)/\($1.group).catalog").utf8.count }
        print("\(bytes) bytes, index made in \(ContinuousClock().measure { _ = catalog?.operationNames })")
        for file in files {
            let times = (0..<20).map { _ in ContinuousClock().measure { _ = try? Catalog(files: [file]) } }
            if let best = times.min(), best > .microseconds(500) { print("\(file.group): \(best)") }
        }
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }

    private func catalogFiles(in folder: String) throws -> [CatalogFile] {
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        var files: [CatalogFile] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(".catalog") else { continue }
            files.append(CatalogFile(group: String(name.dropLast(8)), text: try text(of: "\(folder)/\(name)")))
        }
        return files.sorted { $0.group < $1.group }
    }

    private func text(of path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
