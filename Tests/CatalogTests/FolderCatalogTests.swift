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
        let catalog = try Catalog(files: try files)
        var mistakes: [String] = []
        for operation in catalog.allOperations {
            let group = try #require(catalog.group(operation.group))
            mistakes += Conformance(group).mistakes(ofExamplesOf: operation)
        }
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }

    private var folder: String { getenv("MOONTIDE_CATALOG_FOLDER").map { String(cString: $0) } ?? "" }

    private var files: [CatalogFile] {
        get throws { try catalogFiles(in: folder) }
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
