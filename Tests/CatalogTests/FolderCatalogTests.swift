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

    @Test func agreeWithTheFacts() throws {
        let comparison = FactComparison(try Catalog(files: try files))
        #expect(comparison.differences == [], "\n\(comparison.differences.joined(separator: "\n"))")
    }

    private var files: [CatalogFile] {
        get throws {
            let folder = String(cString: try #require(getenv("MOONTIDE_CATALOG_FOLDER")))
            return try Files.paths(below: folder).filter { $0.hasSuffix(".catalog") }.map { path in
                let name = path.dropFirst(folder.utf8.count).drop { $0 == "/" }.dropLast(8)
                return CatalogFile(group: String(name), text: try #require(Files.text(of: path)))
            }
        }
    }
}
