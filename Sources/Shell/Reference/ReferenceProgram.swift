internal import Catalog

/// The program behind `moontide reference`.
public enum ReferenceProgram {
    /// Writes the reference in Markdown: an index and a page for each group.
    public static func run(folder path: String) -> ExitCode {
        do {
            let folder = try OutputFolder(path)
            let pages = ReferenceWriter(catalog: .standard).pages
            for page in pages { try folder.write(page.text, to: page.name) }
            StandardStreams.writeError("\(pages.count) pages; begin with \(path)/\(ReferenceWriter.indexName)\n")
            return .success
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
            return .failure
        }
    }
}
